"""What may stand between a verb and its words: adverbs, times, places, the one spoken to."""

from .phrases import Phrases
from .tokens import Token

LONG_WORD = 3  # Letters a word of a title has to have for a capital.
LONGEST_TITLE = 9  # Words.


class Modifiers:
    """Skips the modifiers of one sentence's verbs."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.at = phrases.at

    def skip(self, i: int, limit: int, *, takes_addressee: bool = False) -> int:
        """Return the first position after the modifiers that start at position i."""
        wanted = takes_addressee
        while i < limit and self.at(i).quotation < 0:
            end = self._modifier_end(i, limit)
            if end == i and wanted and not self.at(i).is_a("complementizers"):
                end = self._addressee_end(i, limit)
                wanted = False
            if end == i:
                break
            i = end
        return i

    def over_title(self, i: int, limit: int) -> int:
        """Skip the quoted title of a broadcast or a book: `said on Sky's "Today" that`.

        After a comma only what is written as a title is one: `in her memoir, "Hard Tides"`.
        """
        first = i + 1 if self.at(i).text == "," else i
        quotation, before = self.at(first).quotation, self.at(i - 1)
        if quotation < 0 or first >= limit:
            return i
        is_named = before.is_a("title_nouns")
        is_of = self.phrases.is_possessive(i - 1) or (
            before.is_a("prepositions") and not before.is_a("of")
        )
        end = first
        while end < limit and self.at(end).quotation == quotation:
            end += 1
        is_capitalised = self.is_capitalised(first, end)
        is_title = is_named and is_capitalised if first > i else is_named or is_of
        is_title |= first == i and is_capitalised and self._is_telling(before)
        return self.skip(end, limit) if is_title else i

    def _is_telling(self, verb: Token) -> bool:
        """Whether the title of a broadcast may follow a verb at once: `told "Good Morning"`."""
        return any(v.group == "tell" for v in self.phrases.language.verbs.get(verb.low, ()))

    def is_capitalised(self, start: int, end: int) -> bool:
        """Whether every longer word has a capital: "Hard Tides", "A Year at the Port"."""
        words = [token for token in self.phrases.tokens[start:end] if token.is_word]
        longer = [word for word in words if len(word.text) > LONG_WORD]
        return len(words) <= LONGEST_TITLE and all(word.text[0].isupper() for word in longer)

    def _modifier_end(self, i: int, limit: int) -> int:
        """Return where the modifier at position i ends; i if none starts there."""
        token, following = self.at(i), self.at(i + 1)
        is_adverb = self.phrases.is_adverb(i) and not token.is_a("negations")
        if is_adverb or self.phrases.is_time(i):  # "vowed not to yield" is no vow to yield.
            return i + 1
        if token.text.isdigit() and self.at(i - 1).is_a("times"):
            return i + 1
        if i + 1 >= limit:
            return i
        if token.is_a("time_determiners") and following.is_a("times", "time_ordinals"):
            return i + 2
        if token.text == "." and self.at(i - 1).is_a("abbreviations"):
            return i + 1
        if token.text == "(":
            return next((k + 1 for k in range(i, limit) if self.at(k).text == ")"), i)
        return self._prepositional_end(i, limit)

    def _prepositional_end(self, i: int, limit: int) -> int:
        first = self.at(i + 1)
        if not self._governs(i):
            return i
        if first.is_a("complementizers"):
            return i + 1
        if first.is_a("times"):
            return i + 2
        end = self.phrases.after(i + 1, limit)
        if end == i + 1:
            return i
        if end < limit and self.at(end).is_a("times") and self.phrases.is_noun(end - 1):
            end += 1
        joins_names = self.phrases.is_and(end) and self.at(end - 1).is_name
        if joins_names and end + 1 < limit and self.at(end + 1).is_name:
            end = self.phrases.after(end + 1, limit)
        return end

    def _governs(self, i: int) -> bool:
        """Whether a preposition at position i governs a phrase that says when, where or to whom."""
        token, first = self.at(i), self.at(i + 1)
        if token.is_a("approximators"):  # "said about 10 people" is not said about them.
            is_number = first.text[0].isdigit() or "-" in first.text
            return not is_number and not first.is_a("quantities")
        if token.is_a("infinitive_marks"):
            return not self._is_infinitive(i + 1)
        return token.is_a("modifier_prepositions")

    def opens_infinitive(self, i: int) -> bool:
        """Whether an infinitive starts at a position: "to close", "con cerrar", "no cerrar"."""
        endings = self.phrases.language.infinitive_endings
        i += self.at(i).is_a("negations")
        if self.at(i).is_a("infinitive_marks"):
            return not endings or self._is_infinitive(i + 1)
        return bool(endings) and self._is_infinitive(i)

    def _is_infinitive(self, i: int) -> bool:
        """Whether a word may be an infinitive: no name, no determiner, nobody spoken to.

        Where infinitives have endings of their own, one of these.
        """
        token, endings = self.at(i), self.phrases.language.infinitive_endings
        is_other = token.is_name or token.is_a(
            "determiners", "pronouns", "addressees", "plural_people", "person_nouns"
        )
        return not is_other and (not endings or token.low.endswith(endings))

    def _addressee_end(self, i: int, limit: int) -> int:
        """Return where the one spoken to ends: "told reporters", "told CNN Lee had left"."""
        token = self.at(i)
        if token.is_a("clause_starters") and not token.is_a("addressees"):
            is_phrase = token.is_a("determiners") and self.phrases.is_noun(i + 1)
            if not is_phrase or i + 1 >= limit:
                return i
        if token.is_a("addressees"):
            return i + 1
        whole = self.phrases.after(i, limit)
        if not token.is_name or self.at(whole).is_a("complementizers"):
            return whole
        end = i + 1
        while end < limit and self._continues_name(end):
            end += 1
        if self.at(end - 1).is_a("clitics"):
            end = self.phrases.after(end, limit)
        if end + 1 < limit and self.phrases.is_and(end) and self.at(end + 1).is_name:
            end = self.phrases.after(end + 1, limit)
        return end

    def _continues_name(self, i: int) -> bool:
        token, left = self.at(i), self.at(i - 1)
        if token.is_name:
            return not (len(left.text) > 1 and left.text.isupper())
        if token.text == ".":
            return self.at(i + 1).is_name
        return token.is_a("clitics", "of") or token.text == "&"
