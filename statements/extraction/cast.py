"""Who appears in an article: names that mean the same make one entity."""

import datetime
import re
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from itertools import takewhile

from .language import given_names
from .names import Name, names_in
from .record import KnownOrganization, KnownPerson, Record
from .text import Text
from .tokens import Token

HE, SHE = "he", "she"
NO_PERSONS = frozenset(("organization_words", "places", "boilerplate"))
MODIFIERS = 4  # Words before a name that may tell an office.
LONGEST_NAME = 4  # Words a person's name has; more are a headline.


@dataclass(eq=False)
class Entity:
    """Somebody or something named in the article, under the fullest form found so far."""

    name: str
    is_person: bool
    gender: str = ""
    person: KnownPerson | None = None
    body: KnownOrganization | None = None
    role: str = ""
    organization: str = ""
    evidence: int = 0
    located: int = 0
    is_named: bool = True
    is_titled: bool = False
    roles: set[str] = field(default_factory=set)
    described: set[str] = field(default_factory=set)
    mentions: list[tuple[int, int]] = field(default_factory=list)

    @property
    def shown(self) -> str:
        """The name as the record prints it, else the fullest one of the article."""
        return self.person.names[0] if self.person else self.name

    @property
    def surname(self) -> str:
        words = self.name.lower().split()
        while len(words) > 1 and words[-1] in ("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"):
            words.pop()
        return words[-1]

    def office_on(self, day: datetime.date | None) -> Hashable | None:
        """Return the key of the office held on a day, if the record knows exactly one."""
        held = [o.key for o in self.person.offices if o.held_on(day)] if self.person else []
        return held[0] if len(held) == 1 else None


