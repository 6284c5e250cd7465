"""What a column of a spreadsheet can hold; the names are those of our own exports."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """`aliases` are what other tables call it; `constant` whether one value can serve all rows."""

    label: str
    aliases: tuple[str, ...] = ()
    constant: bool = False


FIELDS: dict[str, Field] = {
    "text": Field("Words", ("words", "quote", "quotation", "statement", "quoted text", "content")),
    "speaker": Field("Speaker", ("person", "name", "who", "said by", "official", "author")),
    "attribution": Field("Attribution, as printed", ("attributed to",)),
    "office": Field("Office", ("job title", "position", "title of speaker", "role", "function")),
    "said_on": Field("Said on", ("date", "day", "when", "date said", "said"), constant=True),
    "kind": Field("Kind", ("type", "quote type"), constant=True),
    "language": Field("Language", ("lang",), constant=True),
    "topics": Field("Topics", ("topic", "subject", "subjects", "tags", "themes", "keywords")),
    "occasion": Field("Occasion", ("event", "context", "venue", "where", "said at"), constant=True),
    "note": Field("Note (public)", ("notes", "comment", "comments", "remark", "remarks")),
    "translation": Field("Translation", ("translated text", "translated words", "english")),
    "document": Field("Document’s title", ("article", "headline", "document title"), constant=True),
    "source_url": Field("Document’s address", ("url", "link", "source url", "address"), True),
    "document_published_on": Field(
        "Document published on", ("published on", "publication date"), constant=True
    ),
    "outlet": Field("Outlet", ("source", "publisher", "media", "newspaper"), constant=True),
    "credited_outlet": Field("Credited outlet", ("credited to", "agency"), constant=True),
    "locator": Field("Place in the document", ("page", "time code", "timecode", "section")),
    "status": Field("Status", ("state", "workflow"), constant=True),
    "public_id": Field("Public id of a statement to update", ("public id", "statement id")),
}
CONSTANTS = [name for name, field in FIELDS.items() if field.constant]
# Given to all rows where the file has no column for it.
TRANSLATION_LANGUAGE = "translation_language"

# Columns of our own exports that say again what others say, or what the record decides itself.
_DERIVED = {
    *("address", "speaker address", "office organization", "said on earliest", "said on latest"),
    *("document address", "verification", "appearances", "published at", "version"),
    *("entered by", "reviewed by", "created at", "updated at"),
}


def field_named(heading: str) -> str:
    """Return the field that a column of this heading most likely holds; "" for none."""
    plain = plain_heading(heading)
    if plain in _DERIVED:
        return ""
    # "Source – address": what stands below a group.
    _, group, last = heading.rpartition("–")
    return _named(plain) or (_named(plain_heading(last)) if group else "")


def _named(plain: str) -> str:
    for name, field in FIELDS.items():
        if plain in (plain_heading(name), plain_heading(field.label), *field.aliases):
            return name
    return ""


def plain_heading(text: str) -> str:
    """Return a heading as lower-case words: "Said_On " and "said on" are one."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", folded))
