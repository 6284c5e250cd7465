"""A report's chart, as shapes that a template draws as SVG. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, log10
from typing import Any

WIDTH = 720
# A column of a chart over time, or a bar of any other: more would not be read.
MOST_BARS, MOST_COLUMNS, MOST_PARTS = 20, 120, 6
_BAR, _GAP, _LABELS, _COUNTS = 20, 8, 220, 60
_HEIGHT, _BELOW, _ABOVE, _LEFT = 240, 28, 12, 56
_LABEL_LETTERS = 32


@dataclass(frozen=True, slots=True)
class Shape:
    """A rectangle with what it stands for; `part` numbers its colour, from 0."""

    x: float
    y: float
    width: float
    height: float
    label: str
    count: int
    part: int = 0


@dataclass(frozen=True, slots=True)
class Word:
    x: float
    y: float
    text: str
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Chart:
    height: float
    shapes: list[Shape]
    words: list[Word]
    lines: list[float]
    legend: list[tuple[int, str]]
    left: float = _LEFT
    is_cut: bool = False
    width: int = WIDTH


def chart_of(
    rows: list[list[Any]], *, is_time: bool = False, across: list[str] | None = None
) -> Chart | None:
    """Return the chart of a table of counts, or of a cross-table; None if there is nothing.

    A row is its name, then its count, or the counts of what stands `across` and their total.
    """
    if not rows or not any(row[-1] for row in rows):
        return None
    if is_time:
        return _columns(rows)
    return _bars(rows, across or [])


def _columns(rows: list[list[Any]]) -> Chart:
    shown = rows[-MOST_COLUMNS:]
    top = _ceiling(max(row[-1] for row in shown))
    step = (WIDTH - _LEFT) / len(shown)
    shapes, words = [], []
    every = ceil(len(shown) / 12)
    for place, row in enumerate(shown):
        height = _HEIGHT * row[-1] / top
        x = _LEFT + place * step
        shapes.append(
            Shape(
                round(x + step * 0.1, 1),
                round(_ABOVE + _HEIGHT - height, 1),
                round(step * 0.8, 1),
                round(height, 1),
                str(row[0]),
                row[-1],
            )
        )
        if place % every == 0:
            words.append(Word(round(x + step / 2, 1), _ABOVE + _HEIGHT + 18, str(row[0]), "middle"))
    lines = []
    for part in range(5):
        y = _ABOVE + _HEIGHT * (1 - part / 4)
        lines.append(round(y, 1))
        words.append(Word(_LEFT - 8, round(y + 4, 1), f"{top * part / 4:g}", "end"))
    return Chart(_ABOVE + _HEIGHT + _BELOW, shapes, words, lines, [], is_cut=len(rows) > len(shown))


def _bars(rows: list[list[Any]], across: list[str]) -> Chart:
    shown = rows[:MOST_BARS]
    top = max(row[-1] for row in shown)
    scale = (WIDTH - _LABELS - _COUNTS) / top
    shapes, words = [], []
    for place, row in enumerate(shown):
        y = place * (_BAR + _GAP) + _GAP
        x = float(_LABELS)
        for part, label, count in _parts(row, across):
            width = count * scale
            if count:
                shapes.append(
                    Shape(round(x, 1), y, round(max(width, 0.5), 1), _BAR, label, count, part)
                )
            x += width
        words.append(Word(_LABELS - 8, y + 15, _short(str(row[0])), "end"))
        words.append(Word(round(x + 6, 1), y + 15, f"{row[-1]:,}"))
    legend = [(part, name) for part, name in enumerate(_legend(across))]
    height = len(shown) * (_BAR + _GAP) + _GAP
    return Chart(height, shapes, words, [], legend, is_cut=len(rows) > len(shown))


def _parts(row: list[Any], across: list[str]) -> list[tuple[int, str, int]]:
    """Return the parts of a bar: colour, label, count; one where nothing stands across."""
    if not across:
        return [(0, str(row[0]), row[-1])]
    counts = list(zip(across, row[1:-1], strict=True))
    parts = [(part, f"{row[0]}, {name}", count) for part, (name, count) in enumerate(counts)]
    if len(parts) <= MOST_PARTS:
        return parts
    rest = sum(count for _, _, count in parts[MOST_PARTS - 1 :])
    return [*parts[: MOST_PARTS - 1], (MOST_PARTS - 1, f"{row[0]}, others", rest)]


def _legend(across: list[str]) -> list[str]:
    if len(across) <= MOST_PARTS:
        return across
    return [*across[: MOST_PARTS - 1], "others"]


def _short(text: str) -> str:
    return text if len(text) <= _LABEL_LETTERS else f"{text[: _LABEL_LETTERS - 1]}…"


def _ceiling(count: int) -> int:
    """Return the next number that four lines part evenly: 4, 8, 20, 40, 80, 200, …"""
    power = 10 ** max(int(log10(count)) - 1, 0)
    return next(
        step * power for step in (4, 8, 12, 20, 40, 60, 80, 100, 200) if step * power >= count
    )
