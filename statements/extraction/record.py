"""What the record knows of people and organizations, as the engine needs it."""

import datetime
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from people.names import NameIndex, fold


@dataclass(frozen=True, slots=True)
class KnownOffice:
    """An office somebody held; None where the record does not say since or until when."""

    key: Hashable
    title: str
    organization: str = ""
    start: datetime.date | None = None
    end: datetime.date | None = None

    def held_on(self, day: datetime.date | None) -> bool:
        """Whether it may have been held on a day; unknown ends exclude nothing."""
        if day is None:
            return True
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    @property
    def words(self) -> frozenset[str]:
        return frozenset(fold(f"{self.title} {self.organization}").split())


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the record: the name it prints first, then every other form."""

    key: Hashable
    names: tuple[str, ...]
    gender: str = ""
    offices: tuple[KnownOffice, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownOrganization:
    """An organization of the record under every form of its name."""

    key: Hashable
    names: tuple[str, ...]


class Record:
    """An index of known people and organizations; build once, use for many texts."""

    def __init__(
        self,
        people: Iterable[KnownPerson] = (),
        organizations: Iterable[KnownOrganization] = (),
    ) -> None:
        self.people = {person.key: person for person in people}
        self.organizations = {body.key: body for body in organizations}
        self._names = NameIndex((p.key, name) for p in self.people.values() for name in p.names)
        self._bodies = {
            fold(name): body.key for body in self.organizations.values() for name in body.names
        }
        self._surnames: dict[str, set[Hashable]] = defaultdict(set)
        for person in self.people.values():
            for name in person.names:
                if words := fold(name).split():
                    self._surnames[words[-1]].add(person.key)

    def person_named(self, name: str) -> KnownPerson | None:
        """Return the person of this name in any spelling; a bare surname must be one person's."""
        words = fold(name).split()
        if len(words) == 1:
            keys = self._surnames.get(words[0], set())
            return self.people[next(iter(keys))] if len(keys) == 1 else None
        match = self._names.match(name)
        return self.people[match.key] if match else None

    def organization_named(self, name: str) -> KnownOrganization | None:
        folded = fold(name)
        key = self._bodies.get(folded) or self._bodies.get(folded.removeprefix("the "))
        return self.organizations[key] if key is not None else None

    def head_of(
        self, phrase: str, heads: frozenset[str], day: datetime.date | None
    ) -> KnownPerson | None:
        """Return who led the organization in a phrase such as "the head of the Harbour Force".

        `heads` are the words for such an office; the record may have another of them.
        """
        title, _, name = phrase.partition(" of ")
        words = set(fold(title).split()) - {"the"}
        body = self.organization_named(name) if name and words and words <= heads else None
        if body is None:
            return None
        names = {fold(form) for form in body.names}
        holders = {
            person.key
            for person in self.people.values()
            for office in person.offices
            if office.held_on(day)
            and fold(office.organization) in names
            and set(fold(office.title).split()) - {"in"} <= heads
        }
        return self.people[holders.pop()] if len(holders) == 1 else None

    def holder_of(self, phrase: str, day: datetime.date | None) -> KnownPerson | None:
        """Return who held the office that a phrase such as "Iran's foreign minister" names.

        None if nobody or more than one person did on that day. Every word of the title must
        stand in the phrase, and every further word of the phrase in the organization's name.
        """
        words = set(fold(phrase.replace("'s", " ").replace("’s", " ")).split()) - {"the", "of"}
        holders = {
            person.key
            for person in self.people.values()
            for office in person.offices
            if office.held_on(day)
            and set(fold(office.title).split()) <= words
            and len(words) > 1
            and words <= office.words
        }
        return self.people[holders.pop()] if len(holders) == 1 else None
