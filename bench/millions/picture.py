"""Draws p95 against size, one line a class, as an SVG that needs no library to make or to show."""

import json
from math import log10
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 900, 500, 60, 290, 40, 50
COLOURS = ["#1b6ca8", "#b5431f", "#3a7d44", "#7b4fa3", "#8a6d1d", "#007c89", "#a8325e", "#555555"]
GRID = (1, 3, 10, 30, 100, 300, 1_000, 3_000)


def draw(figures: list[dict[str, Any]]) -> str:
    """Return the picture of runs of different sizes; raises SystemExit for fewer than two."""
    figures = sorted(figures, key=lambda run: run["statements"])
    sizes = [run["statements"] for run in figures]
    if len(set(sizes)) < 2:
        raise SystemExit("A line needs two sizes: give the figures of two runs or more.")
    names = [
        name for name in figures[0]["classes"] if all(name in one["classes"] for one in figures)
    ]
    lines = {
        name: [(run["statements"], run["classes"][name]["http"]["p95"]) for run in figures]
        for name in names
    }
    most = max(took for points in lines.values() for _, took in points)
    ends = (sizes[0], sizes[-1])
    parts = [_grid(ends, most), *_axis(sizes, ends)]
    ranked = sorted(lines, key=lambda name: -lines[name][-1][1])
    for number, name in enumerate(ranked):
        colour = COLOURS[number % len(COLOURS)]
        dashes = ' stroke-dasharray="6 3"' if number >= len(COLOURS) else ""
        points = " ".join(
            f"{_x(size, ends):.0f},{_y(took, most):.0f}" for size, took in lines[name]
        )
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>'
        )
        height = TOP + 10 + 24 * number
        parts.append(
            f'<path d="M{WIDTH - RIGHT + 50} {height - 4}h22" stroke="{colour}" stroke-width="2"'
            f'{dashes}/><text x="{WIDTH - RIGHT + 80}" y="{height}">{escape(name)}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        'font-family="sans-serif" font-size="13" fill="#333">'
        "<title>The 95th percentile of a page, in milliseconds, by size of the record</title>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def _x(size: int, ends: tuple[int, int]) -> float:
    share = log10(size / ends[0]) / log10(ends[1] / ends[0])
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(took: float, most: float) -> float:
    share = log10(max(took, 1)) / log10(max(most, 10))
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _grid(ends: tuple[int, int], most: float) -> str:
    return "".join(
        f'<path d="M{LEFT} {_y(took, most):.0f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
        f'<text x="{LEFT - 8}" y="{_y(took, most) + 4:.0f}" text-anchor="end">{took:,}</text>'
        for took in GRID
        if took <= most
    )


def _axis(sizes: list[int], ends: tuple[int, int]) -> list[str]:
    marks = [
        f'<text x="{_x(size, ends):.0f}" y="{HEIGHT - BOTTOM + 22}" text-anchor="middle">'
        f"{size:,}</text>"
        for size in sizes
    ]
    title = "page, p95 in ms, against statements on record"
    return [f'<text x="{LEFT}" y="20" font-weight="bold">{title}</text>', *marks]


def write(path: Path, runs: list[Path]) -> None:
    found = [json.loads(run.read_text(encoding="utf-8")) for run in runs]
    path.write_text(draw(found), encoding="utf-8")
