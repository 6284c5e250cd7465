"""What rows name, as the record has it: topics, occasions, outlets and documents.

`missing_from_record` says before the import what it would make; `Things` makes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from people.addresses import free_slugs
from people.bulk import copy_rows, new_keys
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
        # By address, or by title and outlet.
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

    def make(self, rows: list[dict[str, Any]]) -> None:
        """Make what these rows, looked up before, name and the record lacks: by kind at once."""
        # Where rows differ in how they write one name, the first is right.
        topics: dict[str, dict[str, Any]] = {}
        outlets: dict[str, dict[str, Any]] = {}
        occasions: dict[str, dict[str, Any]] = {}
        documents: dict[Any, dict[str, Any]] = {}
        for row in rows:
            for name in row.get("topics", ()):
                topics.setdefault(fold(name), {"name": name})
            for name in self._outlets_named(row):
                outlets.setdefault(fold(name), {"name": name, "kind": Outlet.Kind.OTHER})
            if name := row.get("occasion"):
                occasions.setdefault(name, _occasion(row))
        _make(Topic, self.topics, topics)
        _make(Outlet, self.outlets, outlets)
        _make(Occasion, self.occasions, occasions)
        for row in rows:
            key = self._document_key(row)
            if key and key not in self.documents and key not in documents:
                documents[key] = {**_document(row), "outlet_id": self._outlet_of(row)}
        _make(Document, self.documents, documents)

    def topic(self, name: str) -> int:
        return self.topics[fold(name)]

    def outlet(self, name: str) -> int:
        return self.outlets[fold(name)]

    def document(self, row: dict[str, Any]) -> int | None:
        """Return the document a row stands in; None if it names none, or none of an outlet."""
        key = self._document_key(row)
        return self.documents[key] if key else None

    def _document_key(self, row: dict[str, Any]) -> Any:
        """Return what a row's document is known by; None if it names none, or none of an outlet."""
        if url := row.get("source_url"):
            return url
        if (title := row.get("document")) and (outlet := self._outlet_of(row)):
            return title, outlet
        return None

    def _outlets_named(self, row: dict[str, Any]) -> list[str]:
        """Return the outlets a row names, one that only its address tells of included."""
        named = [row[column] for column in ("outlet", "credited_outlet") if column in row]
        url = row.get("source_url")
        if url and "outlet" not in row and not self._owner(url) and url not in self.documents:
            named.append(domain_of(url))
        return named

    def _outlet_of(self, row: dict[str, Any]) -> int | None:
        if "outlet" in row:
            return self.outlet(row["outlet"])
        if url := row.get("source_url"):
            return self._owner(url) or self.outlets.get(fold(domain_of(url)))
        return None

    def _owner(self, url: str) -> int | None:
        """Return the outlet whose domain the address is below."""
        domain = domain_of(url)
        while domain:
            if domain in self.domains:
                return self.domains[domain]
            domain = domain.partition(".")[2]
        return None


def _occasion(row: dict[str, Any]) -> dict[str, Any]:
    said_on = row.get("said_on")
    return {
        "name": row["occasion"],
        "kind": Occasion.Kind.OTHER,
        "held_on": PartialDate.parse(said_on) if said_on else None,
    }


def _document(row: dict[str, Any]) -> dict[str, Any]:
    url, published = row.get("source_url"), row.get("document_published_on")
    return {
        "title": row.get("document") or str(url)[:500],
        "canonical_url": url,
        "language": row.get("language", "en"),
        "published_on": PartialDate.parse(published) if published else None,
    }


def _make(model: Any, known: dict[Any, int], named: dict[Any, dict[str, Any]]) -> None:
    """Write what is named and not known, and add its keys to what is known."""
    missing = {key: values for key, values in named.items() if key not in known}
    if hasattr(model, "slug"):
        names = [values["name"] for values in missing.values()]
        for values, slug in zip(missing.values(), free_slugs(model, names), strict=True):
            values["slug"] = slug
    keys = new_keys(model, len(missing))
    copy_rows([model(pk=pk, **of) for pk, of in zip(keys, missing.values(), strict=True)])
    known.update(zip(missing, keys, strict=True))
