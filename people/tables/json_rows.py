"""Tables as JSON: a list of objects or of lists, or an object a line."""

import json
from collections.abc import Iterator
from typing import Any

from people.tables.encodings import decode_table
from people.tables.table import MAX_COLUMNS, Found, Row, TableError

_SHAPE = "it has to be a list of objects, such as [{“text”: “…”, “speaker”: “…”}]"


def read_json(raw: bytes) -> tuple[Found, Iterator[Row]]:
    """Return how the JSON was read, and its rows; objects' keys are the names of the columns."""
    text, encoding = decode_table(raw)
    records = _records(text)
    names: dict[str, None] = {}
    for record in records:
        if isinstance(record, dict):
            names.update(dict.fromkeys(map(str, record)))
            if len(names) > MAX_COLUMNS:
                raise TableError(f"Its objects have more than {MAX_COLUMNS} different keys.")
    found = Found("json", encoding=encoding, names=tuple(names))
    return found, _rows(records, list(names))


def _records(text: str) -> list[Any]:
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        return _lines(text, error)
    if isinstance(whole, dict):
        lists = [value for value in whole.values() if isinstance(value, list)]
        whole = lists[0] if len(lists) == 1 else [whole]
    if not isinstance(whole, list):
        raise TableError(f"This JSON is no table: {_SHAPE}.")
    if not whole:
        raise TableError("There is nothing in the file.")
    return whole


def _lines(text: str, whole: json.JSONDecodeError) -> list[Any]:
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    records = []
    for number, line in lines:
        try:
            records.append(json.loads(line))
        except json.JSONDecodeError as error:
            # One object a line, or one document that is broken: tell where it is.
            at, what = (number, error.msg) if records else (whole.lineno, whole.msg)
            raise TableError(f"Line {at} is not JSON ({what}): correct it.") from error
    if not records:
        raise TableError("There is nothing in the file.")
    return records


def _rows(records: list[Any], names: list[str]) -> Iterator[Row]:
    for number, record in enumerate(records, start=1):
        if isinstance(record, dict):
            yield Row(number, [_text(record.get(name)) for name in names])
        elif isinstance(record, list) and not names:
            yield Row(number, [_text(value) for value in record])
        else:
            yield Row(number, [_text(record)], "It is no object like the others.")


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not any(isinstance(one, list | dict) for one in value):
        return "; ".join(_text(one) for one in value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value).replace("\0", "")
