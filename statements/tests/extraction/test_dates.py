import datetime

import pytest

from statements.extraction.dates import date_pattern, day_meant
from statements.extraction.language import load_language

FRIDAY = datetime.date(2024, 3, 15)


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("Friday", datetime.date(2024, 3, 15)),
        ("Monday", datetime.date(2024, 3, 11)),
        ("today", datetime.date(2024, 3, 15)),
        ("yesterday", datetime.date(2024, 3, 14)),
        ("March 3", datetime.date(2024, 3, 3)),
        ("Dec. 13, 2023", datetime.date(2023, 12, 13)),
    ],
)
def test_a_phrase_means_a_day_seen_from_the_day_of_publication(phrase, day):
    assert day_meant(phrase, FRIDAY, "en") == day


@pytest.mark.parametrize(
    ("language", "text", "phrase"),
    [
        ("en", "He said on Tuesday evening", "Tuesday"),
        ("en", "He said on Dec. 13 that", "Dec. 13"),
        ("en", "It may rain in 2024", None),
        ("fr", "Il a dit le 12 mars que", "12 mars"),
        ("es", "Dijo el 3 de mayo de 2024 que", "3 de mayo de 2024"),
    ],
)
def test_a_date_phrase_is_found_as_printed(language, text, phrase):
    match = date_pattern(load_language(language)).search(text)

    assert (match and match.group()) == phrase
