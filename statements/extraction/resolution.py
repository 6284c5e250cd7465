"""Whom a mention means: names, surnames, pronouns, "the minister", and nobody named."""

import datetime
from dataclasses import dataclass

from .constructions import Attribution
from .grammar import Grammar, Phrase
from .names import HE, SHE, Cast, Entity, join
from .record import Record
from .text import MARKS, Sentence, Text

MEMORY = 12  # Sentences back in which a pronoun's person is looked for.


@dataclass(frozen=True, slots=True)
class Speaker:
    """The mention as printed, the name it resolves to, and why."""

    start: int
    end: int
    mention: str
    name: str
    kind: str
    reason: str
    entity: Entity | None


class Resolver:
    """Resolves mentions in reading order; remembers who spoke last."""

    def __init__(
        self, text: Text, cast: Cast, record: Record, published_on: datetime.date | None
    ) -> None:
        self.record = record
        self.published_on = published_on
        self.text = text
        self.language = text.language
        self.cast = cast
        self.last: Speaker | None = None
        self.last_at = -99

    # The phrase that names the speaker

    def subject_of(self, attribution: Attribution, earlier: list[tuple[Attribution, Speaker]]) -> Speaker | None:
        """Return the speaker of an attribution; `earlier` are those before it in its sentence."""
        phrase, sentence = attribution.subject, attribution.sentence
        if phrase is None:
            return None
        if phrase.end > phrase.start:
            return self.resolve(sentence, phrase)
        if earlier:
            return earlier[-1][1]
        first = self.first_phrase(sentence, attribution.cue.start if attribution.cue else 0)
        return self.resolve(sentence, first) if first else None

    def first_phrase(self, sentence: Sentence, limit: int) -> Phrase | None:
        """Return the phrase a sentence is about: the first that no preposition governs."""
        tokens, language = sentence.tokens, self.language
        grammar = Grammar(tokens, language)
        i = 0
        while i < limit:
            token = tokens[i]
            if token.low in language.prepositions or token.low in language.conjunctions:
                comma = next((k for k in range(i, limit) if tokens[k].text == ","), None)
                if comma is None:
                    return self._first_name(sentence, limit)
                i = comma + 1
                continue
            end = grammar.phrase_after(i, limit) if token.quotation < 0 else i
            if end > i and tokens[i].low not in language.times:
                return Phrase(i, end, "participle")
            i = max(i + 1, end)
        return None

    def _first_name(self, sentence: Sentence, limit: int) -> Phrase | None:
        for name in self.cast.names[sentence.index]:
            if name.start < limit:
                return Phrase(name.start, name.end, "participle")
        return None

    # Mentions

    def resolve(self, sentence: Sentence, phrase: Phrase) -> Speaker:
        tokens = sentence.tokens[phrase.start : phrase.end]
        printed = self.text.text[tokens[0].start : tokens[-1].end]
        low = tokens[-1].low if len(tokens) == 1 else ""
        start, end = tokens[0].start, tokens[-1].end
        if low in self.language.pronouns:
            return self._pronoun(sentence, phrase, printed)
        joined = self._joined_names(sentence, phrase)
        if joined is not None:
            return Speaker(start, end, printed, joined, "name", "several named together", None)
        name = self._head_name(sentence, phrase)
        if name is not None:
            entity = self.cast.entity_of[name.sentence, name.start]
            if entity.is_person:
                reason = "named" if len(name.words) > 1 else "surname of a person named in the article"
                return Speaker(start, end, printed, entity.name, "name", reason, entity)
            shown = entity.name if len(name.words) == len(tokens) else join(tokens)
            return Speaker(start, end, printed, shown, "name", "named", entity)
        kind = "name" if any(t.is_name for t in tokens) else "nominal"
        if kind == "nominal":
            entity = self._by_role(sentence, phrase) or self._by_body(sentence, phrase)
            if entity is not None:
                return Speaker(start, end, printed, entity.name, kind, "the one of this office named before", entity)
        return Speaker(start, end, printed, join(tokens), kind, "as printed", None)

    def _joined_names(self, sentence: Sentence, phrase: Phrase) -> str | None:
        """ "Lee and Ortiz": both under their full names."""
        tokens = sentence.tokens
        names = [n for n in self.cast.names[sentence.index] if phrase.start <= n.start and n.end <= phrase.end]
        if len(names) != 2:
            return None
        first, second = (self.cast.entity_of[n.sentence, n.start] for n in names)
        between = [t for t in tokens[names[0].end : names[1].start] if t.is_word]
        titles = len(names[1].title.split())
        if not (first.is_person and second.is_person) or names[1].end != phrase.end:
            return None
        if not between or between[0].low != self.language.settings["and"] or len(between) > 1 + titles:
            return None
        return f"{first.name} {between[0].text} {second.name}"

    def _head_name(self, sentence: Sentence, phrase: Phrase):
        tokens, language = sentence.tokens, self.language
        for name in self.cast.names[sentence.index]:
            if name.start >= phrase.end or name.end <= phrase.start:
                continue
            if name.start < phrase.start and name.end > phrase.start:
                return name
            before = tokens[phrase.start : name.start]
            if any(t.low in language.prepositions for t in before):
                return None
            after = tokens[name.end] if name.end < phrase.end else None
            if after is None or after.low in language.prepositions or after.text in ",(" or (
                after.low in language.relatives
            ) or after.low == language.settings["and"]:
                return name
        return None

    def _by_role(self, sentence: Sentence, phrase: Phrase) -> Entity | None:
        """ "The mayor": the person last named with this office."""
        tokens = sentence.tokens[phrase.start : phrase.end]
        if tokens[0].low not in self.language.definite:
            return None
        heads = [t.low for t in tokens[1:] if t.low in self.language.person_nouns]
        if not heads or len(tokens) > 4:
            return None
        at = (sentence.index, phrase.start)
        fitting = [
            (max(m for m in e.mentions if m < at), e)
            for e in self.cast.entities
            if e.is_person and heads[-1] in e.roles and any(m < at for m in e.mentions)
        ]
        return max(fitting, key=lambda pair: pair[0])[1] if fitting else None

    def _by_body(self, sentence: Sentence, phrase: Phrase) -> Entity | None:
        """ "The agency": the organization last spoken of."""
        tokens = sentence.tokens[phrase.start : phrase.end]
        if len(tokens) != 2 or tokens[0].low not in self.language.definite:
            return None
        if tokens[1].low not in self.language.body_nouns:
            return None
        at = (sentence.index, phrase.start)
        named = [
            (max(m for m in e.mentions if m < at), e)
            for e in self.cast.entities
            if not e.is_person and tokens[1].low in e.name.lower().split() and any(m < at for m in e.mentions)
        ]
        if named:
            return max(named, key=lambda pair: pair[0])[1]
        return self._organization_before(sentence, phrase.start)

    # Pronouns

    def _pronoun(self, sentence: Sentence, phrase: Phrase, printed: str) -> Speaker:
        token = sentence.tokens[phrase.start]
        start, end, low = token.start, token.end, token.low
        language = self.language
        gender = HE if low in language.pronouns_he else SHE if low in language.pronouns_she else ""
        if gender:
            entity = self._person_for(gender, sentence, phrase.start)
            if entity is not None:
                entity.gender = entity.gender or gender
                reason = f"“{printed}”: the person last spoken of"
                return Speaker(start, end, printed, entity.name, "pronoun", reason, entity)
        elif low in language.pronouns_it and (entity := self._organization_before(sentence, phrase.start)):
            return Speaker(start, end, printed, entity.name, "pronoun", "the organization last spoken of", entity)
        elif low not in language.pronouns_first and self.last is not None and sentence.index - self.last_at <= 6:
            if self.last.entity is None or not self.last.entity.is_person:
                return Speaker(start, end, printed, self.last.name, "pronoun", "the group that spoke last", self.last.entity)
        return Speaker(start, end, printed, printed, "pronoun", "not resolved", None)

    def _organization_before(self, sentence: Sentence, at: int) -> Entity | None:
        """Return the organization that spoke last, else the one named first a sentence before."""
        if self.last is not None and self.last.entity and not self.last.entity.is_person:
            if sentence.index - self.last_at <= 2:
                return self.last.entity
        for number in range(sentence.index, max(sentence.index - 3, -1), -1):
            for name in self.cast.names[number]:
                entity = self.cast.entity_of[number, name.start]
                if not entity.is_person and (number, name.start) < (sentence.index, at) and self._is_body(entity):
                    return entity
        return None

    def _is_body(self, entity: Entity) -> bool:
        words = entity.name.lower().split()
        return entity.name.isupper() or any(w in self.language.organization_words for w in words)

    def _person_for(self, gender: str, sentence: Sentence, at: int) -> Entity | None:
        best, best_score = None, -99.0
        for entity in self.cast.entities:
            if not entity.is_person or (entity.gender and entity.gender != gender):
                continue
            if not entity.evidence and entity is not (self.last and self.last.entity):
                continue
            score = self._salience(entity, sentence, at) + (0.7 if entity.gender else 0)
            if score > best_score:
                best, best_score = entity, score
        return best if best_score > -50 else None

    def _salience(self, entity: Entity, sentence: Sentence, at: int) -> float:
        best = -99.0
        for number, position in reversed(entity.mentions):
            if (number, position) >= (sentence.index, at):
                continue
            distance = sentence.index - number
            if distance > MEMORY:
                break
            token = self.text.sentences[number].tokens[position]
            score = -1.0 * distance
            if token.quotation >= 0:
                score -= 2.5
            names = [n for n in self.cast.names[number] if self.text.sentences[number].tokens[n.start].quotation < 0]
            if names and names[0].start == position:
                score += 1.2
            best = max(best, score)
        if self.last is not None and self.last.entity is entity:
            best = max(best, -0.6 * (sentence.index - self.last_at) + 1.5)
        return best

    # Nobody named

    def follow_on(self, sentence: Sentence) -> Speaker | None:
        """Return the speaker of words with no cue: who spoke or was spoken of right before."""
        previous = sentence.index - 1
        if self.last is not None and previous <= self.last_at:
            return self._again(self.last)
        for number in range(previous, max(previous - 2, -1), -1):
            before = self.text.sentences[number]
            for name in self.cast.names[number]:
                entity = self.cast.entity_of[number, name.start]
                if entity.is_person and before.tokens[name.start].quotation < 0:
                    return Speaker(sentence.start, sentence.start, "", entity.name, "none", "the person named right before", entity)
            if before.tokens[0].low in self.language.pronouns_he | self.language.pronouns_she:
                return self.resolve(before, Phrase(0, 1, "subject"))
        return self._again(self.last) if self.last is not None and sentence.index - self.last_at <= 4 else None

    def _again(self, speaker: Speaker) -> Speaker:
        return Speaker(speaker.start, speaker.start, "", speaker.name, "none", "follows the words of the same speaker", speaker.entity)

    def spoke(self, speaker: Speaker, sentence: Sentence) -> None:
        self.last, self.last_at = speaker, sentence.index


def is_all_quoted(sentence: Sentence) -> bool:
    """Whether every word of a sentence stands between quotation marks."""
    return all(t.quotation >= 0 or not t.is_word for t in sentence.tokens) and any(
        t.text in MARKS for t in sentence.tokens
    )
