"""How far a page reaches, as the months say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.histogram import SURELY, reach_of

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
