"""Names in an article: runs of capitalised words, what they name, and the persons they make."""

import datetime
import re
from collections.abc import Hashable
from dataclasses import dataclass, field

from .language import Language, given_names
from .record import KnownOrganization, KnownPerson, Record
from .text import Sentence, Text, Token

HE, SHE = "he", "she"


@dataclass(frozen=True, slots=True)
class Name:
    """A name at token positions [start, end) of a sentence, without the titles before it."""

    sentence: int
    start: int
    end: int
    text: str
    title: str

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(re.sub(r"\.$", "", word.lower()) for word in self.text.split())


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
    roles: set[str] = field(default_factory=set)
    mentions: list[tuple[int, int]] = field(default_factory=list)

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


def join(tokens: list[Token]) -> str:
    """Return the words as printed, possessive ending aside."""
    out = ""
    for before, token in zip([None, *tokens], tokens, strict=False):
        gap = before is not None and token.start > before.end
        out += (" " if gap else "") + token.text
    return re.sub(r"['’]s?$", "", out)


def names_in(sentence: Sentence, language: Language) -> list[Name]:
    """Return the names of a sentence, in order."""
    tokens, found, i = sentence.tokens, [], 0
    while i < len(tokens):
        if not tokens[i].is_name:
            i += 1
            continue
        end = _run_end(tokens, i, language)
        start = i
        for k in range(i, end - 1):
            if tokens[k].low in language.titles or tokens[k].low in language.person_nouns:
                start = k + 1
        while start < end - 1 and (not tokens[start].is_word or tokens[start].low in language.not_names):
            start += 1
        title = " ".join(t.low for t in tokens[i:start] if t.is_word)
        words = [t for t in tokens[start:end]]
        found.append(Name(sentence.index, start, end, join(words), title))
        i = end
    return found


def _run_end(tokens: list[Token], start: int, language: Language) -> int:
    """Return where the run of name words ends: particles and initials join it."""
    i = start + 1
    while i < len(tokens):
        token = tokens[i]
        nxt = tokens[i + 1] if i + 1 < len(tokens) else None
        if token.quotation != tokens[start].quotation:
            break
        if token.is_name:
            before = tokens[i - 1]
            if before.is_word and before.text.isupper() and len(before.text) > 2 and token.text[1:].islower():
                is_role = before.low in language.titles or before.low in language.person_nouns
                if "." not in before.text and not is_role:
                    break
            i += 1
        elif token.text == "." and token.start == tokens[i - 1].end and nxt is not None and nxt.is_name:
            if len(tokens[i - 1].text) > 1 and tokens[i - 1].low not in language.titles and tokens[i - 1].low not in language.abbreviations:
                break
            i += 1
        elif nxt is not None and nxt.is_name and token.low in language.particles:
            i += 1
        elif nxt is not None and nxt.is_name and token.low in language.of and _is_of_name(tokens, start, i, language):
            i += 2 if not nxt.low == "the" else 3
        elif token.text == "&" and nxt is not None and nxt.is_name:
            i += 1
        elif token.text in "\"“”‘’" and nxt is not None and _is_nickname(tokens, i):
            i += 3
        else:
            break
    return i


def _is_of_name(tokens: list[Token], start: int, at: int, language: Language) -> bool:
    return any(t.low in language.organization_words for t in tokens[start:at]) or (
        tokens[at - 1].low in ("bank", "university", "college", "house", "board", "bureau", "institute")
    )


def _is_nickname(tokens: list[Token], i: int) -> bool:
    return i + 3 < len(tokens) and tokens[i + 2].text in "\"”’" and tokens[i + 3].is_name


class Cast:
    """The entities of an article in the order they appear, and whom a short form means."""

    def __init__(self, text: Text, record: Record) -> None:
        self.language = text.language
        self.record = record
        self.male, self.female = given_names()
        self.entities: list[Entity] = []
        self.by_word: dict[str, list[Entity]] = {}
        self.names: list[list[Name]] = [names_in(s, text.language) for s in text.sentences]
        self.entity_of: dict[tuple[int, int], Entity] = {}
        self.text = text
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
        if any(word in language.organization_words for word in words):
            return False
        if words[0] in self.male or words[0] in self.female:
            return len(words) > 1 or before not in language.determiners
        if name.title and name.title.split()[-1] in language.titles and len(words) <= 3:
            return True
        if before in language.determiners or name.text.isupper():
            return False
        following = tokens[name.end].low if name.end < len(tokens) else ""
        return 1 < len(words) <= 4 and following not in language.organization_words

    def _learn(self, entity: Entity, name: Name) -> None:
        """Note the gender and the roles that stand with a name."""
        if not entity.is_person:
            return
        language = self.language
        titles = set(name.title.split())
        tokens = self.text.sentences[name.sentence].tokens
        following = tokens[name.end] if name.end < len(tokens) else None
        entity.evidence += bool(titles & language.titles or titles & language.person_nouns)
        if len(name.words) == 1 and len(entity.name.split()) > 1:
            entity.evidence += 1
        if following is not None and (
            following.low in ("who", "qui", "quien")
            or (following.low in language.verbs and language.verbs[following.low][0].group in ("say", "tell"))
        ):
            entity.evidence += 1
        if not entity.gender:
            if titles & language.male_titles:
                entity.gender = HE
            elif titles & language.female_titles:
                entity.gender = SHE
            elif len(name.words) > 1 and name.words[0] in self.male:
                entity.gender = HE
            elif len(name.words) > 1 and name.words[0] in self.female:
                entity.gender = SHE
        entity.evidence += bool(entity.gender)
        entity.roles |= {word for word in titles if word in language.person_nouns}
        first = name.start - len(name.title.split())
        for i in range(first - 1, max(first - 5, -1), -1):
            token = tokens[i]
            if not token.is_word or token.low in language.prepositions:
                break
            if token.low in language.person_nouns:
                entity.roles.add(token.low)
        if name.end < len(tokens) and tokens[name.end].text == ",":
            for token in tokens[name.end + 1 : name.end + 9]:
                if token.text == "," or token.low in language.relatives:
                    break
                if token.low in language.person_nouns:
                    entity.roles.add(token.low)

    def find(self, text: str, before: tuple[int, int] | None = None) -> Entity | None:
        """Return the entity a form means: the same name, else the nearest one it is short for."""
        words = [re.sub(r"\.$", "", w) for w in text.lower().replace("’", "'").split()]
        if not words:
            return None
        key = words[-1] if len(words) > 1 else words[0]
        candidates = self.by_word.get(key, [])
        fitting = [e for e in candidates if _fits(words, e)]
        if not fitting:
            return None
        exact = [e for e in fitting if e.name.lower() == " ".join(words)]
        if exact:
            return exact[0]
        if before is None:
            return fitting[0]
        return max(fitting, key=lambda e: self._nearness(e, before))

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
        return len(full) > 1 and words[0] == full[0] and words[-1] == full[-1]
    return False
