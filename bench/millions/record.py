"""The record itself: statements with all that belongs to them, loaded by COPY, triggers on."""

import hashlib
import random
import zlib
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import psutil
from django.apps import apps
from django.db import connection, transaction
from django.db.models import NOT_PROVIDED

from millions.cast import DAYS, FIRST_DAY, Cast, Row, Table
from millions.sentences import Sentences, zipf_weights
from people.bulk import analyze, bulk_load

BATCH = 10_000
TO_A_DOCUMENT = 4
LANGUAGES = ["en", "fr", "fa", "ar", "de", "es", "ru"]
LANGUAGE_WEIGHTS = [70, 8, 8, 6, 4, 2, 2]
NOW = datetime(2025, 1, 1, tzinfo=UTC)
COLUMNS = {
    "sources_document": "id outlet_id kind title authors canonical_url published_on_earliest"
    " published_on_latest published_on_precision language note",
    "sources_capture": "id document_id url state failure captured_at content_type raw sha256 text",
    "statements_statement": "id status kind text language attribution said_on_earliest"
    " said_on_latest said_on_precision note published_at withdrawal_reason occasion_id"
    " organization_id person_id tenure_id",
    "statements_appearance": "id exact prefix suffix start end spans paragraph locator state"
    " checked_at capture_id credited_outlet_id document_id statement_id",
    "statements_statement_topics": "id statement_id topic_id",
    "statements_translation": "id language text translator is_official statement_id",
}


class Maker:
    """Makes batches of statements; its keys go on from batch to batch."""

    def __init__(self, cast: Cast, sentence: Sentences, source: random.Random) -> None:
        self.cast, self.sentence, self.source = cast, sentence, source
        self.last = dict.fromkeys(COLUMNS, 0)
        self.weights = {
            name: zipf_weights(getattr(cast, name))
            for name in ("people", "organizations", "outlets", "topics", "occasions")
        }

    def go_on(self) -> None:
        """Go on after what the record holds already, with other rows than those."""
        for name in COLUMNS:
            self.last[name] = row(f"SELECT coalesce(max(id), 0) FROM {name}")[0]
        self.source.seed(self.last["statements_statement"])

    def draw(self, name: str) -> int:
        """Return the key of one of the cast: the lower, the more often."""
        weights = self.weights[name]
        return 1 + bisect_left(weights, self.source.random() * weights[-1])

    def batch(self, count: int) -> list[Table]:
        """Return the rows of `count` further statements, table by table in order of loading."""
        rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
        while len(rows["statements_statement"]) < count:
            several = min(TO_A_DOCUMENT, count - len(rows["statements_statement"]))
            self._document(rows, several)
        return [Table(name, COLUMNS[name], rows[name]) for name in COLUMNS]

    def _key(self, table: str) -> int:
        self.last[table] += 1
        return self.last[table]

    def _document(self, rows: dict[str, list[Row]], several: int) -> None:
        document, capture = self._key("sources_document"), self._key("sources_capture")
        outlet, topic = self.draw("outlets"), self.draw("topics")
        # More was said of late than long ago.
        day = FIRST_DAY + timedelta(days=int(DAYS * self.source.random() ** 0.7))
        url = f"https://outlet-{outlet}.example/{document}"
        text, places = "", []
        for _ in range(several):
            words = self.sentence(topic, day.year)
            start = len(text) + 3
            text += f"“{words}” said the speaker.\n"
            places.append((words, start - 2, start - 2 + len(words)))
        raw = text.encode()
        rows["sources_document"].append(
            (document, outlet, "article", f"Report {document}", "", url, day, day, "day", "en", "")
        )
        rows["sources_capture"].append(
            (capture, document, url, "kept", "", NOW, "text/html", zlib.compress(raw, 1),
             hashlib.sha256(raw).hexdigest(), text)
        )  # fmt: skip
        for place in places:
            self._statement(rows, day, topic, (document, capture), place)

    def _statement(
        self,
        rows: dict[str, list[Row]],
        day: date,
        topic: int,
        found: tuple[int, int],
        place: tuple[str, int, int],
    ) -> None:
        key, chance = self._key("statements_statement"), self.source.random()
        words, start, end = place
        organization = self.draw("organizations") if chance < 0.1 else None
        person = None if organization else self.draw("people")
        status = "published" if chance < 0.97 else "draft"
        kind = self.source.choices(["direct", "indirect", "document"], [75, 20, 5])[0]
        language = self.source.choices(LANGUAGES, LANGUAGE_WEIGHTS)[0]
        said_on: Row = (day, day, "day")
        if chance > 0.96:
            said_on = (None, None, "")
        elif 0.5 < chance < 0.53:
            said_on = (date(day.year, 1, 1), date(day.year, 12, 31), "year")
        tenure = self._tenure(person, day) if said_on[2] == "day" else None
        occasion = self.draw("occasions") if chance < 0.4 else None
        published_at = NOW if status == "published" else None
        rows["statements_statement"].append(
            (key, status, kind, words, language, "the official", *said_on, "", published_at, "",
             occasion, organization, person, tenure)
        )  # fmt: skip
        credited = self.draw("outlets") if chance < 0.15 else None
        rows["statements_appearance"].append(
            (self._key("statements_appearance"), words, "“", "”", start, end, [[start, end]],
             f"“{words}” said the speaker.", "", "verified", NOW, found[1], credited, found[0], key)
        )  # fmt: skip
        for one in {topic} if chance < 0.7 else {topic, self.draw("topics")}:
            rows["statements_statement_topics"].append(
                (self._key("statements_statement_topics"), key, one)
            )
        if language != "en":
            translated = self.sentence(topic, day.year)
            rows["statements_translation"].append(
                (self._key("statements_translation"), "en", translated, "", False, key)
            )

    def _tenure(self, person: int | None, day: date) -> int | None:
        if person is None:
            return None
        return next((key for key, last in self.cast.tenures[person] if day <= last), None)


