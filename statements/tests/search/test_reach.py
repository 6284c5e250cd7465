"""How far a page reaches, as the months say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.histogram import SURELY, days_of, reach_of
from statements.listing import reach
from statements.search.finding import Counts

JANUARY = 2017 * 12
MONTHS = {JANUARY: 310, JANUARY + 1: 56, JANUARY + 6: 62}


@pytest.mark.parametrize(
    ("size", "day", "descending", "reach"),
    [
        (31, None, True, date(2017, 7, 1)),
        (5, None, True, date(2017, 7, 27)),
        (59, None, True, date(2017, 2, 1)),
        (15, date(2017, 2, 20), True, date(2017, 2, 6)),
        (20, date(2017, 2, 20), True, date(2017, 2, 1)),
        (5, None, False, date(2017, 1, 1)),
        (5, date(2017, 1, 20), False, date(2017, 1, 20)),
        (30, date(2017, 1, 20), False, date(2017, 1, 25)),
        (31, date(2017, 3, 1), False, date(2017, 7, 31)),
        (1_000, None, True, None),
        (5, date(2016, 12, 31), True, None),
    ],
)
def test_a_page_reaches_as_far_as_twice_its_answers(size, day, descending, reach):
    assert reach_of(size, MONTHS, day, descending=descending) == reach


@pytest.mark.parametrize(
    ("least", "descending", "reach"),
    [
        # January's own ten a day; with February 366 in 59 days; with July, the last, all there are.
        (300, False, date(2017, 1, 4)),
        (366, False, date(2017, 1, 7)),
        (1_000, False, date(2017, 1, 20)),
        (63, True, date(2017, 5, 31)),
    ],
)
def test_months_that_tell_too_little_are_taken_together(least, descending, reach):
    assert reach_of(20, MONTHS, None, descending=descending, least=least) == reach


@given(
    st.dictionaries(st.integers(1990 * 12, 2030 * 12), st.integers(1, 500), min_size=1),
    st.integers(1, 100),
    st.booleans(),
)
def test_the_months_it_reaches_over_hold_so_many_and_those_before_do_not(months, size, descending):
    reach = reach_of(size, months, None, descending=descending)
    if reach is None:
        assert sum(months.values()) < SURELY * size
        return
    last = reach.year * 12 + reach.month - 1
    over = [n for month, n in months.items() if (month >= last if descending else month <= last)]

    assert sum(over) >= SURELY * size > sum(over) - months[last]


def test_days_in_which_answers_lie_were_they_said_evenly():
    # 428 in 212 days.
    assert days_of(10, MONTHS) == 10


@pytest.mark.parametrize(
    ("day", "descending", "found"),
    [
        # In the sample of one in 1,024 there are none beyond: 50 answers take two days and a half.
        (date(2016, 12, 31), True, date(2016, 12, 28)),
        (date(2018, 1, 1), False, date(2018, 1, 4)),
        (date(1, 1, 2), True, date.min),
    ],
)
def test_where_a_sample_holds_none_as_many_are_thought_of_as_elsewhere(day, descending, found):
    counts = Counts(620, 1024, months={JANUARY: 620})

    assert reach(counts, 25, day, descending=descending) == found


def test_beyond_the_last_that_were_counted_there_is_nothing_to_reach_for():
    counts = Counts(5_000, 1, months={JANUARY: 5_000})

    assert reach(counts, 25, date(2016, 12, 31), descending=True) == date.min
