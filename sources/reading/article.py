"""What was read from a source."""

from dataclasses import dataclass
from typing import Any

from people.partial_dates import PartialDate


@dataclass(frozen=True, slots=True)
class Article:
    """The text of a source, and what it says of itself; what it does not say is empty.

    Paragraphs are lines of `text`, or parted by blank lines. `page_text` is everything that the
    page shows, the article among it: words that do not stand there stand nowhere on the page.
    """

    text: str
    title: str = ""
    authors: str = ""
    published_on: PartialDate | None = None
    language: str = ""
    site_name: str = ""
    canonical_url: str = ""
    page_text: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values; dates as `PartialDate.isoformat` writes them."""
        values = {name: getattr(self, name) for name in self.__slots__}
        day = self.published_on
        return values | {"published_on": day.isoformat() if day else ""}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Article":
        """Return the article whose `as_json` this is."""
        day = values["published_on"]
        return cls(**values | {"published_on": PartialDate.parse(day) if day else None})
