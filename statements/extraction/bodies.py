"""Which organization "it" and "the agency" mean."""

from .cast import Cast, Entity
from .speakers import Reason, Speaker
from .tokens import Token

Place = tuple[int, int]  # The number of a sentence and a token position in it.

REACH = 2  # Sentences back to which "it" looks for an organization named.
FAR_REACH = 15  # The same for "the company".
SPOKE_BEFORE = 3.0  # How much nearer one that has spoken comes to mind, in sentences.


class Bodies:
    """The organizations of an article."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.language = cast.language

    def is_body(self, entity: Entity) -> bool:
        """Whether an entity is called as organizations are, not a place that speaks for one."""
        if entity.is_person or entity.located > entity.evidence or "/" in entity.name:
            return False
        words = entity.name.lower().split()
        is_named_so = any(word in self.language.words_in("organization_words") for word in words)
        is_acronym = len(words) == 1 and any(letter.isupper() for letter in entity.name[1:])
        is_people = entity.name.endswith(self.language.plural_endings)  # "Canadians", "Liberals"
        has_spoken = entity.evidence > 0 and not is_people
        return entity.body is not None or is_named_so or is_acronym or has_spoken

    def near(self, place: Place, last: Speaker | None, last_at: int) -> Entity | None:
        """Return the organization that spoke last, else the one named first right before."""
        number, _ = place
        spoke = last.entity if last is not None and number - last_at <= REACH else None
        if spoke is not None and not spoke.is_person:
            return spoke
        for back in range(number, max(number - REACH, 0) - 1, -1):
            for name in self.cast.names[back]:
                entity = self.cast.entity_of[back, name.start]
                if (back, name.start) < place and self.is_body(entity):
                    return entity
        return None

    def several(self, place: Place) -> Entity | None:
        """Return whom "they" means by name: the Liberals named last, here or right before."""
        number, _ = place
        for back in range(number, max(number - 1, 0) - 1, -1):
            for name in reversed(self.cast.names[back]):
                entity = self.cast.entity_of[back, name.start]
                is_many = name.text.endswith(self.language.plural_endings)
                is_many &= name.words[-1] not in self.language.words_in("peoples")
                if (back, name.start) < place and is_many and not entity.is_person:
                    return entity
        return None

    def meant(self, tokens: list[Token], place: Place, last: Speaker | None) -> Entity | None:
        """Return the organization that "the agency" or "the security firm" means.

        One with that word in its name, else the one that comes to mind first.
        """
        is_body = tokens[0].is_a("definite") and tokens[-1].is_a("body_nouns")
        if not is_body or any(token.is_name for token in tokens[1:]):
            return None
        noun = tokens[-1].low
        bodies = [entity for entity in self.cast.entities if not entity.is_person]
        called_so = [entity for entity in bodies if noun in entity.name.lower().split()]
        if (named := self._first(called_so, place, last, 10**6)) is not None:
            return named
        if not tokens[-1].is_a("company_nouns"):
            return None
        others = [e for e in bodies if self.is_body(e) and not self._is_another(e, noun)]
        return self._first(others, place, last, FAR_REACH)

    def printed_so(self, tokens: list[Token], last: Speaker | None) -> Speaker | None:
        """Return the last speaker if "the board" is short for it: "the regional water board"."""
        noun = tokens[-1]
        is_short = len(tokens) == 2 and tokens[0].is_a("definite") and noun.is_a("body_nouns")
        if not is_short or last is None or last.reason not in (Reason.AS_PRINTED, Reason.BODY):
            return None
        words = last.name.lower().split()
        return last if noun.low in words and len(words) > len(tokens) else None

    def _is_another(self, entity: Entity, noun: str) -> bool:
        """Whether the name tells another kind: "the company" is no Ministry of Trade."""
        kinds = self.language.words_in("body_nouns") | self.language.words_in("public_bodies")
        return bool(kinds & set(entity.name.lower().split()) - {noun})

    def _first(
        self, bodies: list[Entity], place: Place, last: Speaker | None, reach: int
    ) -> Entity | None:
        """Return the one named nearest before a place; one that spoke counts as nearer."""
        scored = []
        for entity in bodies:
            before = [mention for mention in entity.mentions if mention < place]
            if not before or place[0] - before[-1][0] > reach:
                continue
            has_spoken = entity.evidence > 0 or (last is not None and last.entity is entity)
            scored.append((before[-1][0] + SPOKE_BEFORE * has_spoken, -before[-1][1], entity))
        return max(scored, key=lambda item: item[:2])[2] if scored else None
