"""Loads the demonstration record from `fixtures/demonstration/`.

What a curator has changed since stays as it is: a row that is there is never written again.
"""

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from people.models import (
    Office,
    Organization,
    OrganizationName,
    Person,
    PersonIdentifier,
    PersonName,
    Tenure,
)
from people.partial_dates import PartialDate
from sources.models import Capture, Document, Outlet, OutletDomain
from statements.checking import QuoteState, check_quote
from statements.models import (
    Addressee,
    Appearance,
    Dossier,
    DossierEntry,
    Occasion,
    Statement,
    Topic,
)

DATES = ("born", "died", "start", "end", "said_on", "held_on", "published_on")


class DemonstrationError(Exception):
    """The files contradict themselves; the message names the statement and the cure."""


@transaction.atomic
def load_demonstration(folder: Path) -> Counter[str]:
    """Return how many rows of each kind were made: none where the record was loaded before.

    Raises DemonstrationError if a statement's words do not stand in the text.
    """
    record = tomllib.loads((folder / "record.toml").read_text(encoding="utf-8"))
    if Dossier.objects.filter(slug=record["dossier"]["slug"]).exists():
        return Counter()
    loader = _Loader()
    loader.load_people(record)
    loader.load_sources(record, folder)
    loader.load_statements(record)
    loader.load_dossier(record["dossier"])
    return loader.made


@dataclass
class _Loader:
    made: Counter[str] = field(default_factory=Counter)
    statements: dict[str, Statement] = field(default_factory=dict)
    capture: Capture = field(init=False)

    def make(self, model: type[models.Model], values: dict[str, Any]) -> Any:
        """Return the row of that slug, made now unless it is there."""
        values = {
            name: PartialDate.parse(value) if name in DATES else value
            for name, value in values.items()
        }
        if "slug" in values and (row := model._default_manager.filter(slug=values["slug"]).first()):
            return row
        self.made[str(model._meta.verbose_name_plural)] += 1
        return model._default_manager.create(**values)

    def load_people(self, record: dict[str, Any]) -> None:
        for values in record["organizations"]:
            names = values.pop("names", [])
            parent = values.pop("parent", None)
            organization = self.make(
                Organization, {**values, "parent": parent and _by_slug(Organization, parent)}
            )
            for name in names:
                OrganizationName.objects.get_or_create(organization=organization, **name)
        for values in record["people"]:
            names, tenures = values.pop("names", []), values.pop("tenures", [])
            identifiers = values.pop("identifiers", [])
            person = self.make(Person, values)
            for name in names:
                PersonName.objects.get_or_create(person=person, **name)
            for identifier in identifiers:
                PersonIdentifier.objects.get_or_create(**identifier, defaults={"person": person})
            for tenure in tenures:
                self.load_tenure(person, tenure)

    def load_tenure(self, person: Person, values: dict[str, Any]) -> None:
        organization = _by_slug(Organization, values.pop("organization"))
        office = self.make(
            Office,
            {
                "slug": values.pop("office"),
                "title": values.pop("title"),
                "organization": organization,
            },
        )
        if not Tenure.objects.filter(person=person, office=office).exists():
            self.make(Tenure, {"person": person, "office": office, **values})

    def load_sources(self, record: dict[str, Any], folder: Path) -> None:
        for values in record["outlets"]:
            domains = values.pop("domains", [])
            affiliation = values.pop("affiliation", None)
            outlet = self.make(
                Outlet,
                {**values, "affiliation": affiliation and _by_slug(Organization, affiliation)},
            )
            for domain in domains:
                OutletDomain.objects.get_or_create(domain=domain, defaults={"outlet": outlet})
        values = record["document"]
        raw = (folder / values.pop("text")).read_bytes()
        outlet = _by_slug(Outlet, values.pop("outlet"))
        document = self.make(Document, {"outlet": outlet, **values})
        self.capture = Capture(
            document=document, captured_at=timezone.now(), content_type="text/plain"
        )
        self.capture.keep(raw, raw.decode())
        self.capture.save()

    def load_statements(self, record: dict[str, Any]) -> None:
        for values in record["topics"]:
            parent = values.pop("parent", None)
            self.make(Topic, {**values, "parent": parent and _by_slug(Topic, parent)})
        for values in record["occasions"]:
            participants = values.pop("participants", [])
            host = values.pop("host", None)
            occasion = self.make(
                Occasion, {**values, "host": host and _by_slug(Organization, host)}
            )
            occasion.participants.add(*Person.objects.filter(slug__in=participants))
        for values in record["statements"]:
            self.load_statement(values)

    def load_statement(self, values: dict[str, Any]) -> None:
        key, credited = values.pop("key"), values.pop("credited_outlet")
        addressees, topics = values.pop("addressees", []), values.pop("topics")
        for name, model in (
            ("person", Person),
            ("organization", Organization),
            ("occasion", Occasion),
        ):
            if name in values:
                values[name] = _by_slug(model, values[name])
        if office := values.pop("office", None):
            values["tenure"] = Tenure.objects.get(person=values["person"], office__slug=office)
        published = {"status": Statement.Status.PUBLISHED, "published_at": timezone.now()}
        statement = self.make(Statement, {**values, **published})
        statement.topics.add(*Topic.objects.filter(slug__in=topics))
        for addressee in addressees:
            organization = Organization.objects.filter(slug=addressee).first()
            Addressee.objects.create(
                statement=statement,
                organization=organization,
                description="" if organization else addressee,
            )
        self.load_appearance(key, statement, _by_slug(Outlet, credited))
        self.statements[key] = statement

    def load_appearance(self, key: str, statement: Statement, credited: Outlet) -> None:
        check = check_quote(statement.text, self.capture.text)
        if check.state != QuoteState.VERIFIED:
            raise DemonstrationError(
                f"The words of “{key}” do not stand in the text: mend them in record.toml."
            )
        start, end = check.paragraph or (0, 0)
        Appearance.objects.create(
            statement=statement,
            document=self.capture.document,
            capture=self.capture,
            state=Appearance.State.VERIFIED,
            start=check.start,
            end=check.end,
            spans=[list(span) for span in check.spans],
            exact=check.exact,
            prefix=check.prefix,
            suffix=check.suffix,
            paragraph=self.capture.text[start:end],
            credited_outlet=credited,
            checked_at=timezone.now(),
        )

    def load_dossier(self, values: dict[str, Any]) -> None:
        entries = values.pop("entries")
        dossier = self.make(Dossier, {**values, "published_at": timezone.now()})
        for position, entry in enumerate(entries, start=1):
            if key := entry.get("statement"):
                entry = {"statement": self.statements[key]}
            DossierEntry.objects.create(dossier=dossier, position=position, **entry)


def _by_slug(model: type[models.Model], slug: str) -> Any:
    return model._default_manager.get(slug=slug)
