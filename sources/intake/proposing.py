"""What is proposed to the curator about an article: by the page, by its address, by its text."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from people.partial_dates import PartialDate, PartialDateError
from sources.archives import original_of
from sources.intake.steps import article_of
from sources.models import Document, Intake, Outlet
from sources.reading.language import language_of
from sources.recognition import domains_of, known_documents, outlet_of, site_of
from sources.urls import InvalidURLError, canonicalize_url

NEW = "new"
# A date line stands before the article, or at its very beginning.
_HEAD = 600
LONGEST_TITLE = 200  # A longer line is a paragraph.
# A sentence of some length, which no "U.S." or "Mr." ends.
_SENTENCE = re.compile(r".{40,}?[^\W\d_]{4,}[.!?](?=\s)")
_DATES = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
    r"\s+(?:\d{1,2}(?:st|nd|rd|th)?,?\s+)?\d{4}\b|\b\d{4}-\d{2}-\d{2}\b"
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The address to keep, "" if none; and all others that lead to it, archived copies apart."""

    canonical: str = ""
    others: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()


def addresses_of(intake: Intake) -> Addresses:
    """Return under which address an article belongs: that which the page names, on its own site."""
    asked = _canonical(intake.url or "")
    final = _canonical(intake.final_url or "") or asked
    if not asked:
        return Addresses()
    copies = tuple(dict.fromkeys(one for one in (asked, final) if original_of(one)))
    final = original_of(final) or final
    named = _canonical((intake.article or {}).get("canonical_url", ""))
    canonical = named if _may_name(named, final) else final
    others = (original_of(asked) or asked, final)
    return Addresses(
        canonical,
        tuple(dict.fromkeys(one for one in others if one != canonical)),
        copies,
    )


def _canonical(url: str) -> str:
    try:
        return canonicalize_url(url) if url else ""
    except InvalidURLError:
        return ""


def _may_name(named: str, final: str) -> bool:
    """Whether a page may be what it says: on the same site, and not the site's front page."""
    if not named or original_of(named):
        return False
    is_front = urlsplit(named).path == "/" and urlsplit(final).path != "/"
    return site_of(named) == site_of(final) != "" and not is_front


def proposed(intake: Intake) -> dict[str, Any]:
    """Return the initial values of the form that confirms an article."""
    article = article_of(intake)
    canonical = addresses_of(intake).canonical
    outlet = outlet_of(canonical) or _outlet_called(article.site_name)
    language = article.language or language_of(article.text)
    if not language and outlet:
        language = outlet.language
    known = known_documents(_all_addresses(intake), article.text)
    return {
        "document": str(known[0].document.pk) if known else "",
        "title": (article.title or _first_line(article.text))[:500],
        "outlet": str(outlet.pk) if outlet else NEW,
        "outlet_name": article.site_name[:200] or (domains_of(canonical) or [""])[0],
        "outlet_kind": Outlet.Kind.OTHER.value,
        "is_domain_kept": True,
        "kind": Document.Kind.ARTICLE.value,
        "authors": article.authors[:300],
        "canonical_url": canonical,
        "published_on": article.published_on or _day_in(article.text[:_HEAD]),
        "language": language or "en",
        "text": article.text,
    }


def known_to_be(intake: Intake) -> list[Any]:
    """Return the documents on record that an article is likely to be."""
    return known_documents(_all_addresses(intake), article_of(intake).text)


def _all_addresses(intake: Intake) -> list[str]:
    addresses = addresses_of(intake)
    return [addresses.canonical, *addresses.others, *addresses.copies]


def _outlet_called(name: str) -> Outlet | None:
    return Outlet.objects.filter(name__iexact=name).first() if name else None


def _first_line(text: str) -> str:
    """Return the first line; of a paragraph its first sentence, or as much as a title may have."""
    line = text.strip().partition("\n")[0]
    if len(line) > LONGEST_TITLE and (sentence := _SENTENCE.match(line)) is not None:
        line = sentence[0]
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"


def _day_in(text: str) -> PartialDate | None:
    """Return the date that stands at the head of a text; None where none or several do."""
    found = set()
    for match in _DATES.finditer(text):
        try:
            found.add(PartialDate.parse(match[0]))
        except PartialDateError:
            continue
    return found.pop() if len(found) == 1 else None
