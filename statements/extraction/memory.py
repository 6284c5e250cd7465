"""What has been read so far: who spoke last, who was spoken of, who holds which office."""

from .cast import Cast, Entity
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
ORGANIZATION_REACH = 2


class Memory:
    """Answers whom a pronoun or "the minister" means at a place in the text."""

    def __init__(self, text: Text, cast: Cast) -> None:
        self.text = text
        self.cast = cast
        self.language = text.language
        self.last: Speaker | None = None
        self.last_at = -REACH

    def spoke(self, speaker: Speaker, sentence: Sentence) -> None:
        """Remember who spoke last."""
        self.last, self.last_at = speaker, sentence.index

    # Persons

    def person(self, gender: str, place: Place) -> Entity | None:
        """Return the person of a gender who comes to mind first."""
        scored = [
            (score + (KNOWN_GENDER if entity.gender else 0), -number, entity)
            for number, entity in enumerate(self.cast.entities)
            if entity.is_person
            and entity.gender in ("", gender)
            and (entity.evidence or self._spoke_last(entity))
            and (score := self._salience(entity, place)) is not None
        ]
        return max(scored, key=lambda item: item[:2])[2] if scored else None

    def _spoke_last(self, entity: Entity) -> bool:
        return self.last is not None and self.last.entity is entity

    def _salience(self, entity: Entity, place: Place) -> float | None:
        number, _ = place
        scores = [
            mention[0] - number + self._weight(mention)
            for mention in entity.mentions
            if mention < place and number - mention[0] <= REACH
        ]
        if self._spoke_last(entity):
            faded = LAST_SPEAKER_FADES * (number - self.last_at)
            scores.append(LAST_SPEAKER - faded - self._left_behind(number))
        return max(scores, default=None)

    def _left_behind(self, number: int) -> float:
        """Return what the last speaker loses when a new paragraph starts with somebody else."""
        sentence = self.text.sentences[number]
        paragraph = sentence.paragraph
        if self.text.sentences[max(self.last_at, 0)].paragraph == paragraph:
            return 0.0
        while number > 0 and self.text.sentences[number - 1].paragraph == paragraph:
            number -= 1
        named = next(iter(self.cast.names[number]), None)
        if named is None or named.start > len(named.title.split()):
            return 0.0
        entity = self.cast.entity_of[number, named.start]
        is_somebody = entity.is_person and (entity.gender or entity.roles)
        return LEFT_BEHIND if is_somebody and not self._spoke_last(entity) else 0.0

    def _weight(self, mention: Place) -> float:
        number, position = mention
        tokens = self.text.sentences[number].tokens
        weight = IN_QUOTATION if tokens[position].quotation >= 0 else 0.0
        outside = (n.start for n in self.cast.names[number] if tokens[n.start].quotation < 0)
        return weight + (FIRST_IN_SENTENCE if next(outside, None) == position else 0.0)

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

    # Organizations

    def organization(self, place: Place) -> Entity | None:
        """Return the organization that spoke last, else the one named first right before."""
        number, _ = place
        if self.last is not None and self.last.entity is not None:
            is_recent = number - self.last_at <= ORGANIZATION_REACH
            if not self.last.entity.is_person and is_recent:
                return self.last.entity
        for back in range(number, max(number - ORGANIZATION_REACH, 0) - 1, -1):
            for name in self.cast.names[back]:
                entity = self.cast.entity_of[back, name.start]
                if (back, name.start) < place and self.is_body(entity):
                    return entity
        return None

    def body(self, tokens: list[Token], place: Place) -> Entity | None:
        """Return the organization "the agency" means."""
        is_body = len(tokens) == 2 and tokens[0].is_a("definite") and tokens[1].is_a("body_nouns")
        if not is_body:
            return None
        named = [
            (mention, entity)
            for entity in self.cast.entities
            if not entity.is_person and tokens[1].low in entity.name.lower().split()
            for mention in entity.mentions
            if mention < place
        ]
        return max(named, key=lambda item: item[0])[1] if named else self.organization(place)

    def is_body(self, entity: Entity) -> bool:
        """Whether an entity is called as organizations are, not a place that speaks for one."""
        words = entity.name.lower().split()
        is_named_so = any(word in self.language.words_in("organization_words") for word in words)
        return not entity.is_person and (entity.name.isupper() or is_named_so)
