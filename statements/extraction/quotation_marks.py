"""Quotation marks: which parts of a text stand between them."""

import re
from dataclasses import dataclass

PARAGRAPH = re.compile(r"[^\n]+")
DOUBLE = re.compile(r"``|''|’’|‘‘|[\"“”„«»]")
SINGLE = re.compile(r"(?<!\w)['‘](?=\w)|(?<=[\w.,!?…])['’](?!\w)")
CLOSED_BY = {
    "“": ("”", "''", "’’", '"'),
    "„": ("“", "”"),
    "«": ("»",),
    '"': ('"', "”"),
    "``": ("''",),
    "''": ("''",),
    "‘‘": ("’’",),
    "”": ("”",),
    "‘": ("’",),
    "'": ("'", "’"),
}


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted part with its marks: offsets into the text, end exclusive.

    `is_closed` is false where the paragraph ends before the closing mark;
    `is_continued` is true for a paragraph that reopens what the one before it left open.
    """

    start: int
    end: int
    is_closed: bool
    is_continued: bool


def find_quotations(text: str) -> list[Quotation]:
    """Return the outermost quotations in reading order; a nested one belongs to its outer one."""
    marks = DOUBLE if DOUBLE.search(text) else SINGLE
    found: list[Quotation] = []
    was_open = False
    for paragraph in PARAGRAPH.finditer(text):
        before = len(found)
        for start, end, is_closed in _in_paragraph(text, *paragraph.span(), marks):
            is_first = len(found) == before and not text[paragraph.start() : start].strip()
            found.append(Quotation(start, end, is_closed, was_open and is_first))
        if paragraph.group().strip():
            was_open = len(found) > before and not found[-1].is_closed
    return found


def _in_paragraph(
    text: str, start: int, end: int, marks: re.Pattern[str]
) -> list[tuple[int, int, bool]]:
    """Return (start, end, is closed) of every quotation between two offsets."""
    found = []
    opened_at, opened_by = -1, ""
    for match in marks.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if opened_at < 0:
            if _may_open(text, match, start):
                opened_at, opened_by = at, mark
        elif mark == opened_by == "“" and _starts_anew(text, opened_at, at):
            found.append((opened_at, opened_at + len(text[opened_at:at].rstrip()), True))
            opened_at = at
        elif _closes(text, match, end, opened_by):
            found.append((opened_at, match.end(), True))
            opened_at = -1
    if opened_at >= 0:
        found.append((opened_at, end, False))
    return found


def _may_open(text: str, match: re.Match[str], paragraph_start: int) -> bool:
    mark, at = match.group(), match.start()
    is_possessive = mark in ("'", "’") and at > paragraph_start and text[at - 1].isalnum()
    if mark in ("»", "’’") or is_possessive:
        return False
    if mark == "”" or mark == "''":  # A closing mark in an opening place is a typing slip.
        before = text[at - 1] if at > paragraph_start else " "
        return before in " (\xa0" and text[match.end() : match.end() + 1].strip() != ""
    if mark == '"' and at > paragraph_start:  # 5'10" and a stray mark after a word open nothing.
        return not (text[at - 1].isalnum() and not text[at + 1 : at + 2].isalnum())
    return True


def _starts_anew(text: str, opened_at: int, at: int) -> bool:
    """Whether a mark opens the next quotation, the closing mark of the last one forgotten."""
    before = text[opened_at:at]
    return (
        before[-1].isspace() and before.rstrip()[-1] in ".?!…" and text[at + 1 : at + 2].isupper()
    )


def _closes(text: str, match: re.Match[str], paragraph_end: int, opened_by: str) -> bool:
    if match.group() in CLOSED_BY[opened_by]:
        return not _reopens(text, match)
    # An opening mark in a closing place is a typing slip: “It is late,“ she said.
    is_apart = not text[match.end() : match.end() + 1].strip()
    is_last = not text[match.end() : paragraph_end].strip()
    ends_so = is_apart and text[match.start() - 1] in ",.?!…"
    return match.group() == opened_by and (is_last or ends_so)


def _reopens(text: str, match: re.Match[str]) -> bool:
    """Tell an opening straight mark inside a quotation from the closing one."""
    at = match.start()
    return (
        match.group() in ('"', "'")
        and text[at - 1] in " (["
        and text[at + 1 : at + 2].isalnum()
        and '"' in text[at + 1 : at + 60]
    )
