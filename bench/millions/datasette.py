"""The same statements in SQLite with FTS5, shown by Datasette: what a newsroom would reach for."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection

from millions.questions import Asked
from millions.server import DATA, HOST, serving

VERSION = "0.65.5"
COLUMNS = ["speaker", "office", "organization", "topic", "outlet", "kind", "language", "year"]
# No limit cuts it short: what takes long is to be measured.
SETTINGS = {
    "sql_time_limit_ms": "120000",
    "facet_time_limit_ms": "120000",
    "suggest_facets": "off",
    "default_page_size": "25",
}
# Which of its columns a filter of ours is; the values are slugs.
FILTERS = {"speaker": "speaker", "topic": "topic", "outlet": "outlet"}
_ROWS = """
SELECT statement.id, statement.text, statement.said_on_latest,
    coalesce(person.slug, ''), coalesce(office.title, ''), coalesce(held.name, own.name, ''),
    (SELECT slug FROM statements_topic topic
        JOIN statements_statement_topics given ON given.topic_id = topic.id
        WHERE given.statement_id = statement.id ORDER BY given.id LIMIT 1),
    outlet.slug, statement.kind, statement.language,
    extract(year FROM statement.said_on_latest)::int
FROM statements_statement statement
JOIN statements_appearance appearance ON appearance.statement_id = statement.id
JOIN sources_document document ON document.id = appearance.document_id
JOIN sources_outlet outlet ON outlet.id = document.outlet_id
LEFT JOIN people_person person ON person.id = statement.person_id
LEFT JOIN people_tenure tenure ON tenure.id = statement.tenure_id
LEFT JOIN people_office office ON office.id = tenure.office_id
LEFT JOIN people_organization held ON held.id = office.organization_id
LEFT JOIN people_organization own ON own.id = statement.organization_id
WHERE statement.status = 'published'
"""


def install() -> Path:
    """Return the program, in a virtual environment of its own, made where it is missing."""
    folder = DATA / "bench" / "datasette"
    program = folder / "bin" / "datasette"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        command = [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet"]
        subprocess.run([*command, f"datasette=={VERSION}"], check=True)
    return program


def write(path: Path) -> None:
    """Write what is published into a SQLite database with indexes on all that is filtered by."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as sqlite:
        sqlite.execute("PRAGMA journal_mode = off")
        columns = ", ".join(f"{column} TEXT" for column in COLUMNS[:-1])
        sqlite.execute(
            f"CREATE TABLE statements (id INTEGER PRIMARY KEY, text TEXT, said_on TEXT, {columns},"
            " year INTEGER)"
        )
        places = ", ".join("?" * (3 + len(COLUMNS)))
        for rows in _batches():
            sqlite.executemany(f"INSERT INTO statements VALUES ({places})", rows)
        for column in ["said_on", *COLUMNS]:
            sqlite.execute(f"CREATE INDEX by_{column} ON statements ({column})")
        sqlite.execute(
            "CREATE VIRTUAL TABLE statements_fts USING fts5(text, content='statements',"
            " content_rowid='id', tokenize='porter unicode61')"
        )
        sqlite.execute("INSERT INTO statements_fts (statements_fts) VALUES ('rebuild')")
        sqlite.execute("ANALYZE")


def _batches() -> Iterator[list[tuple[object, ...]]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(_ROWS)
        while rows := cursor.fetchmany(20_000):
            yield [(key, text, day and day.isoformat(), *rest) for key, text, day, *rest in rows]


@contextmanager
def serve(program: Path, path: Path, port: int) -> Iterator[None]:
    command = [str(program), "serve", str(path), "--host", HOST, "--port", str(port)]
    for name, value in SETTINGS.items():
        command += ["--setting", name, value]
    with serving(command, port):
        yield


def address(path: Path, asked: Asked) -> str | None:
    """Return the address of its page with the same rows, count and facets.

    None where it has no such page: it does not rank by relevance within a page, nor page by day.
    """
    wanted = asked.parameters
    if "after" in wanted or wanted.get("sort") == "relevance":
        return None
    order = "_sort" if wanted.get("sort") == "oldest" else "_sort_desc"
    query = [(order, "said_on"), *(("_facet", column) for column in COLUMNS)]
    query += [(column, wanted[name]) for name, column in FILTERS.items() if name in wanted]
    if "said_from" in wanted:
        query.append(("year", wanted["said_from"]))
    if asked.fts:
        query += [("_search", asked.fts), ("_searchmode", "raw")]
    return f"/{path.stem}/statements?{urlencode(query)}"
