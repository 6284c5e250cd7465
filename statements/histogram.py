"""When the answers were said: a bar a year, a month or a day, each a link that narrows to it.

Pure: counts in, bars out. An answer known only by its month or year counts at its last day, as in
the order of the list.
"""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

# Bars that are shown; further years are taken together.
MOST = 60
# As many years, or fewer, are shown by months.
FEW_YEARS = 3
# Twice as many answers as are wanted: months are not evenly filled.
SURELY = 2
# The drawing, in its own units: the height of the longest bar, the width of one with its gap.
HEIGHT, WIDTH = 48, 10


class Span(NamedTuple):
    """A stretch of days as a reader names it, and as the filters take its ends."""

    label: str
    first: str
    last: str
    number: int


class Bar(NamedTuple):
    span: Span
    x: int
    y: int
    height: int


def by_years(counts: Mapping[int, int]) -> list[Span]:
    """Return the years from the first to the last with any, taken together where they are many."""
    if not counts:
        return []
    first, last = min(counts), max(counts)
    step = -(-(last - first + 1) // MOST)
    spans = []
    for year in range(first, last + 1, step):
        end = min(year + step - 1, last)
        number = sum(counts.get(one, 0) for one in range(year, end + 1))
        label = f"{year}" if year == end else f"{year} to {end}"
        spans.append(Span(label, f"{year:04}", f"{end:04}", number))
    return spans


def by_months(counts: Mapping[int, int]) -> list[Span]:
    """Return the months from the first to the last with any; keys are year × 12 + month - 1."""
    if not counts:
        return []
    spans = []
    for key in range(min(counts), max(counts) + 1):
        year, month = divmod(key, 12)
        value = f"{year:04}-{month + 1:02}"
        label = f"{calendar.month_name[month + 1]} {year}"
        spans.append(Span(label, value, value, counts.get(key, 0)))
    return spans


def by_days(counts: Mapping[date, int]) -> list[Span]:
    """Return the days from the first to the last with any."""
    if not counts:
        return []
    first, last = min(counts), max(counts)
    days = [first + timedelta(number) for number in range((last - first).days + 1)]
    return [
        Span(
            f"{day.day} {calendar.month_name[day.month]} {day.year}",
            day.isoformat(),
            day.isoformat(),
            counts.get(day, 0),
        )
        for day in days
    ]


def reach_of(
    size: int, months: Mapping[int, int], day: date | None, *, descending: bool, least: int = 0
) -> date | None:
    """Return the day to which `size` answers surely reach from `day`, going that way.

    `months` are how many there are in each, about so many will do; keys as `by_months` takes
    them. Those of fewer than `least` tell little by themselves and are taken together. Without a
    day they begin with the newest, or the oldest. None if there are not so many.
    """
    step = -1 if descending else 1
    # Days as numbers that rise the way it goes.
    start = (day or (date.max if descending else date.min)).toordinal() * step
    ordered = sorted(months, reverse=descending)
    wanted, held, begin = float(SURELY * size), 0.0, 0
    for month in ordered:
        near, far = sorted(number * step for number in _ends_of(month))
        if far < start:
            continue
        left = max(near, start)
        begin = begin if held else left
        held += months[month] * (far - left + 1) / (far - near + 1)
        if held >= least or month == ordered[-1]:
            if held >= wanted:
                days = ceil((far - begin + 1) * wanted / held)
                return date.fromordinal((begin + days - 1) * step)
            wanted, held = wanted - held, 0.0
    return None


def days_of(size: int, months: Mapping[int, int]) -> int:
    """Return within how many days `size` answers surely lie, were all of `months` said evenly."""
    days = _ends_of(max(months))[1] - _ends_of(min(months))[0] + 1
    return ceil(SURELY * size * days / sum(months.values()))


def _ends_of(month: int) -> tuple[int, int]:
    """Return the first and the last day of a month, as numbers."""
    first = date(month // 12, month % 12 + 1, 1)
    days = calendar.monthrange(first.year, first.month)[1]
    return first.toordinal(), first.toordinal() + days - 1


def bars(spans: list[Span]) -> list[Bar]:
    """Return a bar for each span; whatever is not none is at least visible."""
    most = max((span.number for span in spans), default=0)
    drawn = []
    for place, span in enumerate(spans):
        height = max(2, round(HEIGHT * span.number / most)) if span.number else 0
        drawn.append(Bar(span, place * WIDTH, HEIGHT - height, height))
    return drawn