def load_cast(cast: Cast) -> None:
    """Write those of the cast that the record does not hold yet: a larger one begins alike."""
    with transaction.atomic():
        for table in cast.tables:
            held = row(f"SELECT count(*) FROM {table.name}")[0]
            copy(replace(table, rows=table.rows[held:]))
    let_keys_go_on(table.name for table in cast.tables)


def write(tables: list[Table]) -> int:
    """Write a batch in one transaction; return how many statements it has."""
    with bulk_load("bench"):
        for table in tables:
            copy(table)
    return next(len(table.rows) for table in tables if table.name == "statements_statement")


def copy(table: Table) -> None:
    """Write the rows through COPY.

    Columns that a table does not name get what a new row of its model has there.
    """
    named = table.columns.split()
    defaults = _defaults(table.name, set(named))
    columns = ", ".join(f'"{column}"' for column in [*named, *defaults])
    rest = tuple(defaults.values())
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as rows:
            for values in table.rows:
                rows.write_row(values + rest)


def let_keys_go_on(tables: Iterable[str]) -> None:
    """Let the keys that tables give by themselves go on after those written to them."""
    with connection.cursor() as cursor:
        for name in tables:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), greatest(max(id), 1)) FROM "
                + name,
                [name],
            )


@cache
def _models() -> dict[str, Any]:
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}


def _defaults(table: str, named: set[str]) -> dict[str, Any]:
    return {
        field.column: field.get_db_prep_save(field.get_default(), connection)
        for field in _models()[table]._meta.concrete_fields
        if field.column not in named
        and not (field.primary_key or field.null or field.db_default is not NOT_PROVIDED)
    }


def tell_planner() -> None:
    """Let the planner know what the tables hold that batches are written to."""
    analyze(_models()[name] for name in COLUMNS)


# What pages read, with the indexes they find it by, known by their columns where there are others;
# of appearances the index alone. First the words that stand beside all entries and few pages read,
# if there is room for all; last what is counted: where not all fits, what was read last is there.
_READ_BY_PAGES = """
WITH read (turn, name, keys) AS (VALUES
    (1, 'sources_document', '{{id}}'), (1, 'statements_translation', '{{statement_id}}'),
    (1, 'statements_statement', '{{id}}'),
    (2, 'statements_searchsample', NULL), (2, 'statements_searchentry', NULL)
), whole AS (
    SELECT CASE name WHEN 'statements_searchentry' THEN 0 ELSE turn END AS turn,
        reltoastrelid AS oid, NULL AS keys
    FROM read JOIN pg_class ON relname = name WHERE reltoastrelid <> 0
    UNION ALL SELECT turn, name::regclass, keys FROM read
    UNION ALL SELECT 1, 'statements_appearance_places'::regclass, NULL
), file AS (
    SELECT turn, pg_relation_filepath(oid) AS path, pg_relation_size(oid) AS size FROM whole
    UNION ALL SELECT greatest(turn, 1), pg_relation_filepath(indexrelid),
        pg_relation_size(indexrelid)
    FROM pg_index JOIN whole ON indrelid = oid
    WHERE keys IS NULL OR keys::name[] = ARRAY(
        SELECT attname FROM pg_attribute WHERE attrelid = indexrelid ORDER BY attnum)
    ORDER BY turn
)
SELECT sum(length(pg_read_binary_file(
    path || CASE WHEN part < {segment} THEN '' ELSE '.' || part / {segment} END,
    part % {segment} * {block}, {block}, true)))
FROM file, generate_series(0, size / {block}) AS part
WHERE turn > 0 OR (SELECT sum(size) FROM file) < {room}
"""


def read_through() -> None:
    """Let the machine have read all that pages read, as that of a site at work has."""
    room = psutil.virtual_memory().available
    execute(_READ_BY_PAGES.format(block=2**23, segment=2**30 // 2**23, room=room))


def execute(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def row(sql: str) -> Any:
    """Return the first row."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()
