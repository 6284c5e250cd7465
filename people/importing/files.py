"""Files of open data, opened within limits: whatever is in them, memory and time stay bounded."""

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from people.importing.found import UnreadableFileError, kind_of

# The largest known file of the kind, every legislator since 1789, has 9 MB.
MOST_BYTES = 64 * 2**20
# libyaml reads about a megabyte a second.
MOST_YAML_BYTES = 16 * 2**20
MOST_ROWS = 500_000
MOST_COLUMNS = 200
MOST_CELL = 100_000
# Open data nests six deep; what nests deeper was made to hurt.
MOST_DEPTH = 40


def decode(raw: bytes, *, most: int = MOST_BYTES) -> str:
    """Return the text of a UTF-8 file, with or without a byte order mark."""
    if len(raw) > most:
        raise UnreadableFileError(
            f"The file has {len(raw):,} bytes; at most {most:,} are read. Split it."
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise UnreadableFileError(
            "The file is not encoded as UTF-8. Save it as UTF-8.", where=f"line {line}"
        ) from error
    if not text.strip():
        raise UnreadableFileError("The file is empty.")
    return text


def read_json(raw: bytes) -> Any:
    """Return what a JSON file holds; raises UnreadableFileError, with line and column."""
    text = decode(raw)
    _refuse_depth(text)
    try:
        # "Infinity" and "NaN" are no JSON, and a number of a million digits takes minutes.
        return json.loads(text, parse_constant=_no_constant, parse_int=_int, parse_float=_short)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnreadableFileError(f"This is not JSON: {error.msg}.", where=where) from error


def _no_constant(name: str) -> None:
    raise UnreadableFileError(f"This is not JSON: {name} is no value.")


def _int(number: str) -> int | str:
    return int(number) if len(number) <= 18 else _short(number)


def _short(number: str) -> str:
    return number[:400]


# A whole string, closed or not, so that each letter is looked at once; or a bracket.
_JSON_PART = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{}]', re.DOTALL)


def _refuse_depth(text: str) -> None:
    """Look at brackets outside strings; nothing is built yet."""
    depth = 0
    for part in _JSON_PART.finditer(text):
        bracket = part.group()
        depth += (bracket in ("[", "{")) - (bracket in ("]", "}"))
        if depth > MOST_DEPTH:
            line = text.count("\n", 0, part.start()) + 1
            raise UnreadableFileError(
                f"Lists and objects stand in one another more than {MOST_DEPTH} deep.",
                where=f"line {line}",
            )


def read_yaml(raw: bytes) -> Any:
    """Return what a YAML file holds, every scalar as text.

    Refused: aliases, by which a small file becomes a huge one; tags; more than one document.
    """
    text = decode(raw, most=MOST_YAML_BYTES)
    try:
        _refuse_hostile_yaml(text)
        # The base loader builds text, lists and mappings, and nothing else.
        return yaml.load(text, Loader=yaml.CBaseLoader)  # noqa: S506 - safer than the safe one
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise UnreadableFileError(f"This is not YAML: {error.problem}.", where=where) from error
    except (yaml.YAMLError, ValueError) as error:
        if isinstance(error, UnreadableFileError):
            raise
        raise UnreadableFileError(f"This is not YAML: {error}") from error


def _refuse_hostile_yaml(text: str) -> None:
    depth, documents = 0, 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        mark = event.start_mark
        where = f"line {mark.line + 1}" if mark else ""
        if isinstance(event, yaml.AliasEvent):
            raise UnreadableFileError("Aliases (*name) are not read. Write it out.", where=where)
        if getattr(event, "tag", None) is not None:
            raise UnreadableFileError("Tags (!name) are not read. Remove them.", where=where)
        documents += isinstance(event, yaml.DocumentStartEvent)
        if documents > 1:
            raise UnreadableFileError("There is more than one document in it.", where=where)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MOST_DEPTH:
            raise UnreadableFileError(f"It nests more than {MOST_DEPTH} deep.", where=where)


def read_rows(raw: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the place ("row 2") and the cells by column of each row that is not empty.

    Columns are parted by commas, semicolons or tabs: by what parts the first line most often.
    """
    text = decode(raw)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(MOST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [name.strip() for name in next(reader)]
        _check_header(header)
        yield from _rows(reader, header)
    except csv.Error as error:
        raise UnreadableFileError(
            f"This is not CSV: {error}.", where=f"line {reader.line_num}"
        ) from error


def _check_header(header: list[str]) -> None:
    if len(header) > MOST_COLUMNS:
        raise UnreadableFileError(
            f"There are {len(header):,} columns; at most {MOST_COLUMNS} are read.", where="row 1"
        )
    twice = {name for name in header if name and header.count(name) > 1}
    if twice:
        raise UnreadableFileError(
            "Two columns have this name. Rename one.", where="row 1", field=min(twice)
        )


def _rows(reader: Any, header: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    for number, cells in enumerate(reader, start=2):
        if number > MOST_ROWS:
            raise UnreadableFileError(f"There are more than {MOST_ROWS:,} rows. Split the file.")
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header):
            raise UnreadableFileError(
                f"This row has {len(cells)} cells and the header {len(header)}. "
                "Put text that holds the delimiter in quotation marks.",
                where=f"row {number}",
            )
        yield f"row {number}", dict(zip(header, cells, strict=False))


def as_list(value: Any, name: str) -> list[Any]:
    """Return `value` if it is a list, [] for nothing; raises UnreadableFileError otherwise."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise UnreadableFileError(f"should be a list, and is {kind_of(value)}.", field=name)
    if len(value) > MOST_ROWS:
        raise UnreadableFileError(f"has more than {MOST_ROWS:,} items. Split it.", field=name)
    return value
