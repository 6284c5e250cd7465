"""Noun phrases, by closed word classes and capitals alone."""

from dataclasses import dataclass

from .language import Language, given_names
from .tokens import DASHES, Token

DATELINE = 14  # Tokens a dateline may have.
END = Token("", -1, -1, frozenset())


@dataclass(frozen=True, slots=True)
class Phrase:
    """Token positions [start, end) in a sentence, and how the phrase was found."""

    start: int
    end: int
    path: str


class Phrases:
    """The noun phrases of one sentence."""

    def __init__(self, tokens: list[Token], language: Language) -> None:
        self.tokens = tokens
        self.language = language

    def at(self, i: int) -> Token:
        """Return the token at a position, an empty one outside the sentence."""
        return self.tokens[i] if 0 <= i < len(self.tokens) else END

    # Words

    def is_adverb(self, i: int) -> bool:
        token = self.at(i)
        if token.is_a("adverbs"):
            return True
        endings = self.language.adverb_endings
        return (
            bool(endings)
            and token.low.endswith(endings)
            and len(token.low) > 4
            and (not token.is_name)
        )

    def is_time(self, i: int) -> bool:
        """Whether the word is a time; "may" and "march" are months with a capital alone."""
        token = self.at(i)
        return token.is_a("times") and (not token.is_a("month_homonyms") or token.text[0].isupper())

    def is_noun(self, i: int) -> bool:
        """Whether the word may stand in a noun phrase: no closed class, no mark."""
        token = self.at(i)
        if not token.is_word:
            return token.text != "" and token.text in "&%$#@"
        if token.is_a("clitics"):
            return True
        if token.is_name:
            return not token.is_a("weekdays", "months") or token.is_a("month_homonyms")
        return not token.is_a("closed", "times")

    def is_possessive(self, i: int) -> bool:
        return self.at(i).is_a("possessives")

    def is_and(self, i: int) -> bool:
        return self.at(i).is_a("and")

    def starts_clause(self, i: int) -> bool:
        """Whether nothing, a mark, a conjunction or a complementizer stands before position i."""
        left = self.at(i - 1)
        return not left.is_word or left.is_a("conjunctions", "complementizers", "as_words")

    def dateline_end(self, limit: int) -> int:
        """Return where words start after "NORTHFIELD, March 12 (Wire) - "; 0 without a dateline."""
        if not (len(self.at(0).text) > 2 and self.at(0).text.isupper()):
            return 0
        for i in range(1, min(DATELINE, limit)):
            if self.at(i).text in DASHES:
                return i + 1
            if not (self.at(i).is_name or self.at(i).text.isdigit() or not self.at(i).is_word):
                return 0
        return 0

    # A phrase to the left

    def before(self, end: int) -> int | None:
        """Return where the noun phrase that ends before position `end` starts, if one does."""
        i = end - 1
        last = self.at(i)
        if last.is_a("pronouns") and not last.is_name:
            if self.at(i - 1).is_a("of") and self.at(i - 2).is_a("plural_determiners"):
                return i - 2
            return i - 1 if self.at(i - 1).is_a("determiners") else i
        if not self.is_noun(i) and not last.is_a("plural_determiners"):
            return None
        while i > 0:
            if self.at(i - 1).is_a("determiners"):
                i = self._before_determiners(i, last)
                break
            step = self._step_left(i, last)
            if not step:
                break
            i -= step
        if self.is_possessive(i) and self.at(i - 1).is_word:  # "Thursday's meeting"
            i -= 1
        return self._extended(i)

    def _before_determiners(self, i: int, noun: Token) -> int:
        """Return where the determiners before i start; "that" is none before "officials"."""
        is_plural = noun.low.endswith(self.language.plural_endings)
        if self.at(i - 1).is_a("complementizers") and is_plural:
            return i
        while self.at(i - 1).is_a("determiners"):
            i -= 1
        return i

    def _step_left(self, i: int, last: Token) -> int:
        """Return how many tokens before position i belong to its phrase: 0, 1 or 2."""
        left, beyond = self.at(i - 1), self.at(i - 2)
        if left.is_a("question_words"):  # "what Ann Lee called"
            return 0
        if self.is_noun(i - 1) or self.is_possessive(i - 1):
            return 1
        if self.is_and(i - 1):
            both_names = beyond.is_name and self.at(i).is_name
            both_people = beyond.is_a("plural_people") and self.is_noun(i)
            both_roles = beyond.is_a("person_nouns") and last.is_a("person_nouns")
            return 2 if both_names or both_people or both_roles else 0
        is_abbreviation = left.text == "." and beyond.is_name and left.start == beyond.end
        return 2 if is_abbreviation else 0

    def _extended(self, i: int) -> int:
        """Extend a phrase to the left over a preposition: "a spokesman for the campaign"."""
        preposition, head = self.at(i - 1), self.at(i - 2)
        if i < 2 or not preposition.is_a("phrase_prepositions"):
            return i
        is_of = preposition.is_a("of")
        if head.is_name and is_of and self.at(i).text[0].isupper():
            return self.before(i - 1) or i - 2
        if head.is_name and self._is_person(i - 1) and preposition.is_a("role_prepositions"):
            return self.before(i - 1) or i - 2
        if head.is_a("familiar"):
            start = self.before(i - 2)
            return i if start is None else start
        is_person = head.is_a("person_nouns", "plural_people")
        is_head = is_person or head.is_a("statement_nouns", "determiners", "plural_determiners")
        if not is_head and not self.is_noun(i - 2):
            return i
        start = i - 2 if head.is_a("determiners") else self.before(i - 1)
        if start is None or not (is_person or self.starts_clause(start)):
            return i
        if not (is_head or is_of) and not self.at(start).is_a("articles"):
            return i
        return start

    def _is_person(self, end: int) -> bool:
        """Whether a person's name ends before a position: "professor Ann Lee", "Ann Lee"."""
        start = end
        while self.at(start - 1).is_name:
            start -= 1
        first = self.at(start)
        male, female = given_names()
        is_told = self.at(start - 1).is_a("person_nouns", "titles") or first.is_a("titles")
        return end - start > 1 and (is_told or first.low in male or first.low in female)

    # A phrase to the right

    def after(self, start: int, limit: int) -> int:
        """Return where the noun phrase that starts at `start` ends; `start` if none does."""
        i = start
        first = self.at(i)
        is_determiner = first.is_a("determiners") and i + 1 < limit and self.is_noun(i + 1)
        if i < limit and first.is_a("pronouns") and not (first.is_name or is_determiner):
            if not (first.is_a("plural_determiners") and self.at(i + 1).is_a("of")):
                return i + 1
            end = self.after(i + 2, limit)  # "one of the players"
            return end if end > i + 2 else i + 1
        i = self._over_determiners(i, limit)
        begin = i
        while i < limit:
            token = self.at(i)
            if i > begin and token.is_a("clause_starters") and not token.is_name:
                break
            step = self._step_right(i, begin, limit)
            if step == i:
                break
            i = step
        return i

    def _over_determiners(self, i: int, limit: int) -> int:
        while i < limit and self.at(i).is_a("determiners"):
            i += 1
        return i

    def _step_right(self, i: int, begin: int, limit: int) -> int:
        """Return the position after what at position i still belongs to the phrase."""
        token = self.at(i)
        if self.is_noun(i) or self.is_possessive(i):
            return i + 1
        if i + 1 >= limit:
            return i
        if token.text == "." and self.at(i - 1).end == token.start and self.at(i + 1).is_name:
            return i + 1
        joins = i > begin and (token.is_a("of") or token.text == "&")
        if joins and (self.is_noun(i + 1) or self.at(i + 1).is_a("determiners")):
            return self._over_determiners(i + 1, limit)
        return i
