"""The record's names, looked up as people type and print them.

One index a process for people and one for organizations, made anew when any name has changed:
the history's newest event tells, one short query a look-up.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from people.models import Organization, OrganizationName, Person, PersonName
from people.names import NameIndex


@dataclass(slots=True)
class _Cached:
    model: type[Any]
    names: type[Any]
    key: str
    also: tuple[str, ...] = ()
    stamp: tuple[int, int] = (-1, -1)
    index: NameIndex[int] | None = None

    def current(self) -> NameIndex[int]:
        stamp = self._newest_events()
        if self.index is None or stamp != self.stamp:
            self.index = NameIndex(self._forms())
            self.stamp = stamp
        return self.index

    def _newest_events(self) -> tuple[int, int]:
        tables = [model.pgh_event_model._meta.db_table for model in (self.model, self.names)]
        newest = ", ".join(f"(SELECT coalesce(max(pgh_id), 0) FROM {table})" for table in tables)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {newest}")
            return cursor.fetchone()

    def _forms(self) -> list[tuple[int, str]]:
        forms = list(self.names.objects.order_by().values_list(self.key, "name"))
        for column in ("name", *self.also):
            rows = self.model.objects.order_by().exclude(**{column: ""})
            forms += rows.values_list("pk", column)
        return forms


_people = _Cached(Person, PersonName, "person_id")
_organizations = _Cached(Organization, OrganizationName, "organization_id", also=("short_name",))


def find_people(query: str, *, limit: int = 10) -> list[int]:
    """Return the primary keys of the people whose names are likest to `query`, best first."""
    return [match.key for match in _people.current().search(query, limit=limit)]


def find_organizations(query: str, *, limit: int = 10) -> list[int]:
    """Return the primary keys of the likest organizations, best first."""
    return [match.key for match in _organizations.current().search(query, limit=limit)]


def match_person(printed: str) -> int | None:
    """Return the primary key of the person whose name is printed; None if that is not sure."""
    match = _people.current().match(printed)
    return match.key if match else None


def person_names() -> NameIndex[int]:
    """Return the index of people’s names as they are now: one query, for any number of matches."""
    return _people.current()


def organization_names() -> NameIndex[int]:
    """Return the index of organizations’ names as they are now."""
    return _organizations.current()
