"""The phrase that dates a statement and the day it means."""

import datetime
import re
from functools import lru_cache

from .language import Language


@lru_cache
def date_pattern(language: Language) -> re.Pattern[str]:
    """Return the pattern of the date phrases that name a day."""
    days = "|".join(sorted(language.words_in("weekdays"), key=len, reverse=True))
    months = "|".join(sorted(language.words_in("months"), key=len, reverse=True))
    near = "|".join(sorted(language.words_in("near_days"), key=len, reverse=True))
    of = language.settings.get("date_of", "")
    return re.compile(
        rf"\b(?:(?:{months})\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?"
        rf"|(?:1er|\d{{1,2}})\s{of}(?:{months})\.?(?:\s{of}\d{{4}})?"
        rf"|\d{{4}}-\d{{2}}-\d{{2}}|(?:{days}|{near}))\b(?!\d)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=4096)
def day_meant(phrase: str, published_on: datetime.date, language_code: str) -> datetime.date | None:
    """Return the day a phrase means in a text published on a day; None if it is no day.

    "Friday" is the last one up to the day of publication.
    """
    # Imported on first use: it takes a second, and many texts are read without a date.
    import dateparser

    parsed = dateparser.parse(
        phrase,
        languages=[language_code],
        settings={"RELATIVE_BASE": datetime.datetime.combine(published_on, datetime.time())},
    )
    return parsed.date() if parsed else None
