"""What the public sees of people, organizations, sources and topics.

A row is public as soon as something published refers to it, and not before: otherwise its page
would tell that a draft exists. Withdrawn statements keep their own page, and count for nothing.
"""

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull

from people.models import Office, Organization, Person
from sources.models import Document, Outlet
from statements.models import Appearance, Dossier, DossierEntry, Occasion, Statement, Topic


def _is_any(rows: QuerySet[Any]) -> IsNull:
    """Whether there is such a row: one is looked for, by the way that finds the first soonest.

    EXISTS says the same, but is planned as if all of them were wanted: for a topic of a million
    statements it gathers them before it looks at one.
    """
    return IsNull(Subquery(rows.order_by().values("pk")[:1]), False)


def _said(**condition: OuterRef) -> IsNull:
    return _is_any(Statement.objects.published().filter(**condition))


def public_people() -> QuerySet[Person]:
    """People who said something published."""
    return Person.objects.filter(_said(person=OuterRef("pk")))


def public_offices() -> QuerySet[Office]:
    """Offices in which something published was said."""
    return Office.objects.filter(_said(tenure__office=OuterRef("pk")))


def public_organizations() -> QuerySet[Organization]:
    """Organizations that spoke, in whose offices somebody spoke, or above one of them."""
    spoke = Organization.objects.filter(
        _said(organization=OuterRef("pk")) | _said(tenure__office__organization=OuterRef("pk"))
    )
    return Organization.objects.above(spoke)


def public_topics() -> QuerySet[Topic]:
    """Topics of something published, and the topics above them."""
    return Topic.objects.above(Topic.objects.filter(_said(topics=OuterRef("pk"))))


def public_occasions() -> QuerySet[Occasion]:
    """Occasions at which something published was said."""
    return Occasion.objects.filter(_said(occasion=OuterRef("pk")))


def _appears(**condition: OuterRef) -> IsNull:
    return _is_any(Appearance.objects.filter(statement__status="published", **condition))


def public_outlets() -> QuerySet[Outlet]:
    """Outlets that carried, or are credited with, something published."""
    return Outlet.objects.filter(
        _appears(document__outlet=OuterRef("pk")) | _appears(credited_outlet=OuterRef("pk"))
    )


def public_documents() -> QuerySet[Document]:
    """Documents in which something published stands."""
    return Document.objects.filter(_appears(document=OuterRef("pk")))


def public_dossiers() -> QuerySet[Dossier]:
    return Dossier.objects.published()


def public_entries(dossier: Dossier) -> QuerySet[DossierEntry]:
    """A dossier's entries in order, without statements that are not public."""
    return dossier.entries.filter(Q(statement=None) | Q(statement__status="published"))
