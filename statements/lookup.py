"""Rows of every kind, found by what is typed of their names, always through an index."""

from collections.abc import Callable
from typing import Any

from people.finding import find_offices
from people.lookup import find_organizations, find_people
from people.models import Office, Organization, Person
from people.words import Words, find_by_words
from sources.finding import find_documents, find_outlets
from sources.models import Document, Outlet
from statements.models import Dossier, Occasion, Topic

OCCASIONS = Words("statements_occasion", "name || ' ' || place")
TOPICS = Words("statements_topic", "name")
DOSSIERS = Words("statements_dossier", "title")
REPORTS = Words("statements_report", "name")


def find_occasions(typed: str, *, limit: int = 50) -> list[int]:
    """Return the keys of the occasions whose name and place have the words, likest first."""
    return find_by_words([OCCASIONS], typed, limit=limit)


def find_topics(typed: str, *, limit: int = 50) -> list[int]:
    """Return the keys of the topics whose name has the words, likest first."""
    return find_by_words([TOPICS], typed, limit=limit)


def find_dossiers(typed: str, *, limit: int = 50) -> list[int]:
    """Return the keys of the dossiers whose title has the words, likest first."""
    return find_by_words([DOSSIERS], typed, limit=limit)


def find_reports(typed: str, *, limit: int = 50) -> list[int]:
    """Return the keys of the reports whose name has the words, likest first."""
    return find_by_words([REPORTS], typed, limit=limit)


# How rows of each model are looked up: `FIND[Topic]("fisher", limit=10)` returns keys, best first.
FIND: dict[type[Any], Callable[..., list[int]]] = {
    Person: find_people,
    Organization: find_organizations,
    Office: find_offices,
    Outlet: find_outlets,
    Document: find_documents,
    Occasion: find_occasions,
    Topic: find_topics,
    Dossier: find_dossiers,
}
