"""The part of the record that a text can speak of, as the extractor needs it.

Only names whose last word stands in the text are fetched, through an index on that word: the
record may hold half a million names, an article some hundred.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection

from people.models import Organization, Person, Tenure
from people.names import fold
from sources.models import Outlet
from statements.extraction import KnownOffice, KnownOrganization, KnownPerson, Record

# Most people and organizations taken for one text; those whose whole name stands there go first.
MOST = 2_000

# A word that may be part of a name: with a capital, or in a script that has none.
_WORD = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?|[^\W_]+")

# `record_words` and `record_last_word` are made by the migration that indexes the latter for each
# of the columns below.
_FOUND = """
    WITH word AS (SELECT DISTINCT record_last_word(w) AS folded FROM unnest(%s::text[]) AS w)
    SELECT key
    FROM ({forms}) AS form
    GROUP BY key
    ORDER BY bool_or(record_words(name) <@ ARRAY(SELECT folded FROM word)) DESC, key
    LIMIT %s
"""
_FORMS = (
    "SELECT {key} AS key, {column} AS name FROM {table} "
    "WHERE record_last_word({column}) IN (SELECT folded FROM word)"
)
_PEOPLE = (("people_person", "id", "name"), ("people_personname", "person_id", "name"))
_ORGANIZATIONS = (
    ("people_organization", "id", "name"),
    ("people_organization", "id", "short_name"),
    ("people_organizationname", "organization_id", "name"),
)


def known_to(text: str) -> Record:
    """Return the people and organizations of the record that `text` may name."""
    words = sorted({word for word in _WORD.findall(text) if not word[0].islower()})
    return Record(_people(_found(_PEOPLE, words)), _organizations(_found(_ORGANIZATIONS, words)))


def _found(columns: Iterable[tuple[str, str, str]], words: list[str]) -> list[int]:
    forms = " UNION ALL ".join(
        _FORMS.format(table=table, key=key, column=column) for table, key, column in columns
    )
    with connection.cursor() as cursor:
        cursor.execute(_FOUND.format(forms=forms), [words, MOST])
        return [key for (key,) in cursor.fetchall()]


def _people(keys: list[int]) -> list[KnownPerson]:
    offices: dict[int, list[KnownOffice]] = defaultdict(list)
    tenures = Tenure.objects.filter(person__in=keys).select_related("office__organization")
    for tenure in tenures.order_by("pk"):
        offices[tenure.person_id].append(_office(tenure))
    people = Person.objects.filter(pk__in=keys).prefetch_related("names").order_by("pk")
    return [
        KnownPerson(person.pk, _forms(person), offices=tuple(offices[person.pk]))
        for person in people
    ]


def _office(tenure: Any) -> KnownOffice:
    return KnownOffice(
        tenure.pk,
        tenure.office.title,
        tenure.office.organization.name,
        tenure.start_earliest,
        tenure.end_latest,
    )


def _organizations(keys: list[int]) -> list[KnownOrganization]:
    bodies = Organization.objects.filter(pk__in=keys).prefetch_related("names").order_by("pk")
    return [
        KnownOrganization(body.pk, tuple(filter(None, (*_forms(body), body.short_name))))
        for body in bodies
    ]


def _forms(row: Any) -> tuple[str, ...]:
    return (row.name, *(form.name for form in row.names.all()))


def outlet_named(printed: str) -> int | None:
    """Return the key of the one outlet that is printed: "Tasnim", "the state-run Tasnim agency".

    The record's name may be longer than the printed one, or stand within it.
    """
    words = fold(printed).split()
    if not words:
        return None
    # The outlets are some thousand at most, and looked through once an article is read.
    named = [(pk, fold(name).split()) for pk, name in Outlet.objects.values_list("pk", "name")]
    for fits in (_same, _within, _begins):
        found = [pk for pk, name in named if name and fits(name, words)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _same(name: list[str], words: list[str]) -> bool:
    return name == words


def _within(name: list[str], words: list[str]) -> bool:
    return any(words[i : i + len(name)] == name for i in range(len(words)))


def _begins(name: list[str], words: list[str]) -> bool:
    """Whether the name is printed in part: by its first word, alone or with others of it."""
    return words[-1] == name[0] or (name[0] in words and {*words} - {"the"} <= {*name})
