"""The subject of a verb: before it, after it, or beyond an insertion."""

from dataclasses import dataclass

from .governed import head_start
from .language import Verb
from .phrases import Phrase, Phrases
from .tokens import COMMAS, DASHES, MARKS

SINGLE_NAME = 3  # Tokens from one comma to the other around a name of one word, less one.
SPEAKING_NOUNS = ("plural_people", "person_nouns", "statement_nouns")
WINDOW = 45  # Tokens an insertion between subject and verb may span.


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """Where "has repeatedly been", "went on to" starts before a verb; "a-t-il" has its subject."""

    start: int
    verb: int
    is_passive: bool = False
    is_infinitive: bool = False
    is_negated: bool = False
    clitic: int | None = None


class Subjects:
    """The subjects of the verbs of one sentence."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self.at = phrases.at

    def before(self, verb_at: int, verb: Verb) -> Phrase | None:
        """Return the subject that a verb at a position has to its left.

        An empty phrase stands for a subject the verb shares with the rest of the sentence.
        """
        group = self.verb_group(verb_at, verb)
        i = group.start
        if group.clitic is not None:
            return Phrase(group.clitic, group.clitic + 1, "clitic")
        if i <= 0:
            return Phrase(0, 0, "participle") if verb.is_gerund else self._dropped(0)
        if group.is_passive:
            return None
        if verb.is_gerund and self._hangs(i, verb_at):
            return Phrase(i, i, "participle")
        found = self._before_group(group)
        is_plain = found is not None and found.path == "subject" and not verb.is_gerund
        return self._whole(found) if found is not None and is_plain else found

    def _before_group(self, group: VerbGroup) -> Phrase | None:
        i = group.start
        left = self.at(i - 1)
        if left.is_a("coordinators") and (self.at(i - 2).text == "," or not group.is_infinitive):
            return Phrase(i, i, "coordinated")
        if self._is_relative(i - 1, group):
            end = i - 2 if self.at(i - 2).text == "," else i - 1
            return self._phrase(end, "relative")
        if left.text in MARKS and self.at(i - 2).text == ",":  # the author of "Nine Lives," said
            return self._over_insertion(i - 1) or self._dropped(i)
        if left.text in MARKS or left.text in (";", ":", "("):
            return self._dropped(i)
        if left.text in COMMAS or left.text == ")":
            return self._over_insertion(i) or self._first(i) or self._dropped(i)
        return self._phrase(i, "subject")

    def _whole(self, found: Phrase) -> Phrase:
        """Return the subject that a phrase before a verb belongs to, itself if it stands free."""
        head = head_start(self.phrases, found.start)
        if head is not None:
            return Phrase(head, found.end, "subject")
        return self._before_unclosed(found) or found

    def _before_unclosed(self, found: Phrase) -> Phrase | None:
        """Return the name before an insertion that lacks its second comma.

        `Ann Lee, who heads the port of Easton said`, `Ann Lee, the clerk who found it said`.
        """
        if self.phrases.starts_clause(found.start):
            return None
        for j in range(found.start - 1, max(found.start - WINDOW, 0), -1):
            token, following = self.at(j), self.at(j + 1)
            if token.text != ",":
                continue
            is_insertion = following.is_a("relatives", "articles")
            before = self._before_mark(j) if is_insertion else None
            is_free = before is not None and self.phrases.starts_clause(before.start)
            has_relative = any(self.at(k).is_a("who") for k in range(j, found.start))
            return before if is_free and has_relative else None
        return None

    def _is_relative(self, i: int, group: VerbGroup) -> bool:
        """Whether a relative pronoun stands at i: "who said", `a banner that said, "…"`."""
        token = self.at(i)
        if not token.is_a("complementizers"):
            return token.is_a("relatives")
        after = group.verb + 1
        mark = after + 1 if self.at(after).text in (",", ":") else after
        return self.phrases.is_noun(i - 1) and self.at(mark).quotation >= 0

    def _first(self, limit: int) -> Phrase | None:
        """Return the phrase a sentence starts with: "Two clerks at the port, so Lee, said"."""
        start = int(self.at(0).is_a("coordinators"))
        is_people = self.at(start).is_a("plural_determiners", "determiners", "adverbs")
        end = self.phrases.after(start, limit)
        while end > start and not self.at(end - 1).is_a(*SPEAKING_NOUNS):
            end -= 1
        return Phrase(start, end, "apposition") if is_people and end > start else None

    def _dropped(self, i: int) -> Phrase | None:
        """Return an empty phrase where the language may leave the subject out."""
        drops = self.phrases.language.settings.get("drops_subjects")
        return Phrase(i, i, "dropped") if drops else None

    def _phrase(self, end: int, path: str) -> Phrase | None:
        start = self.phrases.before(end)
        return None if start is None else Phrase(start, end, path)

    def _hangs(self, i: int, verb_at: int) -> bool:
        """Whether a gerund hangs on the sentence: "…, adding", "before saying", `"…," adding`."""
        left = self.at(i - 1)
        if left.text in MARKS and self.at(i - 2).text == ",":
            left = self.at(i - 2)
        if left.is_a("prepositions", "conjunctions"):
            return not left.is_a("coordinators")
        return i == verb_at and left.text in COMMAS

    # The words of the verb

    def verb_group(self, verb_at: int, verb: Verb) -> VerbGroup:
        """Return the auxiliaries, adverbs and governing verbs before a verb."""
        is_passive = is_infinitive = is_negated = False
        clitic = None
        may_be_passive = not verb.is_gerund and verb.form[0] != verb.lemma.split()[0]
        i = verb_at
        while i > 0:
            left = self.at(i - 1)
            is_negated |= left.is_a("negations")
            if (start := self._time_before(i, verb)) < i:
                i = start
            elif left.is_name or (left.quotation >= 0 > self.at(verb_at).quotation):
                break
            elif left.is_a("clitic_subjects"):
                clitic = i - 1
                i -= 1
            elif self._is_auxiliary(i - 1, verb):
                is_passive |= may_be_passive and not is_infinitive and self._is_be(i - 1)
                may_be_passive &= not left.is_a("have")
                i -= 1
            elif left.is_a("infinitive_marks") and self.at(i - 2).is_a("chain_verbs"):
                is_infinitive = True
                i -= 2
            elif self._is_between(i - 1, verb_at, verb) or (
                (verb.is_gerund or is_infinitive) and left.is_a("chain_verbs") and i > 1
            ):
                i -= 1
            else:
                break
        return VerbGroup(i, verb_at, is_passive, is_infinitive, is_negated, clitic)

    def _is_auxiliary(self, i: int, verb: Verb) -> bool:
        is_noun = self.phrases.is_possessive(i) and verb.form[0] in self.phrases.language.words_in(
            "noun_forms"
        )
        return self.at(i).is_a("auxiliaries") and not is_noun

    def _is_be(self, i: int) -> bool:
        """Whether a form of "to be" makes a participle passive; "'s said" is "has said"."""
        return self.at(i).is_a("be") and not self.phrases.is_possessive(i)

    def _is_between(self, i: int, verb_at: int, verb: Verb) -> bool:
        """Whether an adverb or a time stands between: "Lee later said", "Lee last week said"."""
        if self.phrases.is_adverb(i):
            return True
        token = self.at(i)
        if token.is_a("times") and i == verb_at - 1 and not verb.is_gerund:
            before = self.at(i - 1)
            return i >= 1 and not before.is_a("prepositions", "articles", "of")
        return token.is_a("time_adjectives") and self.at(i + 1).is_a("times") and i < verb_at - 1

    def _time_before(self, end: int, verb: Verb) -> int:
        """Return where "on Thursday evening" before a verb starts; `end` if no time is there."""
        i = end
        if verb.is_gerund or not self.at(i - 1).is_a("times"):
            return end
        while i > 0 and self.at(i - 1).is_a("times", "time_adjectives", "time_determiners"):
            i -= 1
        before = self.at(i - 1)
        return i - 1 if before.is_a("modifier_prepositions") and not before.is_a("of") else end

    # Insertions

    def _over_insertion(self, i: int) -> Phrase | None:
        """Find the subject before an apposition: "Ann Lee, the mayor of X, said"."""
        mark = self.at(i - 1).text
        if mark == ")":
            opening = self._opening(i - 2, 12)
            return None if opening is None else self._phrase(opening, "subject")
        pair = frozenset((",",)) if mark == "," else DASHES
        fallback = None
        for j in range(i - 2, max(i - WINDOW, 0), -1):
            if self.at(j).text not in pair:
                continue
            found = self._before_mark(j)
            if found is None:
                continue
            fallback = fallback or self._apposed(found, j, i)
            if fallback is not None and self._is_described(fallback.start):
                return fallback
            fallback = fallback or found
            if found.start == 0 or self.at(found.start - 1).text != ",":
                return fallback
        return fallback

    def _apposed(self, found: Phrase, mark: int, end: int) -> Phrase | None:
        """Return a role with the name inserted after it: "his lawyer, Ann Lee, said"."""
        if not (self._is_name(mark + 1, end - 1) and self._tells_role(found)):
            return None
        is_told = self._is_described(found.start) or end - mark > SINGLE_NAME
        return Phrase(found.start, end - 1, "apposed") if is_told else None

    def _before_mark(self, i: int) -> Phrase | None:
        """Return the phrase before the mark at i if it stands as a subject would."""
        end = i
        if self.at(i - 1).text == ")":
            end = self._opening(i - 2, i) or i
        found = self._phrase(end, "apposition")
        if found is None or self._is_governed(found.start):
            return None
        tokens = self.phrases.tokens[found.start : found.end]
        is_state = len(tokens) == 1 and tokens[0].text.endswith(".")  # "of Raleigh, N.C., said"
        if is_state or tokens[0].is_a("times") or all(t.text.isdigit() for t in tokens):
            return None
        is_named = any(token.is_name for token in tokens)
        return found if is_named or self.phrases.starts_clause(found.start) else None

    def _is_governed(self, start: int) -> bool:
        """Whether a preposition stands before a phrase, no "as" that opens the sentence."""
        left = self.at(start - 1)
        joins = left.is_a("subordinators") or (start == 1 and left.is_a("as_words"))
        return left.is_a("prepositions") and not joins

    def _opening(self, i: int, reach: int) -> int | None:
        return next((j for j in range(i, max(i - reach, -1), -1) if self.at(j).text == "("), None)

    def _is_described(self, start: int) -> bool:
        return self.at(start).is_a("determiners") or self.phrases.is_possessive(start + 1)

    def _is_name(self, start: int, end: int) -> bool:
        """Whether inserted words are a name: "his lawyer, Ann Lee, said"."""
        words = [token for token in self.phrases.tokens[start:end] if token.is_word]
        return bool(words) and all(
            word.is_name or word.is_a("titles", "and") or "." in word.text for word in words
        )

    def _tells_role(self, phrase: Phrase) -> bool:
        """Whether a phrase says who a name after it is: "his lawyer", not another name."""
        tokens = self.phrases.tokens[phrase.start : phrase.end]
        if any(token.is_a("person_nouns") for token in tokens[:-1]):
            return True
        return not tokens[-1].is_name or any(token.is_a("of") for token in tokens)

    # After the verb

    def after(self, at: int, limit: int) -> Phrase | None:
        """Return the subject that follows the verb: `"…," said Ann Lee`."""
        while at < limit and self.phrases.is_adverb(at):
            at += 1
        end = self.phrases.after(at, limit)
        if end == at:
            return None
        while end < limit and not self.at(end - 1).is_a("pronouns"):
            further = self._joined_end(at, end, limit) or self._prepositional_end(end, limit)
            if further is None:
                break
            end = further
        while end > at + 1 and self.at(end - 1).is_a("times"):
            end -= 1
        found = Phrase(at, end, "inverted")
        is_bare = self.at(end - 1).is_name and not self._is_described(
            at
        )  # "Senator Ann Lee, D-N.Y."
        is_role = self._tells_role(found) and not is_bare
        if end < limit and self.at(end).text == "," and is_role:
            stop = self.phrases.after(end + 1, limit)
            if self._is_name(end + 1, stop):
                return Phrase(at, stop, "apposed")
        return found

    def _joined_end(self, start: int, end: int, limit: int) -> int | None:
        """Return where a second name ends, or the name after "oil and gas worker"."""
        if self.at(end).text == "." and self.phrases.is_and(end + 1):
            return self.phrases.after(end + 2, limit)  # "former Gov. and chairman Ann Lee"
        if not self.phrases.is_and(end) or end + 1 >= limit:
            return None
        further = self.phrases.after(end + 1, limit)
        if self.at(end + 1).is_name and self.at(end - 1).is_name:
            return further
        has_name = any(token.is_name for token in self.phrases.tokens[start:end])
        brings_name = any(token.is_name for token in self.phrases.tokens[end + 1 : further])
        return further if brings_name and not has_name else None

    def _prepositional_end(self, end: int, limit: int) -> int | None:
        if not self.at(end).is_a("phrase_prepositions"):
            return None
        if not self.at(end - 1).is_a("person_nouns", "plural_people"):
            return None
        further = self.phrases.after(end + 1, limit)
        return further if further > end + 1 else None
