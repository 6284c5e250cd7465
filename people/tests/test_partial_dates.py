"""Partial dates: what they are, how they are written and how they are read."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.partial_dates import (
    FIRST_DAY,
    LAST_DAY,
    PartialDate,
    PartialDateError,
    Precision,
)

THE_DAY = PartialDate.day(date(2017, 12, 13))
THE_MONTH = PartialDate.month(2017, 12)
THE_YEAR = PartialDate.year(2017)
ABOUT_2015 = PartialDate.circa(2015)

days = st.dates(FIRST_DAY, LAST_DAY)
years = st.integers(FIRST_DAY.year + 1, LAST_DAY.year - 1)
partial_dates = st.one_of(
    days.map(PartialDate.day),
    st.builds(PartialDate.month, years, st.integers(1, 12)),
    years.map(PartialDate.year),
    years.map(PartialDate.circa),
)


def test_spans():
    assert (THE_DAY.earliest, THE_DAY.latest) == (date(2017, 12, 13), date(2017, 12, 13))
    assert (THE_MONTH.earliest, THE_MONTH.latest) == (date(2017, 12, 1), date(2017, 12, 31))
    assert (THE_YEAR.earliest, THE_YEAR.latest) == (date(2017, 1, 1), date(2017, 12, 31))
    assert (ABOUT_2015.earliest, ABOUT_2015.latest) == (date(2014, 1, 1), date(2016, 12, 31))
    assert PartialDate.month(2016, 2).latest == date(2016, 2, 29)


def test_precision_may_be_given_as_stored():
    stored = PartialDate(date(2017, 12, 1), date(2017, 12, 31), "month")

    assert stored == THE_MONTH
    assert stored.precision is Precision.MONTH


@pytest.mark.parametrize(
    ("earliest", "latest", "precision"),
    [
        pytest.param((2017, 12, 13), (2017, 12, 14), "day", id="day of two days"),
        pytest.param((2017, 12, 2), (2017, 12, 31), "month", id="month begun late"),
        pytest.param((2017, 12, 1), (2017, 12, 30), "month", id="month cut short"),
        pytest.param((2017, 11, 1), (2017, 12, 31), "month", id="two months"),
        pytest.param((2017, 1, 1), (2017, 12, 30), "year", id="year cut short"),
        pytest.param((2017, 1, 1), (2018, 12, 31), "year", id="two years"),
        pytest.param((2014, 1, 1), (2015, 12, 31), "circa", id="circa of two years"),
        pytest.param((2015, 6, 1), (2015, 6, 30), "circa", id="circa within a year"),
        pytest.param((2017, 12, 13), (2017, 12, 12), "day", id="backwards"),
        pytest.param((2017, 12, 13), (2017, 12, 13), "hour", id="unknown precision"),
        pytest.param((2017, 12, 13), (2017, 12, 13), "", id="no precision"),
        pytest.param((1396, 9, 22), (1396, 9, 22), "day", id="before the record's calendar"),
        pytest.param((3000, 1, 1), (3000, 1, 1), "day", id="after the record's calendar"),
    ],
)
def test_contradictory_parts_are_refused(earliest, latest, precision):
    with pytest.raises(PartialDateError):
        PartialDate(date(*earliest), date(*latest), precision)


@pytest.mark.parametrize("year", [-1, 0, 1499, 1500, 2999, 3000, 9999, 10_000])
def test_circa_needs_a_year_on_either_side(year):
    with pytest.raises(PartialDateError):
        PartialDate.circa(year)


def test_display_never_invents_a_day():
    shown = [str(partial) for partial in (THE_DAY, THE_MONTH, THE_YEAR, ABOUT_2015)]

    assert shown == ["13 December 2017", "December 2017", "2017", "c. 2015"]


def test_isoformat_is_edtf():
    forms = [partial.isoformat() for partial in (THE_DAY, THE_MONTH, THE_YEAR, ABOUT_2015)]

    assert forms == ["2017-12-13", "2017-12", "2017", "2015~"]


def test_dates_are_values():
    assert PartialDate.parse("Dec 2017") == THE_MONTH
    assert {THE_DAY, PartialDate.parse("2017-12-13")} == {THE_DAY}
    assert PartialDate.circa(2017) != THE_YEAR


@given(partial_dates)
def test_every_date_is_read_back_from_its_display_and_its_iso_form(partial):
    assert PartialDate.parse(str(partial)) == partial
    assert PartialDate.parse(partial.isoformat()) == partial


@given(partial_dates, partial_dates)
def test_overlap_is_a_shared_day(one, other):
    shared = max(one.earliest, other.earliest)

    assert one.overlaps(other) == (one.contains(shared) and other.contains(shared))
    assert one.overlaps(other) == other.overlaps(one)
    assert one.overlaps(one)


def test_contains_its_first_and_last_day_only():
    day = timedelta(days=1)

    assert THE_MONTH.contains(THE_MONTH.earliest)
    assert THE_MONTH.contains(THE_MONTH.latest)
    assert not THE_MONTH.contains(THE_MONTH.earliest - day)
    assert not THE_MONTH.contains(THE_MONTH.latest + day)


@pytest.mark.parametrize(
    "text",
    [
        "2017-12-13",
        "2017/12/13",
        "2017.12.13",
        "2017-12-13.",
        "13/12/2017",
        "12/13/2017",
        "13.12.2017",
        "13. 12. 2017",
        "13-12-2017",
        "13 December 2017",
        "13 december 2017",
        "13 DEC 2017",
        "13-Dec-2017",
        "13 Dec. 2017",
        "December 13, 2017",
        "Dec. 13, 2017",
        "December 13th, 2017",
        "13th December 2017",
        "the 13th of December, 2017",
        "on 13 December 2017",
        "2017 December 13",
        "2017, Dec 13",
        "Wednesday, 13 December 2017",
        "Wed 13 Dec 2017",
        "Wednesday, December 13, 2017",
        "  13   December\t2017 \n",
        "13\u00a0December\u202f2017",
        "\u200f2017-12-13\u200e",
        "“13 December 2017”",
        "2017–12–13",
        "2017‑12‑13",
        "٢٠١٧-١٢-١٣",
        "۲۰۱۷/۱۲/۱۳",
        "۱۳ December ۲۰۱۷",
        "２０１７－１２－１３",
    ],
)
def test_days_as_people_write_them(text):
    assert PartialDate.parse(text) == THE_DAY


@pytest.mark.parametrize(
    "text",
    [
        "2017-12",
        "2017/12",
        "12/2017",
        "12.2017",
        "12-2017",
        "Dec 2017",
        "Dec. 2017",
        "December 2017",
        "december, 2017",
        "December of 2017",
        "2017 December",
        "۱۲/۲۰۱۷",
    ],
)
def test_months_as_people_write_them(text):
    assert PartialDate.parse(text) == THE_MONTH


@pytest.mark.parametrize("text", ["2017", " 2017 ", "2017.", "٢٠١٧", "۲۰۱۷"])
def test_years_as_people_write_them(text):
    assert PartialDate.parse(text) == THE_YEAR


@pytest.mark.parametrize(
    "text",
    [
        "c. 2015",
        "c 2015",
        "c.2015",
        "c2015",
        "C. 2015",
        "ca. 2015",
        "ca 2015",
        "circa 2015",
        "Circa, 2015",
        "about 2015",
        "around 2015",
        "approx. 2015",
        "approximately 2015",
        "~2015",
        "~ 2015",
        "2015~",
        "∼2015",
        "≈ 2015",
        "c. ۲۰۱۵",
    ],
)
def test_about_a_year_as_people_write_it(text):
    assert PartialDate.parse(text) == ABOUT_2015


@pytest.mark.parametrize("name", ["May", "June", "Jun", "Sep", "Sept", "September"])
def test_month_names_and_their_abbreviations(name):
    months = {"May": 5, "June": 6, "Jun": 6}

    assert PartialDate.parse(f"{name} 2020") == PartialDate.month(2020, months.get(name, 9))


def test_same_day_and_month_number_is_not_ambiguous():
    assert PartialDate.parse("05/05/2017") == PartialDate.day(date(2017, 5, 5))


@pytest.mark.parametrize("text", ["03/04/2017", "3.4.2017", "03-04-2017"])
def test_ambiguous_numbers_are_refused_with_both_readings_and_the_cure(text):
    with pytest.raises(PartialDateError) as refused:
        PartialDate.parse(text)

    assert str(refused.value) == (
        "That may mean 3 April 2017 or 4 March 2017: write the month as a word, "
        "or 2017-04-03 or 2017-03-04."
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("30 February 2017", "There is no 30 February 2017: that month has 28 days."),
        ("2016-02-30", "There is no 30 February 2016: that month has 29 days."),
        ("31/11/2017", "There is no 31 November 2017: that month has 30 days."),
        ("2017-11-00", "There is no 0 November 2017: that month has 30 days."),
        ("2017-13", "There is no month 13."),
        ("13/2017", "There is no month 13."),
        ("2017-00-10", "There is no month 0."),
        ("13/13/2017", "There is no month 13."),
        ("2017-2018", "There is no month 2018."),
        ("Monday, 13 December 2017", "13 December 2017 is a Wednesday, not a Monday."),
        ("0000", "The year 0 is outside 1500 to 2999."),
        ("3017", "The year 3017 is outside 1500 to 2999."),
    ],
)
def test_impossible_dates_are_refused_with_the_reason(text, reason):
    with pytest.raises(PartialDateError) as refused:
        PartialDate.parse(text)

    assert str(refused.value) == reason


@pytest.mark.parametrize("text", ["1396", "۱۳۹۶/۰۹/۲۲", "1439-03", "c. 1396", "22 Sep 1396"])
def test_years_of_other_calendars_are_refused_with_the_cure(text):
    with pytest.raises(PartialDateError, match="Iranian or Islamic calendar to Gregorian"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("", "Enter a date"),
        (" \u200f ", "Enter a date"),
        ("13 December", "add the year"),
        ("December", "add the year"),
        ("13 December 17", "more than one date|add the year"),
        ("13/12/17", "four digits"),
        ("12/17", "four digits"),
        ("17", "four digits"),
        ("'17", "four digits"),
        ("c. December 2017", "only a year"),
        ("circa", "only a year"),
        ("c. 2015-2016", "only a year"),
        ("13 or 14 December 2017", "not understood"),
        ("13-14 December 2017", "more than one date"),
        ("December 2017 2018", "more than one date"),
        ("Nov-Dec 2017", "not understood"),
        ("Wednesday, December 2017", "needs its day"),
        ("Wednesday", "not understood"),
        ("today", "not understood"),
        ("last December", "not understood"),
        ("20171213", "not understood"),
        ("2017-12-13T10:00:00Z", "not understood"),
        ("-2017", "not understood"),
        ("2017-12-13-14", "not understood"),
        ("2017/12-13", "not understood"),
        ("13 Dec 20177", "not understood"),
        ("2017?", "not understood"),
        ("<b>2017</b>", "not understood"),
    ],
)
def test_what_is_not_a_date_is_refused_with_a_cure(text, cure):
    with pytest.raises(PartialDateError, match=cure):
        PartialDate.parse(text)


def test_today_is_understood_only_when_it_is_known():
    today = date(2017, 12, 13)

    assert PartialDate.parse("Today", today=today) == THE_DAY
    assert PartialDate.parse(" yesterday ", today=today) == PartialDate.day(date(2017, 12, 12))


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_refused_in_words(text):
    try:
        found = PartialDate.parse(text, today=date(2017, 12, 13))
    except PartialDateError as error:
        assert str(error).endswith(".")
    else:
        assert PartialDate.parse(str(found)) == found


@given(
    st.lists(
        st.sampled_from(
            ["13", "2017", "4", "Dec", "May", "c.", "~", "Wed", "/", "-", ".", ",", " ", "٣", "the"]
        ),
        max_size=7,
    )
)
def test_any_jumble_of_date_parts_is_a_date_or_refused_in_words(parts):
    try:
        found = PartialDate.parse("".join(parts))
    except PartialDateError as error:
        assert str(error).endswith(".")
    else:
        assert PartialDate.parse(found.isoformat()) == found
