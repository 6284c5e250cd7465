"""A small grammar over tokens: noun phrases, the subject of a verb, what may follow a verb."""

from dataclasses import dataclass

from .language import Language, Verb
from .text import DASHES, MARKS, Token

BREAKS = frozenset((",", ";", ":", "(", ")")) | DASHES
SUBJECT_WINDOW = 45


@dataclass(frozen=True, slots=True)
class Phrase:
    """Token positions [start, end) in a sentence, and how the phrase was found."""

    start: int
    end: int
    path: str


class Grammar:
    """Noun phrases, subjects and modifiers of one sentence."""

    def __init__(self, tokens: list[Token], language: Language) -> None:
        self.tokens = tokens
        self.language = language

    # Words

    def is_time(self, i: int) -> bool:
        """Whether the word is a time; "may" and "march" are months with a capital alone."""
        token = self.tokens[i]
        return token.low in self.language.times and (
            token.low not in self.language.month_homonyms or token.text[0].isupper()
        )

    def is_adverb(self, i: int) -> bool:
        token = self.tokens[i]
        return token.low in self.language.adverbs or (
            token.low.endswith("ly") and len(token.low) > 4 and not token.is_name
        )

    def is_noun(self, i: int) -> bool:
        """Whether the word may stand in a noun phrase: no closed class, no mark."""
        token = self.tokens[i]
        if not token.is_word:
            return token.text in "&%$#@" or token.text in ("'s", "’s")
        if token.is_name:
            return token.low not in self.language.times or token.low in self.language.month_homonyms
        return token.low not in self.language.closed and token.low not in self.language.times

    def is_possessive(self, i: int) -> bool:
        return self.tokens[i].low in self.language.possessives

    def starts_clause(self, i: int) -> bool:
        """Whether nothing, a mark, a conjunction or a complementizer stands before position i."""
        if i <= 0:
            return True
        left = self.tokens[i - 1]
        return not left.is_word or left.low in self.language.conjunctions or left.low in self.language.complementizers

    def _is_time(self, i: int) -> bool:
        """Whether a time stands on its own between subject and verb: "Trump Friday said"."""
        return i >= 1 and self.tokens[i - 1].low not in self.language.prepositions | {"the", "a", "of"}

    # Noun phrases

    def phrase_before(self, end: int) -> int | None:
        """Return where the noun phrase that ends before position `end` starts, None if none does."""
        language, tokens = self.language, self.tokens
        i = end - 1
        if i < 0:
            return None
        if tokens[i].low in language.pronouns and not tokens[i].is_name:
            if i >= 1 and tokens[i - 1].low in language.determiners:
                i -= 1
            return i
        if not self.is_noun(i) and tokens[i].low not in language.plural_determiners:
            return None
        while i > 0:
            left = tokens[i - 1]
            if left.low in language.determiners:
                i -= 1
                while i > 0 and tokens[i - 1].low in language.determiners:
                    i -= 1
                return self._extended(i)
            if self.is_noun(i - 1) or self.is_possessive(i - 1):
                i -= 1
            elif left.low == language.settings["and"] and i > 1 and self._is_joined(i):
                i -= 2
            elif left.text == "." and i > 1 and tokens[i - 2].is_name and left.start == tokens[i - 2].end:
                i -= 2
            else:
                break
        return self._extended(i)

    def _is_joined(self, i: int) -> bool:
        """Whether "and" before position i joins two names or two groups of people."""
        left, right = self.tokens[i - 2], self.tokens[i]
        return (left.is_name and right.is_name) or (
            left.low in self.language.plural_people and self.is_noun(i)
        )

    def _extended(self, i: int) -> int:
        """Extend a phrase to the left over a preposition: "a spokesman for the campaign"."""
        language, tokens = self.language, self.tokens
        if i < 2 or tokens[i - 1].low not in language.phrase_prepositions:
            return i
        head = tokens[i - 2]
        is_of = tokens[i - 1].low in language.of
        if head.is_name and is_of and tokens[i].text[0].isupper():
            return self.phrase_before(i - 1) or i - 2
        is_person = head.low in language.person_nouns or head.low in language.plural_people
        if head.low in language.familiar:
            start = self.phrase_before(i - 2)
            return i if start is None else start
        if not is_person and not (is_of and self.is_noun(i - 2)) and head.low not in language.statement_nouns:
            if head.low not in language.determiners and head.low not in language.plural_determiners:
                return i
        if head.low in language.determiners:
            start = i - 2
        else:
            start = self.phrase_before(i - 1)
        if start is None or not (is_person or self.starts_clause(start)):
            return i
        return start

    def phrase_after(self, start: int, limit: int) -> int:
        """Return where the noun phrase that starts at `start` ends; `start` if none does."""
        language, tokens = self.language, self.tokens
        i = start
        if i < limit and tokens[i].low in language.pronouns and not tokens[i].is_name:
            if not (tokens[i].low in language.determiners and i + 1 < limit and self.is_noun(i + 1)):
                return i + 1
        while i < limit and tokens[i].low in language.determiners:
            i += 1
        begin = i
        while i < limit:
            token = tokens[i]
            if token.low in language.clause_starters and i > begin and not token.is_name:
                break
            if self.is_noun(i) or self.is_possessive(i):
                i += 1
            elif token.text == "." and tokens[i - 1].end == token.start and i + 1 < limit and tokens[i + 1].is_name:
                i += 1
            elif (
                i > begin
                and i + 1 < limit
                and (token.low in language.of or token.low == "&")
                and (self.is_noun(i + 1) or tokens[i + 1].low in language.determiners)
            ):
                i += 1
                while i < limit and tokens[i].low in language.determiners:
                    i += 1
            else:
                break
        return i if i > begin or i > start else start

    # Subjects

    def subject_before(self, verb_at: int, verb: Verb) -> Phrase | None:
        """Return the subject of the verb at a position, looking to the left of it."""
        i, is_passive, is_infinitive = self._verb_group_start(verb_at, verb)
        if i <= 0 and verb.is_gerund and verb_at == 0:
            return Phrase(0, 0, "participle")
        if is_passive or i <= 0:
            return None
        left = self.tokens[i - 1]
        if verb.is_gerund and (left.low in self.language.prepositions or left.low in self.language.conjunctions):
            if left.low not in self.language.coordinators:
                return Phrase(i, i, "participle")
        if verb.is_gerund and i == verb_at and left.text in (",", "—", "–"):
            return Phrase(i, i, "participle")
        if left.low in self.language.coordinators:
            if i >= 2 and self.tokens[i - 2].text == "," or not is_infinitive:
                return Phrase(i, i, "coordinated")
        if left.low in self.language.relatives and left.low not in self.language.complementizers:
            end = i - 1
            if end and self.tokens[end - 1].text == ",":
                end -= 1
            start = self.phrase_before(end)
            return None if start is None else Phrase(start, end, "relative")
        if left.text in BREAKS or left.text in MARKS:
            return self._over_insertion(i)
        start = self.phrase_before(i)
        if start is None:
            return None
        return Phrase(start, i, "subject")

    def _verb_group_start(self, verb_at: int, verb: Verb) -> tuple[int, bool, bool]:
        """Return the start of "has repeatedly been", "went on to"; passive?; infinitive?"""
        language, tokens = self.language, self.tokens
        i, is_passive, is_infinitive = verb_at, False, False
        ends_like_participle = not verb.is_gerund and verb.form[0] != verb.lemma.split()[0]
        while i > 0:
            low = tokens[i - 1].low if not tokens[i - 1].is_name else ""
            if tokens[i - 1].quotation >= 0 and tokens[verb_at].quotation < 0:
                break
            if low in language.auxiliaries and not (
                self.is_possessive(i - 1) and verb.form[0] in language.noun_forms
            ):
                if low in language.be and low not in ("'s", "’s") and ends_like_participle and not is_infinitive:
                    is_passive = True
                if low in language.have:
                    ends_like_participle = False
                i -= 1
            elif self.is_adverb(i - 1) or (low in language.times and i < verb_at + 1 and not verb.is_gerund and self._is_time(i - 1)):
                i -= 1
            elif low in ("last", "this", "next", "earlier") and i < verb_at and tokens[i].low in language.times:
                i -= 1
            elif low in language.infinitive_marks and i > 1 and (
                tokens[i - 2].low in language.chain_verbs
            ):
                is_infinitive = True
                i -= 2
            elif (verb.is_gerund or is_infinitive) and low in language.chain_verbs and i > 1 and low != "set":
                i -= 1
            else:
                break
        return i, is_passive, is_infinitive

    def _over_insertion(self, i: int) -> Phrase | None:
        """Find the subject before an apposition: "Ann Lee, the mayor of X, said"."""
        tokens = self.tokens
        mark = tokens[i - 1].text
        if mark in MARKS or mark in (";", ":"):
            return None
        if mark == ")":
            for j in range(i - 2, max(i - 12, -1), -1):
                if tokens[j].text == "(":
                    start = self.phrase_before(j)
                    return None if start is None else Phrase(start, j, "subject")
            return None
        pair = (",",) if mark == "," else tuple(DASHES)
        fallback = None
        for j in range(i - 2, max(i - SUBJECT_WINDOW, 0), -1):
            if tokens[j].text not in pair:
                continue
            end = j
            if tokens[j - 1].text == ")":
                end = next((k for k in range(j - 1, 0, -1) if tokens[k].text == "("), j)
            start = self.phrase_before(end)
            if start is None or not self._may_be_apposed(start, end):
                continue
            if fallback is None and (name := self._apposed_name(j + 1, i - 1)):
                fallback = name
                if tokens[start].low in self.language.definite or self.is_possessive(start + 1) or tokens[start].low in self.language.determiners:
                    return fallback
            if start == 0 or tokens[start - 1].text != ",":
                return fallback or Phrase(start, end, "apposition")
            fallback = fallback or Phrase(start, end, "apposition")
        return fallback

    def _apposed_name(self, start: int, end: int) -> Phrase | None:
        """Return the inserted words if they are a name: "his lawyer, Ann Lee, said"."""
        words = [t for t in self.tokens[start:end] if t.is_word]
        if len(words) < 2 or not all(t.is_name or t.low in self.language.titles for t in words):
            return None
        before = self.tokens[start - 2]
        if before.is_name:
            return None
        return Phrase(start, end, "apposition")

    def _may_be_apposed(self, start: int, end: int) -> bool:
        """Whether the phrase stands as a subject would: first of its clause, or a name."""
        phrase = self.tokens[start:end]
        if start > 0 and self.tokens[start - 1].low in self.language.prepositions:
            return False
        if phrase[0].low in self.language.times or all(t.text.isdigit() for t in phrase):
            return False
        return self.starts_clause(start) or any(token.is_name for token in phrase)

    def subject_after(self, at: int, limit: int) -> Phrase | None:
        """Return the subject that follows the verb: `"…," said Ann Lee`."""
        language, tokens = self.language, self.tokens
        while at < limit and self.is_adverb(at):
            at += 1
        end = self.phrase_after(at, limit)
        if end == at:
            return None
        while end < limit and tokens[end - 1].low not in language.pronouns:
            nxt = tokens[end]
            if nxt.low in language.settings["and"] and end + 1 < limit and (self.is_noun(end + 1) or tokens[end + 1].low in language.determiners):
                further = self.phrase_after(end + 1, limit)
                if any(t.is_name for t in tokens[end + 1 : further]) and not any(t.is_name for t in tokens[at:end]) or (tokens[end + 1].is_name and tokens[end - 1].is_name):
                    end = further
                    continue
            if (
                nxt.low in language.phrase_prepositions
                and end + 1 < limit
                and (tokens[end - 1].low in language.person_nouns or tokens[end - 1].low in language.plural_people)
            ):
                further = self.phrase_after(end + 1, limit)
                if further > end + 1:
                    end = further
                    continue
            break
        while end > at + 1 and tokens[end - 1].low in language.times:
            end -= 1
        if end < limit and tokens[end].text == "," and not tokens[end - 1].is_name:
            stop = self.phrase_after(end + 1, limit)
            if name := self._apposed_name(end + 1, stop):
                return Phrase(name.start, name.end, "inverted")
        return Phrase(at, end, "inverted")

    # Modifiers

    def skip_modifiers(self, i: int, limit: int, takes_addressee: bool) -> int:
        """Return the first position after adverbs, times, addressees and prepositional phrases."""
        language, tokens = self.language, self.tokens
        is_addressee_wanted = takes_addressee
        while i < limit:
            token = tokens[i]
            if token.quotation >= 0:
                break
            if self.is_adverb(i) or self.is_time(i):
                i += 1
            elif token.text.isdigit() and tokens[i - 1].low in language.times:
                i += 1
            elif token.low in ("last", "next", "this", "earlier", "that", "the", "a", "one", "two", "three", "several") and i + 1 < limit and (
                tokens[i + 1].low in language.times or (tokens[i + 1].low in ("same", "few", "following", "previous") )
            ):
                i += 2
            elif token.text == "." and tokens[i - 1].low in language.abbreviations and i + 1 < limit:
                i += 1
            elif token.low in language.modifier_prepositions:
                if token.low in ("about", "around", "over") and i + 1 < limit and (
                    tokens[i + 1].text[0].isdigit() or tokens[i + 1].low in language.quantities or "-" in tokens[i + 1].text
                ):
                    break
                if token.low in language.infinitive_marks and i + 1 < limit and self._is_infinitive(i + 1):
                    break
                end = self._prepositional_end(i, limit)
                if end == i + 1:
                    break
                i = end
            elif token.text == "(":
                close = next((k for k in range(i, limit) if tokens[k].text == ")"), i)
                if close == i:
                    break
                i = close + 1
            elif is_addressee_wanted and token.low not in language.complementizers:
                end = self._addressee_end(i, limit)
                is_addressee_wanted = False
                if end == i:
                    break
                i = end
            else:
                break
        return i

    def _is_infinitive(self, i: int) -> bool:
        """Whether the word after "to" is a verb: no name, no determiner, no group of people."""
        token, language = self.tokens[i], self.language
        return not (
            token.is_name
            or token.low in language.determiners
            or token.low in language.pronouns
            or token.low in language.addressees
            or token.low in language.plural_people
            or token.low in language.person_nouns
        )

    def _prepositional_end(self, i: int, limit: int) -> int:
        tokens, language = self.tokens, self.language
        start = i + 1
        if start < limit and tokens[start].low in language.complementizers:
            return start
        if start < limit and tokens[start].low in language.times:
            return start + 1
        end = self.phrase_after(start, limit)
        if end < limit and end > start and tokens[end].low in language.times and self.is_noun(end - 1):
            end += 1
        if end + 1 < limit and tokens[end].low == language.settings["and"] and tokens[end + 1].is_name and tokens[end - 1].is_name:
            end = self.phrase_after(end + 1, limit)
        return end

    def _addressee_end(self, i: int, limit: int) -> int:
        tokens, language = self.tokens, self.language
        if tokens[i].low in language.clause_starters and tokens[i].low not in language.addressees:
            if not (tokens[i].low in language.determiners and i + 1 < limit and self.is_noun(i + 1)):
                return i
        if tokens[i].low in language.addressees:
            return i + 1
        if tokens[i].low in ("his", "her", "its", "their", "my", "our", "the", "a", "an"):
            return self.phrase_after(i, limit)
        if not tokens[i].is_name:
            return self.phrase_after(i, limit)
        end = i
        while end < limit and (
            tokens[end].is_name
            or (tokens[end].text in "’s'." and end + 1 < limit and (tokens[end].text != "." or tokens[end + 1].is_name))
            or tokens[end].low in ("’s", "'s", "of", "&")
        ):
            if end > i and len(tokens[end - 1].text) > 1 and tokens[end - 1].text.isupper() and tokens[end].is_name:
                break
            end += 1
        if end < limit and end > i and tokens[end - 1].low in ("’s", "'s"):
            end = self.phrase_after(end, limit)
        if end + 1 < limit and tokens[end].low == "and" and tokens[end + 1].is_name:
            end = self.phrase_after(end + 1, limit)
        return end
