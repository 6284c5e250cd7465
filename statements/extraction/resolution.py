"""Whom a mention means: names, surnames, pronouns, "the minister", and nobody named."""

import datetime
from itertools import takewhile

from .bodies import Bodies
from .cast import HE, SHE, Cast, Entity
from .constructions import Attribution
from .memory import Memory
from .names import Name, join
from .openings import first_phrase
from .phrases import Phrase, Phrases
from .record import Record
from .speakers import Reason, Speaker
from .text import Text
from .tokens import Sentence, Token

GROUP_REACH = 6
AUTHOR_REACH = 12  # Tokens after "a statement" within which "by" names its author.
ISSUED_REACH = 3  # Sentences within which "the statement" is that of the last speaker.
VARIED_LENGTH = 3
VARIED_REACH = 3  # Sentences within which "the retired teacher" was spoken of.
INTRODUCED_REACH = 4  # Sentences within which "a councillor" is named.
FOLLOW_ON_REACH = 4


class Resolver:
    """Resolves mentions in reading order."""

    def __init__(
        self, text: Text, cast: Cast, record: Record, published_on: datetime.date | None
    ) -> None:
        self.text = text
        self.language = text.language
        self.cast = cast
        self.record = record
        self.published_on = published_on
        self.memory = Memory(text, cast)
        self.bodies = Bodies(cast)

    # The phrase that names the speaker

    def subject_of(self, attribution: Attribution, earlier: Speaker | None) -> Speaker | None:
        """Return the speaker of an attribution; `earlier` spoke last in the same sentence."""
        phrase, sentence = attribution.subject, attribution.sentence
        if phrase is None:
            return None
        if phrase.end > phrase.start:
            return self.resolve(sentence, phrase)
        if earlier is not None:
            return earlier
        if phrase.path == "dropped" or self._is_fragment(attribution):
            return self._same(sentence)
        limit = attribution.cue.start if attribution.cue else 0
        phrases = Phrases(sentence.tokens, self.language)
        first = first_phrase(phrases, self.cast.names[sentence.index], limit)
        return self.resolve(sentence, first) if first else None

    def _same(self, sentence: Sentence) -> Speaker | None:
        """Return the last speaker as one whom the sentence leaves out; None if nobody spoke."""
        last, at = self.memory.last, sentence.start
        return Speaker(at, at, "", last.name, Reason.SAME, last.entity) if last else None

    def _is_fragment(self, attribution: Attribution) -> bool:
        """Whether a verb without a subject is all there is: `Adding, "It is late."`"""
        cue, words = attribution.cue, attribution.sentence.tokens
        is_first = cue is not None and cue.start == 0
        return is_first and attribution.ranges[-1][1] >= len(words) - 1

    # Mentions

    def resolve(self, sentence: Sentence, phrase: Phrase) -> Speaker:
        """Return whom a phrase of a sentence means, the phrase itself if nobody known."""
        tokens = sentence.tokens[phrase.start : phrase.end]
        if len(tokens) == 1 and tokens[0].is_a("pronouns") and not tokens[0].is_name:
            return self._pronoun(sentence, phrase)
        name, reason, entity = (
            self._several(sentence, phrase)
            or self._named(sentence, phrase)
            or self._described(sentence, phrase)
            or (join(tokens), Reason.AS_PRINTED, self._unnamed(sentence, phrase))
        )
        return self._speaker(sentence, phrase, name, reason, entity)

    def _speaker(
        self,
        sentence: Sentence,
        phrase: Phrase,
        name: str,
        reason: Reason,
        entity: Entity | None,
    ) -> Speaker:
        start, end = sentence.tokens[phrase.start].start, sentence.tokens[phrase.end - 1].end
        return Speaker(start, end, self.text.text[start:end], name, reason, entity)

    def _several(self, sentence: Sentence, phrase: Phrase) -> tuple[str, Reason, None] | None:
        """ "Lee and Ortiz": both under their full names."""
        inside = [
            name
            for name in self.cast.names[sentence.index]
            if phrase.start <= name.start and name.end <= phrase.end
        ]
        inside = inside[-2:]  # "the owners of Lind's, Ann Lee and Bo Ek"
        if len(inside) != 2 or inside[1].end != phrase.end:
            return None
        first, second = (self.cast.entity_of[name.sentence, name.start] for name in inside)
        between = [t for t in sentence.tokens[inside[0].end : inside[1].start] if t.is_word]
        is_joined = between and between[0].is_a("and")
        only_titles = len(between) <= 1 + len(inside[1].title.split())
        if not (first.is_person and second.is_person and is_joined and only_titles):
            return None
        return f"{first.shown} {between[0].text} {second.shown}", Reason.SEVERAL, None

    def _named(self, sentence: Sentence, phrase: Phrase) -> tuple[str, Reason, Entity] | None:
        name = self._head_name(sentence, phrase)
        if name is None:
            return None
        entity = self.cast.entity_of[name.sentence, name.start]
        if entity.is_person or phrase.path == "apposed":
            is_short = len(name.words) == 1 and len(entity.shown.split()) > 1
            return entity.shown, Reason.SURNAME if is_short else Reason.NAMED, entity
        tokens = sentence.tokens[phrase.start : phrase.end]
        is_whole = name.end - name.start == len(tokens)
        is_short = tokens[0].is_a("articles") and name.end - name.start == len(tokens) - 1
        if is_whole or (is_short and len(entity.shown.split()) > len(name.words)):
            return entity.shown, Reason.NAMED, entity
        if name.end == phrase.end and self._only_tells_kind(tokens[: name.start - phrase.end]):
            return entity.shown, Reason.NAMED, entity
        return join(tokens), Reason.NAMED, entity

    def _only_tells_kind(self, before: list[Token]) -> bool:
        """Whether words before a body's name tell what it is: "Somali group al-Shabaab"."""
        kinds = self.language.words_in("body_nouns") | self.language.words_in("outlet_kinds")
        compounds = self.language.words_in("compound_endings")  # "Easton-based al-Noor"
        last = before[-1].low if before else ""
        is_kind = last in kinds or ("-" in last and last.rpartition("-")[2] in compounds)
        return is_kind and not any(t.is_a("clitics", "possessives", "prepositions") for t in before)

    def _head_name(self, sentence: Sentence, phrase: Phrase) -> Name | None:
        """Return the name a phrase turns on: "Lee's aide" has none, "aide Ann Lee of X" has."""
        for name in self.cast.names[sentence.index]:
            if name.start >= phrase.end or name.end <= phrase.start:
                continue
            if name.start < phrase.start:
                return name
            if phrase.path == "apposed" and name.end < phrase.end:
                continue
            before = sentence.tokens[phrase.start : name.start]
            is_governed = any(token.is_a("prepositions") for token in before)
            if phrase.path != "apposed" and is_governed and not self._has_portfolio(name, before):
                return None
            if name.end >= phrase.end:
                return name
            after = sentence.tokens[name.end]
            if after.text in ",(" or after.is_a("prepositions", "relatives", "and"):
                return name
        return None

    def _has_portfolio(self, name: Name, before: list[Token]) -> bool:
        """Whether an office with "of" stands before a name: "Secretary of State Ann Lee"."""
        others = [token for token in before if token.is_a("prepositions")]
        offices = self.language.words_in("titles") | self.language.words_in("person_nouns")
        is_field = name.title != "" and not set(name.title.split()) & offices
        holds = any(token.low in offices for token in before)
        return is_field and holds and len(others) == 1 and others[0].is_a("of")

    def _described(
        self, sentence: Sentence, phrase: Phrase
    ) -> tuple[str, Reason, Entity | None] | None:
        """ "The mayor", "the agency": by the article, else by the offices on record."""
        tokens = sentence.tokens[phrase.start : phrase.end]
        place = (sentence.index, phrase.start)
        if (holder := self.memory.holder(tokens, place)) is not None:
            return holder.shown, Reason.OFFICE, holder
        if (entity := self._introduced(sentence, phrase)) is not None:
            return entity.shown, Reason.INTRODUCED, entity
        if (entity := self._varied(sentence, phrase)) is not None:
            return entity.shown, Reason.VARIED, entity
        if (stated := self._stated(sentence, phrase)) is not None and stated.name:
            return stated.name, Reason.STATED, stated.entity
        if (body := self.bodies.meant(tokens, place, self.memory.last)) is not None:
            return body.shown, Reason.BODY, body
        if (last := self.bodies.printed_so(tokens, self.memory.last)) is not None:
            return last.name, Reason.BODY, last.entity
        phrase_words, day = join(tokens), self.published_on
        known = self.record.holder_of(phrase_words, day) or self.record.head_of(
            phrase_words, self.language.words_in("heads"), day
        )
        if known is not None:
            entity = self.cast.entity_for(known)
            return entity.shown, Reason.RECORD_OFFICE, entity
        return self._issuer(tokens)

    def _unnamed(self, sentence: Sentence, phrase: Phrase) -> Entity | None:
        """Remember one person whom the article does not name, for the pronouns that follow."""
        tokens = sentence.tokens[phrase.start : phrase.end]
        nouns = list(takewhile(lambda token: not token.is_a("prepositions", "relatives"), tokens))
        head = nouns[-1] if nouns else tokens[-1]
        is_one = not head.low.endswith(self.language.plural_endings) and not head.is_name
        if not (head.is_a("person_nouns") and is_one):
            return None
        return self.cast.describe(join(tokens), head, tokens, (sentence.index, phrase.start))

    def _stated(self, sentence: Sentence, phrase: Phrase) -> Speaker | None:
        """ "Her statement", "the statement": its author is the one who speaks."""
        tokens = sentence.tokens[phrase.start : phrase.end]
        if not tokens[-1].is_a("issued_nouns") or any(token.is_name for token in tokens[1:]):
            return None
        clitic = next((i for i, token in enumerate(tokens) if token.is_a("clitics")), 0)
        if clitic:
            return self.resolve(sentence, Phrase(phrase.start, phrase.start + clitic, "possessor"))
        if tokens[0].is_a("possessive_pronouns"):
            return self._pronoun(sentence, Phrase(phrase.start, phrase.start + 1, "possessor"))
        if (author := self._author_after(sentence, phrase.end)) is not None:
            return self.resolve(sentence, author)
        is_near = sentence.index - self.memory.last_at <= ISSUED_REACH
        return self.memory.last if is_near and tokens[0].is_a("articles") else None

    def _author_after(self, sentence: Sentence, at: int) -> Phrase | None:
        """ "A statement sent to the board by Ann Lee": the name after "by" before the verb."""
        for i in range(at, min(at + AUTHOR_REACH, len(sentence.tokens))):
            if sentence.tokens[i].quotation >= 0:
                return None
            if sentence.tokens[i].is_a("author_prepositions"):
                names = self.cast.names[sentence.index]
                name = next((n for n in names if n.start > i), None)
                return Phrase(name.start, name.end, "author") if name else None
        return None

    def _varied(self, sentence: Sentence, phrase: Phrase) -> Entity | None:
        """Return whom "the 39-year-old founder" means: the person last spoken of."""
        tokens = sentence.tokens[phrase.start : phrase.end]
        nouns = list(takewhile(lambda token: not token.is_a("prepositions", "relatives"), tokens))
        if len(nouns) < VARIED_LENGTH or not tokens[0].is_a("definite"):
            return None
        head = nouns[-1]
        is_told = any(token.low.endswith(self.language.age_endings) for token in nouns)
        is_person = is_told or (head.is_a("person_nouns") and not head.is_a("anonymous_nouns"))
        if not is_person or any(token.is_name for token in nouns[1:]):
            return None
        return self.memory.person("", (sentence.index, phrase.start), reach=VARIED_REACH)

    def _introduced(self, sentence: Sentence, phrase: Phrase) -> Entity | None:
        """Return whom "a city councillor", "the port commissioner" means, named right after."""
        tokens = sentence.tokens[phrase.start : phrase.end]
        told = {token.low for token in tokens[1:]}
        is_told = tokens[0].is_a("definite") and len(told) > 1
        if not (tokens[0].is_a("indefinite") or is_told) or not tokens[-1].is_a("person_nouns"):
            return None
        for number in range(sentence.index + 1, sentence.index + INTRODUCED_REACH):
            for name in self.cast.names[number] if number < len(self.cast.names) else ():
                entity = self.cast.entity_of[number, name.start]
                is_new = entity.mentions[0] == (number, name.start)
                is_it = not is_told or told <= entity.described | entity.roles
                if entity.is_person and is_new and is_it and tokens[-1].low in entity.roles:
                    return entity
        return None

    def _issuer(self, tokens: list[Token]) -> tuple[str, Reason, Entity] | None:
        """ "Resolution 12 of the Council": whose document it is, if the record knows."""
        if not any(token.is_a("document_nouns") for token in tokens):
            return None
        ends = range(len(tokens), 0, -1)
        parts = [(start, end) for end in ends for start in range(end)]
        for start, end in sorted(parts, key=lambda part: part[0] - part[1]):
            if (body := self.record.organization_named(join(tokens[start:end]))) is not None:
                entity = Entity(body.names[0], is_person=False, body=body)
                return entity.name, Reason.ISSUER, entity
        return None

    def _pronoun(self, sentence: Sentence, phrase: Phrase) -> Speaker:
        token, place = sentence.tokens[phrase.start], (sentence.index, phrase.start)
        gender = HE if token.is_a("pronouns_he") else SHE if token.is_a("pronouns_she") else ""
        entity, reason = None, Reason.PRONOUN
        if gender:
            entity = self.memory.person(gender, place)
            if entity is not None:
                entity.gender = entity.gender or gender
        elif token.is_a("pronouns_it"):
            entity, reason = (
                self.bodies.near(place, self.memory.last, self.memory.last_at),
                Reason.BODY,
            )
        elif token.is_a("pronouns_they") and sentence.index > self.memory.last_at + 1:
            entity, reason = self.bodies.several(place), Reason.BODY
        if entity is not None:
            return self._speaker(sentence, phrase, entity.shown, reason, entity)
        last = self.memory.last
        is_near = sentence.index - self.memory.last_at <= GROUP_REACH
        is_plural = token.is_a("pronouns_they", "pronouns_it")
        is_group = last is not None and (last.entity is None or not last.entity.is_person)
        if last is not None and is_group and is_plural and is_near:
            return self._speaker(sentence, phrase, last.name, Reason.GROUP, last.entity)
        return self._speaker(sentence, phrase, token.text, Reason.UNRESOLVED, None)

    # Nobody named

    def follow_on(self, sentence: Sentence) -> Speaker | None:
        """Return the speaker of words with no cue: who spoke or was spoken of right before."""
        last, last_at = self.memory.last, self.memory.last_at
        at = sentence.start
        again = last and Speaker(at, at, "", last.name, Reason.SAME, last.entity)
        if sentence.index - 1 <= last_at:
            return again
        for number in range(sentence.index - 1, max(sentence.index - 3, -1), -1):
            before = self.text.sentences[number]
            entity = self._first_person(before)
            if entity is not None:
                return Speaker(at, at, "", entity.shown, Reason.BEFORE, entity)
            if before.tokens[0].is_a("pronouns_he", "pronouns_she"):
                meant = self.resolve(before, Phrase(0, 1, "subject"))
                return Speaker(at, at, "", meant.name, Reason.BEFORE, meant.entity)
        return again if sentence.index - last_at <= FOLLOW_ON_REACH else None

    def _first_person(self, sentence: Sentence) -> Entity | None:
        for name in self.cast.names[sentence.index]:
            entity = self.cast.entity_of[sentence.index, name.start]
            if entity.is_person and sentence.tokens[name.start].quotation < 0:
                return entity
        return None
