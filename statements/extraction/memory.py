"""What has been read so far: who spoke last, who was spoken of, who holds which office."""

from .cast import Cast, Entity
from .names import join
from .speakers import Speaker
from .text import Text
from .tokens import Sentence, Token

Place = tuple[int, int]  # The number of a sentence and a token position in it.

# How strongly a mention comes to mind, in sentences of distance; tried on both development sets.
REACH = 12
IN_QUOTATION = -2.5
FIRST_IN_SENTENCE = 1.2
KNOWN_GENDER = 0.7
LAST_SPEAKER, LAST_SPEAKER_FADES = 1.5, 0.6
LEFT_BEHIND = 0.5
ANOTHERS, INTRODUCTION = -1.5, 5  # The second is a number of tokens.


class Memory:
    """Answers which person a pronoun or "the minister" means at a place in the text."""

    def __init__(self, text: Text, cast: Cast) -> None:
        self.text = text
        self.cast = cast
        self.language = text.language
        self.last: Speaker | None = None
        self.last_at = -REACH

    def spoke(self, speaker: Speaker, sentence: Sentence) -> None:
        """Remember who spoke last."""
        self.last, self.last_at = speaker, sentence.index

    def read(self, sentence: Sentence) -> None:
        """Note whom a sentence mentions by office alone: "the mayor came" mentions her."""
        tokens = sentence.tokens
        for i, token in enumerate(tokens):
            if not token.is_a("definite") or token.quotation >= 0:
                continue
            end = i + 1
            while end < len(tokens) and tokens[end].is_a("person_nouns", "role_modifiers"):
                end += 1
            is_whole = end == len(tokens) or not (
                tokens[end].is_name or tokens[end].is_a("clitics")
            )
            if end > i + 1 and is_whole:
                place = (sentence.index, i)
                entity = self.holder(tokens[i:end], place)
                if entity is not None:
                    entity.mentions.append(place)
                elif i == 0 and tokens[end - 1].is_a("person_nouns"):
                    self.cast.describe(join(tokens[:end]), tokens[end - 1], tokens[:end], place)

    # Persons

    def person(self, gender: str, place: Place, reach: int = REACH) -> Entity | None:
        """Return the person of a gender, of either if "", who comes to mind first."""
        scored = [
            (score + (KNOWN_GENDER if entity.gender else 0), -number, entity)
            for number, entity in enumerate(self.cast.entities)
            if entity.is_person
            and (not gender or entity.gender in ("", gender))
            and (entity.gender or not entity.located or entity.located < entity.evidence)
            and (entity.evidence or self._spoke_last(entity))
            and (score := self._salience(entity, place, reach)) is not None
        ]
        return max(scored, key=lambda item: item[:2])[2] if scored else None

    def _spoke_last(self, entity: Entity) -> bool:
        return self.last is not None and self.last.entity is entity

    def _salience(self, entity: Entity, place: Place, reach: int) -> float | None:
        number, _ = place
        scores = [
            mention[0] - number + self._weight(mention, number)
            for mention in entity.mentions
            if mention < place and number - mention[0] <= reach
        ]
        if self._spoke_last(entity):
            faded = LAST_SPEAKER_FADES * (number - self.last_at)
            scores.append(LAST_SPEAKER - faded - self._left_behind(number))
        return max(scores, default=None)

    def _left_behind(self, number: int) -> float:
        """Return what the last speaker loses when a paragraph since has started with another."""
        sentences = self.text.sentences
        for k in range(self.last_at + 1, number + 1):
            is_new = k > 0 and sentences[k].paragraph != sentences[k - 1].paragraph
            entity = self._starts_with(k) if is_new else None
            if entity is not None and not self._spoke_last(entity):
                return LEFT_BEHIND
        return 0.0

    def _starts_with(self, number: int) -> Entity | None:
        """Return the person a sentence starts with, if it does and enough is known of them."""
        named = next(iter(self.cast.names[number]), None)
        if named is None or named.start > len(named.title.split()):
            return None
        entity = self.cast.entity_of[number, named.start]
        return entity if entity.is_person and (entity.gender or entity.roles) else None

    def _weight(self, mention: Place, at: int) -> float:
        """Return how much more a mention comes to mind in sentence `at` than its distance says."""
        number, position = mention
        tokens = self.text.sentences[number].tokens
        weight = IN_QUOTATION if tokens[position].quotation >= 0 else 0.0
        weight += ANOTHERS if number == at and self._is_anothers(tokens, position) else 0.0
        outside = (
            name.start
            for name in self.cast.names[number]
            if tokens[name.start].quotation < 0
            and self.cast.entity_of[number, name.start].is_person
        )
        return weight + (FIRST_IN_SENTENCE if position <= next(outside, position) else 0.0)

    def _is_anothers(self, tokens: list[Token], at: int) -> bool:
        """Whether "his" introduces a name: after "with his counterpart, Bo Ek," he is not Ek."""
        before = tokens[max(at - INTRODUCTION, 0) : at]
        return any(token.is_a("possessive_pronouns") for token in before)

    def holder(self, tokens: list[Token], place: Place) -> Entity | None:
        """Return the person last named with the office a phrase tells: "the French minister"."""
        if not tokens[0].is_a("definite") or not tokens[-1].is_a("person_nouns"):
            return None
        role = tokens[-1].low
        meant = {role, *self.language.synonyms.get(role, ())}
        told = {t.low for t in tokens[1:-1] if not t.is_a("role_modifiers", "person_nouns")}
        fitting = [
            (mention, entity)
            for entity in self.cast.entities
            if entity.is_person and meant & entity.roles and told <= entity.described
            for mention in entity.mentions
            if mention < place
        ]
        return max(fitting, key=lambda item: item[0])[1] if fitting else None
