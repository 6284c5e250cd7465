"""Dates known only in part: a day, a month, a year, or about a year.

A partial date is the span of days it may mean (`earliest` to `latest`) and how
precisely that was known. It is compared by its span and shown by its precision,
so that nothing on a page ever names a day that no source gave.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# Years before 1500 are refused: in this record they are slips ("0217") or years
# of the Solar Hijri or Islamic calendar ("1396"), never a Gregorian date.
FIRST_DAY = date(1500, 1, 1)
LAST_DAY = date(2999, 12, 31)

# "About a year" is that year, the one before and the one after. Sources give no
# width with their "circa"; one fixed width lets the year be read back from the span.
CIRCA_MARGIN = 1


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    CIRCA = "circa"


class PartialDateError(ValueError):
    """A date that cannot be, or cannot be understood; its text is meant for people."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A span of days and how precisely it is known.

    day: one day. month: exactly a calendar month. year: exactly a calendar year.
    circa: exactly three calendar years, of which the middle one is meant.
    All Gregorian, between FIRST_DAY and LAST_DAY. Raises PartialDateError otherwise.
    """

    earliest: date
    latest: date
    precision: Precision

    def __post_init__(self) -> None:
        object.__setattr__(self, "precision", _as_precision(self.precision))
        if not FIRST_DAY <= self.earliest <= self.latest <= LAST_DAY:
            raise PartialDateError(_outside_calendar(self.earliest, self.latest))
        if (self.earliest, self.latest) != self._span():
            raise PartialDateError(
                f"{self.earliest} to {self.latest} is not a span of precision “{self.precision}”."
            )

    @classmethod
    def day(cls, day: date) -> PartialDate:
        return cls(day, day, Precision.DAY)

    @classmethod
    def month(cls, year: int, month: int) -> PartialDate:
        first = checked_day(year, month, 1)
        return cls(first, _last_of_month(first), Precision.MONTH)

    @classmethod
    def year(cls, year: int) -> PartialDate:
        checked_day(year, 1, 1)
        return cls(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)

    @classmethod
    def circa(cls, year: int) -> PartialDate:
        """Return "about `year`": from the year before it to the year after it."""
        first, last = year - CIRCA_MARGIN, year + CIRCA_MARGIN
        return cls(checked_day(first, 1, 1), checked_day(last, 12, 31), Precision.CIRCA)

    @classmethod
    def parse(cls, text: str, *, today: date | None = None) -> PartialDate:
        """Return the date that `text` names, as people write dates in English.

        Understands "2017-12-13", "13 December 2017", "December 13th, 2017", "13/12/2017",
        "Dec 2017", "12/2017", "2017", "c. 2015", and what `str()` and `isoformat()` return.
        "today" and "yesterday" are understood only where `today` is given.
        Raises PartialDateError, with the cure, for anything unclear or impossible.
        """
        # The grammar is a file of its own and builds PartialDates: imported on use.
        from people.partial_date_grammar import parse

        return parse(text, today=today)

    def __str__(self) -> str:
        match self.precision:
            case Precision.DAY:
                return f"{self.earliest.day} {self._month_name()} {self.earliest.year}"
            case Precision.MONTH:
                return f"{self._month_name()} {self.earliest.year}"
            case Precision.YEAR:
                return f"{self.earliest.year}"
            case Precision.CIRCA:
                return f"c. {self._circa_year()}"

    def describe(self) -> str:
        """Return the date and, of one about a year, from when to when that is taken to be."""
        if self.precision != Precision.CIRCA:
            return str(self)
        return f"{self}, from {self.earliest.year} to {self.latest.year}"

    def isoformat(self) -> str:
        """Return "2017-12-13", "2017-12", "2017" or "2015~" (EDTF level 1, ISO 8601-2)."""
        match self.precision:
            case Precision.DAY:
                return self.earliest.isoformat()
            case Precision.MONTH:
                return self.earliest.isoformat()[:7]
            case Precision.YEAR:
                return f"{self.earliest.year}"
            case Precision.CIRCA:
                return f"{self._circa_year()}~"

    def overlaps(self, other: PartialDate) -> bool:
        """Return whether some day may be meant by both."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def contains(self, day: date) -> bool:
        """Return whether `day` may be the day meant."""
        return self.earliest <= day <= self.latest

    def _month_name(self) -> str:
        # Not calendar.month_name, which follows the process's locale.
        return MONTH_NAMES[self.earliest.month - 1]

    def _circa_year(self) -> int:
        return self.earliest.year + CIRCA_MARGIN

    def _span(self) -> tuple[date, date]:
        """Return the span that this precision gives a date starting on `earliest`."""
        first = self.earliest
        match self.precision:
            case Precision.DAY:
                return first, first
            case Precision.MONTH:
                return first.replace(day=1), _last_of_month(first)
            case Precision.YEAR:
                return date(first.year, 1, 1), date(first.year, 12, 31)
            case Precision.CIRCA:
                return date(first.year, 1, 1), date(first.year + 2 * CIRCA_MARGIN, 12, 31)


MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def checked_day(year: int, month: int, day: int) -> date:
    """Return the date; raises PartialDateError that says why there is no such day."""
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise PartialDateError(_outside_years(year))
    if not 1 <= month <= 12:
        raise PartialDateError(f"There is no month {month}.")
    length = calendar.monthrange(year, month)[1]
    if not 1 <= day <= length:
        name = MONTH_NAMES[month - 1]
        raise PartialDateError(f"There is no {day} {name} {year}: that month has {length} days.")
    return date(year, month, day)


def _last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _as_precision(value: str) -> Precision:
    try:
        return Precision(value)
    except ValueError as error:
        known = ", ".join(Precision)
        raise PartialDateError(f"“{value}” is not a precision ({known}).") from error


def _outside_calendar(earliest: date, latest: date) -> str:
    if earliest > latest:
        return f"{earliest} to {latest} ends before it begins."
    return _outside_years(earliest.year if earliest < FIRST_DAY else latest.year)


def _outside_years(year: int) -> str:
    message = f"The year {year} is outside {FIRST_DAY.year} to {LAST_DAY.year}."
    if 1300 <= year < FIRST_DAY.year:
        message += " Convert years of the Iranian or Islamic calendar to Gregorian ones."
    return message
