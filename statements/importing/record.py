"""What rows name, as the record has it: topics, occasions, outlets and documents.

`missing_from_record` says before the import what it would make; `Things` makes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from people.addresses import free_slug
from people.names import fold
from people.partial_dates import PartialDate
from sources.models import Document, DocumentURL, Outlet, OutletDomain
from sources.urls import domain_of
from statements.models import Occasion, Topic

# So many names are shown of what would be made; all are made.
SHOWN = 100
_ASKED = 1_000
Value = TypeVar("Value")


def missing_from_record(named: dict[str, set[Any]]) -> dict[str, Any]:
    """Return by kind how many named things the record lacks, and the first names of them."""
    topics, outlets = _topics(), _outlets()
    documents = set(named["documents"])
    lacking = {
        "topics": sorted(name for name in named["topics"] if fold(name) not in topics),
        "occasions": sorted(named["occasions"] - _known(Occasion, "name", named["occasions"])),
        "outlets": sorted(name for name in named["outlets"] if fold(name) not in outlets),
        "documents": sorted(
            documents
            - _known(Document, "canonical_url", documents)
            - _known(DocumentURL, "url", documents)
            - _known(Document, "title", documents)
        ),
    }
    return {
        kind: {"count": len(names), "names": names[:SHOWN]}
        for kind, names in lacking.items()
        if names
    }


def chunks(values: Iterable[Value], size: int = _ASKED) -> Iterator[list[Value]]:
    """Yield the values in lists of at most `size`."""
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk


def _known(model: Any, column: str, values: set[Any]) -> set[Any]:
    found: set[Any] = set()
    for chunk in chunks(values):
        rows = model.objects.filter(**{f"{column}__in": chunk})
        found.update(rows.order_by().values_list(column, flat=True))
    return found


def _topics() -> dict[str, int]:
    return {fold(name): pk for pk, name in Topic.objects.order_by("-pk").values_list("pk", "name")}


def _outlets() -> dict[str, int]:
    return {fold(name): pk for pk, name in Outlet.objects.values_list("pk", "name")}


class Things:
    """Finds what rows name, a few queries for many rows, and makes what is not there."""

    def __init__(self) -> None:
        self.topics = _topics()
        self.outlets = _outlets()
        self.domains = dict(OutletDomain.objects.values_list("domain", "outlet_id"))
        self.occasions: dict[str, int] = {}
        self.documents: dict[Any, int] = {}

    def prepare(self, rows: list[dict[str, Any]]) -> None:
        """Look up what these rows name, so that it is at hand."""
        occasions = {row["occasion"] for row in rows if "occasion" in row}
        unknown = occasions - self.occasions.keys()
        named = Occasion.objects.filter(name__in=unknown).order_by("-pk")
        self.occasions.update(named.values_list("name", "pk"))
        urls = {row["source_url"] for row in rows if "source_url" in row} - self.documents.keys()
        other = DocumentURL.objects.filter(url__in=urls)
        self.documents.update(other.values_list("url", "document_id"))
        known = Document.objects.filter(canonical_url__in=urls)
        self.documents.update(known.values_list("canonical_url", "pk"))
        titles = {row["document"] for row in rows if "source_url" not in row and "document" in row}
        found = Document.objects.filter(title__in=titles).order_by("-pk")
        for title, outlet, pk in found.values_list("title", "outlet_id", "pk"):
            self.documents[title, outlet] = pk

    def topic(self, name: str) -> int:
        if (pk := self.topics.get(fold(name))) is None:
            pk = Topic.objects.create(name=name, slug=free_slug(Topic, name)).pk
            self.topics[fold(name)] = pk
        return pk

    def outlet(self, name: str) -> int:
        if (pk := self.outlets.get(fold(name))) is None:
            outlet = Outlet(name=name, kind=Outlet.Kind.OTHER, slug=free_slug(Outlet, name))
            outlet.save()
            pk = self.outlets[fold(name)] = outlet.pk
        return pk

    def occasion(self, name: str, said_on: PartialDate | None) -> int:
        if (pk := self.occasions.get(name)) is None:
            occasion = Occasion(
                name=name,
                kind=Occasion.Kind.OTHER,
                held_on=said_on,
                slug=free_slug(Occasion, name),
            )
            occasion.save()
            pk = self.occasions[name] = occasion.pk
        return pk

    def document(self, row: dict[str, Any]) -> int | None:
        """Return the document a row stands in; None if it names none, or none of an outlet."""
        url, title = row.get("source_url"), row.get("document")
        if not (url or title):
            return None
        if url in self.documents:
            return self.documents[url]
        outlet = self._outlet_of(row)
        if outlet is None:
            return None
        key = url or (title, outlet)
        if key not in self.documents:
            published = row.get("document_published_on")
            document = Document(
                outlet_id=outlet,
                title=title or str(url)[:500],
                canonical_url=url,
                language=row.get("language", "en"),
                published_on=PartialDate.parse(published) if published else None,
            )
            document.save()
            self.documents[key] = document.pk
        return self.documents[key]

    def _outlet_of(self, row: dict[str, Any]) -> int | None:
        if "outlet" in row:
            return self.outlet(row["outlet"])
        domain = domain_of(row["source_url"]) if "source_url" in row else ""
        while domain:
            if domain in self.domains:
                return self.domains[domain]
            domain = domain.partition(".")[2]
        return self.outlet(domain_of(row["source_url"])) if "source_url" in row else None
