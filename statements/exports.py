"""Statements as CSV: all that the filter finds, row by row, in documented columns."""

import csv
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from statements.models import Statement

# Rows fetched at a time: memory stays flat however many there are.
CHUNK = 500
# What a spreadsheet takes for the start of a formula (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Column = Callable[[Any, str], Any]

COLUMNS: dict[str, Column] = {
    "address": lambda statement, site: f"{site}{statement.get_absolute_url()}",
    "public_id": lambda statement, site: statement.public_id,
    "kind": lambda statement, site: statement.kind,
    "language": lambda statement, site: statement.language,
    "text": lambda statement, site: statement.text,
    "speaker": lambda statement, site: statement.speaker or "",
    "speaker_address": lambda statement, site: (
        f"{site}{statement.speaker.get_absolute_url()}" if statement.speaker else ""
    ),
    "attribution": lambda statement, site: statement.attribution,
    "office": lambda statement, site: statement.tenure.office.title if statement.tenure else "",
    "office_organization": lambda statement, site: (
        statement.tenure.office.organization if statement.tenure else ""
    ),
    "said_on": lambda statement, site: statement.said_on.isoformat() if statement.said_on else "",
    "said_on_earliest": lambda statement, site: statement.said_on_earliest or "",
    "said_on_latest": lambda statement, site: statement.said_on_latest or "",
    "occasion": lambda statement, site: statement.occasion or "",
    "topics": lambda statement, site: "; ".join(map(str, statement.topics.all())),
    "document": lambda statement, site: _first(statement, lambda one: one.document),
    "document_address": lambda statement, site: _first(
        statement, lambda one: f"{site}{one.document.get_absolute_url()}"
    ),
    "source_url": lambda statement, site: _first(statement, lambda one: one.document.canonical_url),
    "outlet": lambda statement, site: _first(statement, lambda one: one.document.outlet),
    "credited_outlet": lambda statement, site: _first(statement, lambda one: one.credited_outlet),
    "verification": lambda statement, site: _first(statement, lambda one: one.state),
    "appearances": lambda statement, site: len(statement.appearances.all()),
    "published_at": lambda statement, site: (
        statement.published_at.isoformat(timespec="seconds") if statement.published_at else ""
    ),
}


def _first(statement: Any, value: Callable[[Any], Any]) -> Any:
    """Return `value` of the statement's first appearance, "" where there is none."""
    return next((value(appearance) or "" for appearance in statement.appearances.all()), "")


def disarm(value: Any) -> str:
    """Return `value` as text that no spreadsheet computes."""
    text = str(value).replace("\x00", "")
    return f"'{text}" if text.startswith(FORMULA) else text


class _Echo:
    """What csv writes to: it gives back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(statements: QuerySet[Statement], *, site: str) -> Iterator[str]:
    """Yield the header and a line a statement, in UTF-8 that Excel recognises by its mark.

    `site` stands before each address. The rows are read through a
    server-side cursor: nothing is sorted, counted or kept here.
    """
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(COLUMNS)
    rows: Any = statements
    rows = rows.newest_first().with_speaker().with_sources().prefetch_related("topics")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        for statement in rows.iterator(chunk_size=CHUNK):
            yield writer.writerow(disarm(column(statement, site)) for column in COLUMNS.values())
