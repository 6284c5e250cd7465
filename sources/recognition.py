"""Whether a document is on record already: by its addresses and by its text; and whose it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from sources.archives import original_of
from sources.fingerprints import SAME_TEXT, fingerprint, likeness
from sources.models import Capture, Document, DocumentURL, Outlet, OutletDomain
from sources.urls import InvalidURLError, canonicalize_url, likely_same_urls

# Of texts that share a run of words with this one, the newest so many are compared.
COMPARED = 500
NAMED = 5


@dataclass(frozen=True, slots=True)
class Known:
    """A document on record that what is being added is likely to be, and by what it is known."""

    document: Document
    reason: str


def known_documents(urls: Iterable[str], text: str = "") -> list[Known]:
    """Return the documents under any of the addresses, then those of much the same text.

    Addresses that are none are passed over. At most NAMED, each document once.
    """
    candidates = _comparable(urls)
    found: dict[int, Known] = {}
    documents = Document.objects.select_related("outlet")
    for document in documents.filter(canonical_url__in=candidates):
        found.setdefault(document.pk, Known(document, "the same address"))
    others = DocumentURL.objects.filter(url__in=candidates).values("document")
    for document in documents.filter(pk__in=others):
        found.setdefault(document.pk, Known(document, "another address of it"))
    for pk in _of_same_text(text):
        if pk not in found:
            found[pk] = Known(documents.get(pk=pk), "the same text")
    return list(found.values())[:NAMED]


def _comparable(urls: Iterable[str]) -> list[str]:
    candidates: dict[str, None] = {}
    for url in filter(None, urls):
        try:
            candidates |= dict.fromkeys(likely_same_urls(url))
            if original := original_of(url):
                candidates |= dict.fromkeys(likely_same_urls(original))
        except InvalidURLError:
            continue
    return list(candidates)


def _of_same_text(text: str) -> list[int]:
    """Return the keys of documents whose kept text is much the same, the likest first."""
    sketch = fingerprint(text)
    if not sketch:
        return []
    rows = Capture.objects.kept().filter(fingerprint__overlap=sketch)
    scored: dict[int, float] = {}
    for document, other in rows.order_by("-pk").values_list("document", "fingerprint")[:COMPARED]:
        scored[document] = max(scored.get(document, 0.0), likeness(sketch, other))
    likest = sorted(scored, key=lambda pk: -scored[pk])
    return [pk for pk in likest if scored[pk] >= SAME_TEXT]


def outlet_of(url: str) -> Outlet | None:
    """Return the outlet whose domain the address is on; of several, that of the longest."""
    domains = domains_of(url)
    rows = OutletDomain.objects.filter(domain__in=domains).select_related("outlet")
    longest = max(rows, key=lambda row: len(row.domain), default=None)
    return longest.outlet if longest else None


def domains_of(url: str) -> list[str]:
    """Return the host of an address and the domains above it, `www.` left out; [] for none."""
    try:
        host = urlsplit(canonicalize_url(url)).hostname or ""
    except InvalidURLError:
        return []
    labels = host.removeprefix("www.").split(".")
    if len(labels) < 2 or labels[-1].isdigit():
        return []
    return [".".join(labels[i:]) for i in range(len(labels) - 1)]


def site_of(url: str) -> str:
    """Return the domain that was registered, as far as its form tells ("example.co.uk"), or "".

    Under a country's two letters, a short label is taken for one of its branches (co, com, gov).
    """
    domains = domains_of(url)
    if not domains:
        return ""
    branch, _, country = domains[-1].partition(".")
    is_branch = len(country) == 2 and len(branch) <= 3 and len(domains) > 1
    return domains[-2] if is_branch else domains[-1]
