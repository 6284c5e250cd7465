"""Outlets and documents, found by what a curator types: name or domain, title or address."""

from people.words import Words, find_by_words
from sources.models import Document
from sources.recognition import known_documents

OUTLETS = (
    Words("sources_outlet", "name"),
    Words("sources_outletdomain", "domain", "outlet_id"),
)
DOCUMENTS = Words("sources_document", "title", is_name=False)


def find_outlets(typed: str, *, limit: int = 50) -> list[int]:
    """Return the keys of the outlets whose name or domain has the words, likest first."""
    return find_by_words(OUTLETS, typed, limit=limit)


def find_documents(typed: str, *, limit: int = 50) -> list[int]:
    """Return the keys of the documents at an address, or whose title has the words, likest first.

    An address is known in any of its forms; failing that, documents below it are returned.
    """
    address = typed.strip()
    if " " in address or not ("://" in address or "/" in address):
        return find_by_words([DOCUMENTS], typed, limit=limit)
    if "://" not in address:
        address = f"https://{address}"
    if known := known_documents([address]):
        return [one.document.pk for one in known]
    below = Document.objects.filter(canonical_url__startswith=address).order_by("-pk")
    return list(below.values_list("pk", flat=True)[:limit])
