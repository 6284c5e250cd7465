"""The written forms of a partial date: what `PartialDate.parse` understands."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from typing import NamedTuple

from people.partial_dates import (
    MONTH_NAMES,
    PartialDate,
    PartialDateError,
    Precision,
    checked_day,
)

EXAMPLES = "2017-12-13, 13 December 2017, Dec 2017, 2017 or c. 2015"

_MONTHS = {
    spelling: number
    for number, name in enumerate((month.casefold() for month in MONTH_NAMES), start=1)
    for spelling in (name, name[:3])
} | {"sept": 9}

_WEEKDAYS = {
    spelling: number
    for number, spellings in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tue", "tues"),
            ("wednesday", "wed"),
            ("thursday", "thu", "thur", "thurs"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for spelling in spellings
}
_WEEKDAY_NAMES = tuple(word.title() for word in _WEEKDAYS if word.endswith("day"))

_CIRCA = {"c", "ca", "circa", "about", "around", "approx", "approximately", "~"}
_FILLERS = {"the", "of", "on"}

_DASHES = re.compile(r"[‐‑‒–—―−]")
_TILDES = re.compile(r"[∼≈]")
_SLASHES = re.compile(r"[⁄∕]")
_QUOTES = re.compile("[\"'`´‘’“”„‚«»‹›]")
_ORDINAL = re.compile(r"(?<=[0-9])(st|nd|rd|th)\b")
_NUMERIC = re.compile(r"([0-9]{1,4})(?: ?([-/.]) ?([0-9]{1,4})(?: ?\2 ?([0-9]{1,4}))?)?")
_TOKEN = re.compile(r"~|[0-9]+|[^\W\d_]+")
_SEPARATORS = re.compile(r"[\s,./-]*")


class _Words(NamedTuple):
    """A date's tokens, sorted by what they can be."""

    is_circa: bool
    weekdays: list[int]
    months: list[int]
    numbers: list[str]


def parse(text: str, *, today: date | None) -> PartialDate:
    """See `PartialDate.parse`."""
    plain = _normalise(text)
    if not plain:
        raise PartialDateError(f"Enter a date: {EXAMPLES}.")
    if today is not None and plain in ("today", "yesterday"):
        return PartialDate.day(today - timedelta(days=plain == "yesterday"))
    if numeric := _NUMERIC.fullmatch(plain):
        return _from_numbers([number for number in numeric.group(1, 3, 4) if number])
    words = _sort_words(plain, text)
    if words.is_circa:
        return _from_circa(words, text)
    if words.months:
        return _check_weekday(_from_month_name(words, text), words.weekdays)
    raise _not_understood(text)


def _normalise(text: str) -> str:
    """Return the text in lower case, ASCII digits and plain punctuation, single blanks."""
    text = unicodedata.normalize("NFKC", text).casefold()
    # Direction marks and other format characters come along with pasted dates.
    text = "".join(_plain_character(char) for char in text if unicodedata.category(char) != "Cf")
    text = _DASHES.sub("-", _TILDES.sub("~", _SLASHES.sub("/", _QUOTES.sub("", text))))
    return _ORDINAL.sub("", " ".join(text.split())).strip(" .,;")


def _plain_character(char: str) -> str:
    # Arabic-Indic, Persian, Devanagari and all other decimal digits.
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


def _sort_words(plain: str, text: str) -> _Words:
    if _SEPARATORS.fullmatch(_TOKEN.sub("", plain)) is None or plain.startswith(("-", "/")):
        raise _not_understood(text)
    words = _Words(False, [], [], [])
    for token in _TOKEN.findall(plain):
        if token in _CIRCA:
            words = words._replace(is_circa=True)
        elif token in _WEEKDAYS:
            words.weekdays.append(_WEEKDAYS[token])
        elif token in _MONTHS:
            words.months.append(_MONTHS[token])
        elif token.isdecimal():
            words.numbers.append(token)
        elif token not in _FILLERS:
            raise _not_understood(text)
    return words


def _from_circa(words: _Words, text: str) -> PartialDate:
    if words.months or words.weekdays or len(words.numbers) != 1:
        raise PartialDateError(
            f"“{text.strip()}”: only a year can be “about”; write for example “c. 2015”."
        )
    return PartialDate.circa(_year(words.numbers[0]))


def _from_month_name(words: _Words, text: str) -> PartialDate:
    years = [number for number in words.numbers if len(number) == 4]
    days = [number for number in words.numbers if len(number) <= 2]
    if len(words.months) > 1 or len(years) + len(days) != len(words.numbers):
        raise _not_understood(text)
    if not years:
        raise PartialDateError(f"“{text.strip()}”: add the year, in four digits.")
    if len(years) > 1 or len(days) > 1:
        raise PartialDateError(
            f"“{text.strip()}” names more than one date; enter a single day, month or year."
        )
    if not days:
        return PartialDate.month(int(years[0]), words.months[0])
    return PartialDate.day(checked_day(int(years[0]), words.months[0], int(days[0])))


def _check_weekday(found: PartialDate, weekdays: list[int]) -> PartialDate:
    for weekday in weekdays:
        if found.precision != Precision.DAY:
            raise PartialDateError(
                f"A day of the week needs its day: “{_WEEKDAY_NAMES[weekday]}, 13 {found}”."
            )
        if found.earliest.weekday() != weekday:
            actual = _WEEKDAY_NAMES[found.earliest.weekday()]
            raise PartialDateError(f"{found} is a {actual}, not a {_WEEKDAY_NAMES[weekday]}.")
    return found


def _from_numbers(numbers: list[str]) -> PartialDate:
    match numbers:
        case [year]:
            return PartialDate.year(_year(year))
        case [year, month] if len(year) == 4:
            return PartialDate.month(int(year), _month(month))
        case [month, year]:
            return PartialDate.month(_year(year), _month(month))
        case [year, month, day] if len(year) == 4:
            return PartialDate.day(checked_day(int(year), _month(month), int(day)))
        case [first, second, year]:
            return _from_day_and_month(int(first), int(second), _year(year))
    raise PartialDateError(f"Enter a date: {EXAMPLES}.")


def _from_day_and_month(first: int, second: int, year: int) -> PartialDate:
    """Return the date of "13/12/2017" or "12/13/2017", where only one reading exists."""
    if first <= 12 and second <= 12 and first != second:
        readings = (
            PartialDate.day(checked_day(year, second, first)),
            PartialDate.day(checked_day(year, first, second)),
        )
        raise PartialDateError(
            f"That may mean {readings[0]} or {readings[1]}: write the month as a word, "
            f"or {readings[0].isoformat()} or {readings[1].isoformat()}."
        )
    day, month = (second, first) if second > 12 else (first, second)
    return PartialDate.day(checked_day(year, month, day))


def _year(digits: str) -> int:
    if len(digits) != 4:
        raise PartialDateError(f"Write the year in four digits, not “{digits}”.")
    return int(digits)


def _month(digits: str) -> int:
    if len(digits) > 2:
        raise PartialDateError(f"There is no month {digits}.")
    return int(digits)


def _not_understood(text: str) -> PartialDateError:
    return PartialDateError(f"“{text.strip()}” was not understood as a date; write {EXAMPLES}.")