class Cast:
    """The entities of an article in the order they appear, and whom a short form means."""

    def __init__(self, text: Text, record: Record) -> None:
        self.language = text.language
        self.record = record
        self.entities: list[Entity] = []
        self.by_word: dict[str, list[Entity]] = {}
        self.names: list[list[Name]] = [names_in(s) for s in text.sentences]
        self.entity_of: dict[tuple[int, int], Entity] = {}
        self.text = text
        plurals = self.language.plural_endings
        self.common = frozenset(
            token.text
            for sentence in text.sentences
            for token in sentence.tokens
            if token.text[0].islower() and plurals and token.text.endswith(plurals)
        )
        self._read()

    def _index(self, entity: Entity) -> None:
        for word in set(entity.name.lower().split()):
            self.by_word.setdefault(word, []).append(entity)

    def _read(self) -> None:
        """Full names first, then short forms, each to the entity it is a part of."""
        every = [name for names in self.names for name in names]
        for name in every:
            if len(name.words) > 1:
                self._enter(name)
        for name in every:
            if len(name.words) == 1:
                self._enter(name)
        for entity in self.entities:
            entity.mentions.sort()
        self._learn_from_pronouns()

    def _enter(self, name: Name) -> None:
        entity = self.find(name.text, before=(name.sentence, name.start))
        if entity is None:
            entity = Entity(name.text, self._is_person(name))
            self._recognise(entity)
            self.entities.append(entity)
            self._index(entity)
        self.entity_of[name.sentence, name.start] = entity
        entity.mentions.append((name.sentence, name.start))
        self._learn(entity, name)

    def entity_for(self, person: KnownPerson) -> Entity:
        """Return the entity of a person of the record, a new one if the article names none."""
        for entity in self.entities:
            if entity.person is person:
                return entity
        entity = Entity(person.names[0], is_person=True, gender=person.gender, person=person)
        self.entities.append(entity)
        self._index(entity)
        return entity

    def describe(self, words: str, head: Token, tokens: list[Token], at: tuple[int, int]) -> Entity:
        """Return a new entity for somebody whom the article does not name: "a justice official"."""
        gender = HE if head.is_a("male_nouns") else SHE if head.is_a("female_nouns") else ""
        entity = Entity(words, is_person=True, gender=gender, evidence=1, is_named=False)
        entity.roles.add(head.low)
        entity.described |= {token.low for token in tokens}
        entity.mentions.append(at)
        self.entities.append(entity)
        return entity

    def _recognise(self, entity: Entity) -> None:
        """Take the name and the gender the record knows."""
        entity.body = self.record.organization_named(entity.name)
        if entity.body is not None:
            entity.is_person = False
            return
        entity.person = self.record.person_named(entity.name)
        if entity.person is not None:
            entity.is_person, entity.gender = True, entity.person.gender
            entity.evidence += 1

    def _is_person(self, name: Name) -> bool:
        language = self.language
        words = name.words
        tokens = self.text.sentences[name.sentence].tokens
        before = tokens[name.start - 1].low if name.start else ""
        if self._names_no_person(name):
            return False
        if any(words[0] in names for names in given_names()):
            is_bare = before not in language.words_in("determiners")
            return is_bare if len(words) == 1 else len(words) <= LONGEST_NAME
        if name.title and name.title.split()[-1] in language.words_in("titles") and len(words) <= 3:
            return True
        is_common = (
            len(words) > 1 and words[-1] in self.common
        )  # "Black Train Porters", and porters
        if is_common or before in language.words_in("determiners") or name.text.isupper():
            return False
        if self._is_introduced(tokens, name.end):
            return True
        following = tokens[name.end].low if name.end < len(tokens) else ""
        return 1 < len(words) <= LONGEST_NAME and following not in language.words_in(
            "organization_words"
        )

    def _names_no_person(self, name: Name) -> bool:
        """Whether the words alone tell: "Ann Lee/Agency", "Black Canadian", "Ohio Gov."."""
        language, last = self.language, name.words[-1]
        if "/" in name.text or any(language.lists_of(word) & NO_PERSONS for word in name.words):
            return True
        is_office = {"titles", "abbreviations"} <= language.lists_of(last)
        return len(name.words) > 1 and (is_office or last in language.words_in("peoples"))

    def _is_introduced(self, tokens: list[Token], at: int) -> bool:
        """Whether who it is follows a name: "Yuni, a resident of", "Lee, 50"."""
        if self._tells_age(tokens, at):
            return True
        if at + 2 >= len(tokens) or tokens[at].text != "," or not tokens[at + 1].is_a("articles"):
            return False
        nouns = takewhile(
            lambda token: token.is_word and not token.is_a("closed"), tokens[at + 2 :]
        )
        return any(token.is_a("person_nouns") for token in nouns)

    def _learn(self, entity: Entity, name: Name) -> None:
        """Note what stands with a name: evidence that it is a person's, gender, roles."""
        tokens = self.text.sentences[name.sentence].tokens
        following = tokens[name.end] if name.end < len(tokens) else None
        if not entity.is_person:
            entity.evidence += following is not None and self._does_as_people_do(following)
            entity.located += self._is_located(tokens, name.start)
            return
        entity.located += not name.title and self._is_thing(tokens, name)
        titles = set(name.title.split())
        entity.gender = entity.gender or self._gender(titles, name)
        entity.is_titled |= any(
            token.is_a("male_titles", "female_titles")
            for token in tokens[max(name.start - 3, 0) : name.start]
        )
        entity.evidence += (
            bool(entity.gender)
            + bool(
                titles & (self.language.words_in("titles") | self.language.words_in("person_nouns"))
            )
            + (len(name.words) == 1 < len(entity.name.split()) and not self._is_team(tokens, name))
            + (following is not None and self._does_as_people_do(following))
            + self._is_introduced(tokens, name.end)
        )
        entity.roles |= {word for word in titles if word in self.language.words_in("person_nouns")}
        entity.described |= titles | self._modifiers_before(tokens, name.start)
        before = tokens[max(name.start - len(titles) - 4, 0) : name.start]
        entity.roles |= self._roles_at(reversed(before), "prepositions")
        if following is not None and following.text == ",":
            told = self._roles_at(tokens[name.end + 1 : name.end + 9], "relatives")
            entity.roles |= told
            entity.evidence += bool(told)

    def _modifiers_before(self, tokens: list[Token], end: int) -> set[str]:
        """Return the words that tell an office before a name: "port", "commissioner"."""
        before = reversed(tokens[max(end - MODIFIERS, 0) : end])
        return {t.low for t in takewhile(lambda t: t.is_word and not t.is_a("closed"), before)}

    def _is_thing(self, tokens: list[Token], name: Name) -> bool:
        """Whether a name stands as no person's does: "in Anak Krakatau", "the Edmonton Oilers"."""
        has_article = name.start > 0 and tokens[name.start - 1].is_a("articles")
        is_apart = (has_article and len(name.words) > 1) or self._is_team(tokens, name)
        return is_apart or self._is_located(tokens, name.start)

    def _is_team(self, tokens: list[Token], name: Name) -> bool:
        """Whether a name stands as a team's does: "the Oilers beat", not "the Clintons' house"."""
        is_plural = name.words[-1].endswith(self.language.plural_endings)
        has_article = name.start > 0 and tokens[name.start - 1].is_a("articles")
        return is_plural and has_article

    def _is_located(self, tokens: list[Token], at: int) -> bool:
        """Whether something happens in what is named: "in Lagos", "across the U.S."."""
        before = at - 2 if at > 1 and tokens[at - 1].is_a("articles") else at - 1
        return before >= 0 and tokens[before].is_a("place_prepositions")

    def _learn_from_pronouns(self) -> None:
        """Take the gender of "Lee said she would": the pronoun after the only person so far."""
        votes: dict[int, Counter[str]] = {}
        for names, sentence in zip(self.names, self.text.sentences, strict=True):
            people = [
                (n.end, e) for n in names if (e := self.entity_of[n.sentence, n.start]).is_person
            ]
            for i, token in enumerate(sentence.tokens):
                if token.quotation >= 0 or not token.is_a("pronouns_he", "pronouns_she"):
                    continue
                before = [entity for end, entity in people if end <= i]
                if before and all(entity is before[0] for entity in before):
                    gender = HE if token.is_a("pronouns_he") else SHE
                    votes.setdefault(id(before[0]), Counter())[gender] += 1
        for entity in self.entities:
            counted = votes.get(id(entity), Counter())
            if entity.person or not counted:
                continue
            gender, most = counted.most_common(1)[0]
            is_clear = most == counted.total() if entity.gender else 2 * most > counted.total()
            if is_clear and not entity.is_titled:
                entity.gender = gender
                entity.evidence += 1

    def _tells_age(self, tokens: list[Token], at: int) -> bool:
        """Whether an age follows a name: "Ann Lee, 50"."""
        is_apart = at + 1 < len(tokens) and tokens[at].text == ","
        return is_apart and tokens[at + 1].text.isdigit() and len(tokens[at + 1].text) < 3

    def _does_as_people_do(self, following: Token) -> bool:
        verbs = self.language.verbs.get(following.low, ())
        return following.is_a("who") or any(verb.group in ("say", "tell") for verb in verbs)

    def _gender(self, titles: set[str], name: Name) -> str:
        male, female = given_names()
        first = name.words[0] if len(name.words) > 1 else ""
        if titles & self.language.words_in("male_titles"):
            return HE
        if titles & self.language.words_in("female_titles"):
            return SHE
        return HE if first in male else SHE if first in female else ""

    def _roles_at(self, tokens: Iterable[Token], stop: str) -> set[str]:
        """Return the roles among tokens up to a mark or a word of the list `stop`."""
        roles = set()
        for token in tokens:
            if token.text == "," or token.is_a(stop):
                break
            if token.is_name and not token.is_a("titles", "person_nouns"):
                break
            if token.is_a("person_nouns"):
                roles.add(token.low)
        return roles

    def find(self, text: str, before: tuple[int, int] | None = None) -> Entity | None:
        """Return the entity a form means: the same name, else the nearest one it is short for."""
        words = [re.sub(r"\.$", "", w) for w in text.lower().replace("’", "'").split()]
        if not words:
            return None
        key = words[-1] if len(words) > 1 else words[0]
        candidates = self.by_word.get(key, [])
        fitting = [e for e in candidates if _fits(words, e)] or self._bodies_with(words, candidates)
        if not fitting:
            return None
        exact = [e for e in fitting if e.name.lower() == " ".join(words)]
        if exact:
            return exact[0]
        if before is None:
            return fitting[0]
        return max(fitting, key=lambda e: self._nearness(e, before))

    def _bodies_with(self, words: list[str], candidates: list[Entity]) -> list[Entity]:
        """Return the bodies that "the Guards" is short for: those on record by any head word."""
        if len(words) > 1:
            return []
        if words[0] in self.language.words_in("organization_words"):
            return [
                entity
                for entity in candidates
                if entity.body and words[0] in entity.name.lower().partition(" of ")[0].split()
            ]
        teams = words[0].endswith(self.language.plural_endings)  # "the Rockets" of Kelowna
        return [
            e
            for e in candidates
            if teams and not e.is_person and e.name.lower().split()[-1] == words[0]
        ]

    def _nearness(self, entity: Entity, at: tuple[int, int]) -> tuple[bool, tuple[int, int]]:
        earlier = [m for m in entity.mentions if m <= at]
        if earlier:
            return True, max(earlier)
        later = min(entity.mentions, default=(10**6, 0))
        return False, (-later[0], 0)


def _fits(words: list[str], entity: Entity) -> bool:
    full = [re.sub(r"\.$", "", w) for w in entity.name.lower().replace("’", "'").split()]
    if words == full:
        return True
    if len(words) == 1:
        if entity.is_person:
            return words[0] == entity.surname or (words[0] == full[0] and len(full) > 1)
        return False
    if entity.is_person:
        is_surname = len(words) < len(full) and words == full[-len(words) :]
        return is_surname or (len(full) > 1 and words[0] == full[0] and words[-1] == full[-1])
    return False
