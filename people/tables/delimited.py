"""Tables as text: a record a line, its cells between delimiters, perhaps in quotation marks.

A file that keeps to the rules (RFC 4180) throughout is read by them. One that does not, because
quotation marks stand in it as they stand in any text, is read line by line: a line that has the
table's width without any rule is taken as it is, so that no stray mark swallows the next line.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from people.tables.encodings import decode_table
from people.tables.table import MAX_CELL_CHARACTERS, Choices, Found, Row, TableError

DELIMITERS = {"\t": "tab", ",": "comma", ";": "semicolon", "|": "bar"}
SAMPLE_LINES = 500
# Lines that a cell may span in a file that breaks the rules.
MOST_LINES = 50
_SEP = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_BREAK = re.compile(r"\r\n|\n|\r")


def read_delimited(raw: bytes, choices: Choices, *, hint: str = "") -> tuple[Found, Iterator[Row]]:
    """Return how the text was read, and its rows; blank lines are rows too.

    `hint` is the delimiter that the file's name speaks for.
    """
    text, encoding = decode_table(raw, choices.encoding)
    first = 1
    declared = ""
    if said := _SEP.match(text):
        text, declared, first = text[said.end() :], said[1], 2
    lines = _BREAK.split(text)
    if lines and not lines[-1]:
        lines.pop()
    if not any(line.strip() for line in lines):
        raise TableError("There is nothing in the file.")
    _require_bounded(lines, first)
    delimiter = choices.delimiter or declared or _delimiter(lines, hint)
    # The reader tells a cell that is too long, with its place.
    csv.field_size_limit(8 * MAX_CELL_CHARACTERS)
    notes: tuple[str, ...] = ()
    if '"' not in text or _by_rules(lines, delimiter):
        rows: Iterator[Row] = _ruled_rows(lines, delimiter, first)
    else:
        rows = _lines(lines, delimiter, first)
        notes = (
            "Quotation marks stand in it as in any text, so every line is taken for a row of "
            "its own.",
        )
    found = Found("text", encoding=encoding, delimiter=delimiter, notes=notes)
    return found, rows


def _require_bounded(lines: list[str], first: int) -> None:
    for number, line in enumerate(lines, start=first):
        if len(line) > 4 * MAX_CELL_CHARACTERS:
            raise TableError(
                f"Line {number} has {len(line):,} characters, more than a row may: check that "
                "the file is a table with one statement a line."
            )


def _delimiter(lines: list[str], hint: str) -> str:
    """Return what most evenly cuts the first lines; "," for a table of one column."""
    sample = [line for line in islice(lines, SAMPLE_LINES) if line.strip()]
    best, best_score = hint or ",", 0.0
    for delimiter in DELIMITERS:
        widths = Counter(_width(line, delimiter) for line in sample)
        width, count = widths.most_common(1)[0]
        if width < 2:
            continue
        score = count / len(sample) + min(width, 50) / 1_000 + (0.2 if delimiter == hint else 0)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _width(line: str, delimiter: str) -> int:
    cells = _cells(line, delimiter)
    return len(cells) if cells else line.count(delimiter) + 1


def _cells(line: str, delimiter: str) -> list[str] | None:
    """Return the cells of a record by the rules; None where it breaks them."""
    try:
        records = list(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return records[0] if len(records) == 1 else None


def _by_rules(lines: list[str], delimiter: str) -> bool:
    """Whether all lines keep to the rules, with records of one width."""
    widths: Counter[int] = Counter()
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, strict=True)
    try:
        for record in reader:
            widths[len(record)] += 1
    except csv.Error:
        return False
    del widths[0]
    return max(widths.values(), default=0) >= 0.9 * widths.total()


def _ruled_rows(lines: list[str], delimiter: str, first: int) -> Iterator[Row]:
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, strict=True)
    began = first
    for record in reader:
        yield Row(began, record)
        began = first + reader.line_num


def _lines(lines: list[str], delimiter: str, first: int) -> Iterator[Row]:
    sample = islice((line for line in lines if line.strip()), SAMPLE_LINES)
    width = Counter(_width(line, delimiter) for line in sample).most_common(1)[0][0]
    place = 0
    while place < len(lines):
        row, taken = _row_at(lines, place, delimiter, width)
        yield Row(first + place, row.cells, row.fault)
        place += taken


def _row_at(lines: list[str], place: int, delimiter: str, width: int) -> tuple[Row, int]:
    """Return the row that begins at a line, and how many lines it takes."""
    line = lines[place]
    if '"' not in line:
        return Row(0, line.split(delimiter)), 1
    cells = _cells(line, delimiter)
    if cells and len(cells) == width:
        return Row(0, cells), 1
    # Lines that go on a cell of the line before have not the table's width of their own.
    for last in range(place + 1, min(place + MOST_LINES, len(lines))):
        if _width(lines[last], delimiter) == width:
            break
        several = _cells("\n".join(lines[place : last + 1]), delimiter)
        if several and len(several) == width:
            return Row(0, several), last + 1 - place
    plain = line.split(delimiter)
    if len(plain) == width:
        return Row(0, plain), 1
    return Row(0, cells or plain, "Its quotation marks do not pair: correct them."), 1
