"""What the record knows of whom a file speaks: fetched by the thousand, before it is compared."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from people.importing.found import FoundIdentifier

AT_ONCE = 2_000


def identified(
    rows: type[Any], column: str, identifiers: Iterable[FoundIdentifier]
) -> dict[FoundIdentifier, int]:
    """Return whose each identifier is on record, as far as it is anybody's.

    `rows` is the model of identifiers, `column` its key to their owner.
    """
    values = sorted({identifier.value for identifier in identifiers})
    known: dict[FoundIdentifier, int] = {}
    for some in in_batches(values):
        found = rows.objects.filter(value__in=some).values_list("scheme", "value", column)
        known |= {FoundIdentifier(scheme, value): pk for scheme, value, pk in found}
    return known


def ids_of(found: Any) -> tuple[FoundIdentifier, ...]:
    """Return the identifiers that the file gives somebody, its own id with them."""
    return (*found.identifiers, found.own) if found.own else found.identifiers


def addressed(model: type[Any], slugs: Iterable[str]) -> dict[str, int]:
    """Return the primary keys of the rows at these addresses."""
    found: dict[str, int] = {}
    for some in in_batches(sorted(slugs)):
        found |= dict(model.objects.filter(slug__in=some).values_list("slug", "pk"))
    return found


def rows_of(model: type[Any], related: Sequence[str], pks: Iterable[int]) -> dict[int, Any]:
    """Return rows by primary key, with what is compared of them."""
    rows: dict[int, Any] = {}
    for some in in_batches(sorted(set(pks))):
        rows |= model.objects.prefetch_related(*related).in_bulk(list(some))
    return rows


def forms_of(row: Any) -> list[str]:
    """Return every form of the name of a person or an organization."""
    forms = [row.name, *(other.name for other in row.names.all())]
    return [*forms, row.short_name] if getattr(row, "short_name", "") else forms


def identifiers_of(row: Any) -> set[FoundIdentifier]:
    return {FoundIdentifier(own.scheme, own.value) for own in row.identifiers.all()}


def in_batches(items: Sequence[Any], size: int = AT_ONCE) -> Iterator[Sequence[Any]]:
    """Yield the items in order, `size` at a time."""
    for first in range(0, len(items), size):
        yield items[first : first + size]
