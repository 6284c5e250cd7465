"""What a filter's value may mean: published rows by any form of their name, or a former slug.

Nothing that is not published is ever offered or meant.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from people import lookup
from people.models import Office, Organization, Person
from people.names import fold
from statements.lookup import FIND

MOST = 10
# The likest of all names, of which the published ones are shown.
LOOKED_UP = 100


def suggest(published: QuerySet[Any], typed: str, *, most: int = MOST) -> list[Any]:
    """Return the rows of `published` that `typed` may be the beginning of, likest first."""
    typed = _readable(typed)
    if not fold(typed):
        return []
    if published.model is Office:
        published = published.select_related("organization")
    keys = FIND[published.model](typed, limit=LOOKED_UP)
    rows = published.in_bulk(keys)
    return [rows[key] for key in keys if key in rows][:most]


def meant(published: QuerySet[Any], typed: str) -> Any | None:
    """Return the one row of `published` that `typed` means: by a slug it had, or by its name.

    None where it is nobody's, or might be another's.
    """
    typed = _readable(typed)
    if former := (published & published.model.objects.by_slug(typed)).first():
        return former
    if published.model in _MATCHERS:
        key = _MATCHERS[published.model](typed)
        return published.filter(pk=key).first() if key else None
    if not fold(typed):
        return None
    found = suggest(published, typed, most=LOOKED_UP)
    same = [row for row in found if fold(_name(row)) == fold(typed)]
    return same[0] if len(same) == 1 else None


def hint(row: Any) -> str:
    """Return what tells a row from others of its name: an office's organization, a description."""
    if isinstance(row, Office):
        return str(row.organization)
    return getattr(row, "description", "")


def called(row: Any) -> str:
    """Return a row's name as it is typed into its filter."""
    return _name(row)


_MATCHERS: dict[type[Any], Callable[[str], int | None]] = {
    Person: lookup.match_person,
    Organization: lookup.match_organization,
}


def _readable(typed: str) -> str:
    """Return the text without null characters, which can be typed but kept nowhere."""
    return typed.replace("\0", " ")


def _name(row: Any) -> str:
    return row.title if isinstance(row, Office) else row.name
