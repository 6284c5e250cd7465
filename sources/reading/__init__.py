"""Reading a source: bytes in, an Article out. Pure: no Django, no network."""

from sources.reading.apart import read_apart
from sources.reading.article import Article
from sources.reading.plain import read_plain
from sources.reading.reader import read
from sources.reading.sniffing import CONTENT_TYPES, Kind, kind_of

__all__ = ["CONTENT_TYPES", "Article", "Kind", "kind_of", "read", "read_apart", "read_plain"]
