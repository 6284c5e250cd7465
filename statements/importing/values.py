"""What the cells of a row mean, and why where they mean nothing. Pure: no Django."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from people.codes import language_tag
from people.partial_dates import PartialDate
from people.tables.table import Row, column_name
from sources.urls import InvalidURLError, canonicalize_url
from statements.importing.fields import FIELDS, TRANSLATION_LANGUAGE, plain_heading
from statements.importing.mapping import BY_MARKS, MONTH_FIRST, Mapping
from statements.models.statements import Status

MAX_WORDS = 100_000
_LONGEST = {
    "speaker": 200,
    "attribution": 300,
    "occasion": 300,
    "document": 500,
    "outlet": 200,
    "credited_outlet": 200,
    "locator": 100,
}
MAX_TOPIC = 120
_NO_WORDS = "There are no words: fill them in."
_PAIRS = {"“": "”", '"': '"', "«": "»", "„": "“”", "‘": "’", "»": "«", "『": "』", "「": "」"}
_PUBLIC_ID = re.compile(r"(?:.*/)?([0-9a-hjkmnp-tv-z]{10})/?")
_NUMERIC_DATE = re.compile(r"\s*(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})\s*")
_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)+|[a-z0-9]+")
KINDS = {
    "direct": ("direct", "direct quote", "quote", "quotation", "verbatim"),
    "indirect": ("indirect", "indirect quote", "paraphrase", "reported", "reported speech"),
    "document": ("document", "words of a document", "text", "written"),
}
STATUSES: dict[str, tuple[str, ...]] = {
    Status.DRAFT: ("draft",),
    Status.IN_REVIEW: ("in review", "review", "submitted"),
    Status.PUBLISHED: ("public",),
    Status.WITHDRAWN: (),
}
# What a new statement may be.
ENTERED = (Status.DRAFT, Status.IN_REVIEW)


class RowError(Exception):
    """Why a row is refused: the column it is about ("" for the whole row), its value, the cure."""

    def __init__(self, column: str, value: str, message: str) -> None:
        super().__init__(column, value, message)
        self.column, self.value, self.message = column, value, message


def values_of(row: Row, mapping: Mapping, names: tuple[str, ...]) -> dict[str, Any]:
    """Return what a row says, by field; dates as EDTF. Raises RowError."""
    if row.fault:
        raise RowError("", "", row.fault)
    _require_width(row, len(names))
    values: dict[str, Any] = {}
    is_update = bool(_cell(row, mapping, "public_id"))
    for name in FIELDS:
        cell = _cell(row, mapping, name)
        # What serves for rows that say nothing must not change what is on record.
        given = cell or ("" if is_update else mapping.constants.get(name, "").strip())
        if not given:
            continue
        heading = names[mapping.columns.index(name)] if cell else FIELDS[name].label
        try:
            values[name] = _READERS.get(name, _words)(given, name, mapping)
        except ValueError as error:
            raise RowError(heading, given[:200], str(error)) from error
    return _completed(values, mapping)


def _cell(row: Row, mapping: Mapping, name: str) -> str:
    place = mapping.place(name)
    return row.cells[place].strip() if place is not None and place < len(row.cells) else ""


def _require_width(row: Row, width: int) -> None:
    for place in range(width, len(row.cells)):
        if row.cells[place].strip():
            raise RowError(
                column_name(place),
                row.cells[place][:200],
                f"The row has {len(row.cells)} cells, the table {width} columns: quote a cell "
                "that holds the delimiter, or remove what is too much.",
            )


def _completed(values: dict[str, Any], mapping: Mapping) -> dict[str, Any]:
    """Return the values with the kind that the marks speak for; refuse what cannot be kept."""
    is_new = "public_id" not in values
    if is_new and "text" not in values:
        raise RowError(FIELDS["text"].label, "", _NO_WORDS)
    if is_new and not {"speaker", "attribution"} & values.keys():
        raise RowError(
            FIELDS["speaker"].label,
            "",
            "Nobody is named: give a speaker, or an attribution such as “officials”.",
        )
    if is_new and values.get("status", Status.DRAFT) not in ENTERED:
        raise RowError(
            FIELDS["status"].label,
            str(Status(values["status"]).label),
            "Only draft and in review can be imported: a curator publishes after checking.",
        )
    if "text" in values:
        words, is_quoted = unquoted(values["text"])
        if not words:
            raise RowError(
                FIELDS["text"].label, values["text"], "There are no words: fill them in."
            )
        values["text"] = words
        if values.get("kind") == BY_MARKS:
            values["kind"] = "direct" if is_quoted else "indirect"
    _require_source(values)
    if "translation" in values:
        values[TRANSLATION_LANGUAGE] = mapping.constants.get(TRANSLATION_LANGUAGE) or "en"
    return values


def _require_source(values: dict[str, Any]) -> None:
    has_document = bool({"document", "source_url"} & values.keys())
    if has_document and "outlet" not in values:
        # The domain of the address may be an outlet's; without an address, nothing tells.
        if "source_url" not in values:
            raise RowError(
                FIELDS["outlet"].label, "", "A document needs its outlet: name it, here or for all."
            )
    elif not has_document:
        for name in ("locator", "credited_outlet", "document_published_on", "outlet"):
            values.pop(name, None)


def unquoted(text: str) -> tuple[str, bool]:
    """Return the words without the marks around all of them, and whether marks stood there."""
    words = text.strip()
    closing = _PAIRS.get(words[:1], "")
    if len(words) > 2 and closing and words[-1] in closing:
        inner = words[1:-1]
        # “No,” he said, “never” is not one quotation.
        if not any(mark in inner for mark in (words[0], words[-1])):
            return inner.strip(), True
    return words, False


def readable(name: str) -> str:
    """Return a name as people write it: "barack-obama" is "Barack Obama"."""
    name = " ".join(name.split())
    if _SLUG.fullmatch(name):
        return " ".join(word[:1].upper() + word[1:] for word in re.split(r"[-_]", name))
    return name


def _words(value: str, name: str, mapping: Mapping) -> str:
    value = " ".join(value.split())
    if len(value) > _LONGEST.get(name, 10_000):
        raise ValueError(f"It is longer than {_LONGEST.get(name, 10_000)} characters: shorten it.")
    return value


def _text(value: str, name: str, mapping: Mapping) -> str:
    if len(value) > MAX_WORDS:
        raise ValueError(f"A statement has at most {MAX_WORDS:,} characters: divide it.")
    return value


def _one_of(choices: dict[str, tuple[str, ...]], cure: str, value: str) -> str:
    plain = plain_heading(value)
    for choice, spellings in choices.items():
        if plain in spellings or plain == plain_heading(choice):
            return choice
    raise ValueError(cure)


def _kind(value: str, name: str, mapping: Mapping) -> str:
    if value == BY_MARKS:
        return value
    return _one_of(KINDS, "A kind is direct, indirect or document.", value)


def _status(value: str, name: str, mapping: Mapping) -> str:
    return _one_of(STATUSES, "A status is draft or in review.", value)


def _language(value: str, name: str, mapping: Mapping) -> str:
    return _tag(value)


@lru_cache(maxsize=1_000)
def _tag(value: str) -> str:
    return language_tag(value)


def _date(value: str, name: str, mapping: Mapping) -> str:
    return _parsed(value, mapping.date_order)


@lru_cache(maxsize=10_000)
def _parsed(value: str, order: str) -> str:
    if timed := _TIME.fullmatch(value):
        value = timed[1]
    numeric = _NUMERIC_DATE.fullmatch(value)
    if numeric and order and max(int(numeric[1]), int(numeric[3])) <= 12:
        first, _, second, year = numeric.groups()
        day, month = (second, first) if order == MONTH_FIRST else (first, second)
        value = f"{year}-{int(month):02}-{int(day):02}"
    return PartialDate.parse(value).isoformat()


def _topics(value: str, name: str, mapping: Mapping) -> list[str]:
    separator = next((mark for mark in (";", "|", ",") if mark in value), ";")
    topics = []
    for part in value.split(separator):
        topic = " ".join(part.split())
        if _SLUG.fullmatch(topic):
            topic = re.sub(r"[-_]", " ", topic).capitalize()
        if len(topic) > MAX_TOPIC:
            raise ValueError(f"A topic has at most {MAX_TOPIC} characters: part them with “;”.")
        if topic and topic not in topics:
            topics.append(topic)
    return topics


def _address(value: str, name: str, mapping: Mapping) -> str:
    try:
        return canonicalize_url(value)
    except InvalidURLError as error:
        raise ValueError(str(error)) from error


def _public_id(value: str, name: str, mapping: Mapping) -> str:
    found = _PUBLIC_ID.fullmatch(value)
    if not found:
        raise ValueError("A public id has ten letters and digits, as in the statement’s address.")
    return found[1]


_READERS: dict[str, Any] = {
    "text": _text,
    "translation": _text,
    "note": _text,
    "kind": _kind,
    "status": _status,
    "language": _language,
    "said_on": _date,
    "document_published_on": _date,
    "topics": _topics,
    "source_url": _address,
    "public_id": _public_id,
}
