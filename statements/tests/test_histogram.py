import itertools
from datetime import date

import pytest

from statements.histogram import HEIGHT, MOST, bars, by_days, by_months, by_years


def told(spans):
    return [(span.label, span.first, span.last, span.number) for span in spans]


def test_years_without_any_have_their_place():
    assert told(by_years({2015: 3, 2017: 1})) == [
        ("2015", "2015", "2015", 3),
        ("2016", "2016", "2016", 0),
        ("2017", "2017", "2017", 1),
    ]


def test_many_years_are_taken_together_and_none_is_lost():
    counts = dict.fromkeys(range(1801, 2027), 1)
    spans = by_years(counts)

    assert len(spans) <= MOST
    assert sum(span.number for span in spans) == len(counts)
    assert (spans[0].label, spans[-1].last) == ("1801 to 1804", "2026")
    for span, following in itertools.pairwise(spans):
        assert int(span.last) + 1 == int(following.first)


def test_months_run_over_the_year():
    assert told(by_months({2017 * 12 + 11: 2, 2018 * 12: 1})) == [
        ("December 2017", "2017-12", "2017-12", 2),
        ("January 2018", "2018-01", "2018-01", 1),
    ]


def test_days_run_over_the_month():
    assert told(by_days({date(2017, 11, 30): 2, date(2017, 12, 2): 1})) == [
        ("30 November 2017", "2017-11-30", "2017-11-30", 2),
        ("1 December 2017", "2017-12-01", "2017-12-01", 0),
        ("2 December 2017", "2017-12-02", "2017-12-02", 1),
    ]


@pytest.mark.parametrize("spans", [by_years, by_months, by_days])
def test_nothing_has_no_bars(spans):
    assert bars(spans({})) == []


def test_the_longest_bar_fills_the_height_and_the_least_is_visible():
    drawn = bars(by_years({2015: 1_000, 2017: 1}))

    assert [(bar.y, bar.height) for bar in drawn] == [(0, HEIGHT), (HEIGHT, 0), (HEIGHT - 2, 2)]
