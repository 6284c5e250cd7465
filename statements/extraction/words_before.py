"""The words that stand before their cue: `The deal is dead, she said`, `"It is," said Lee`."""

from .cues import Cue
from .modifiers import Modifiers
from .phrases import Phrases
from .tokens import COMMAS, DASHES, MARKS

ENOUGH_WORDS = 4  # Words a quotation has that is speech though no mark ends it.
SHORT = 12  # Tokens a fragment may have that the cue interrupts.
# The marks after which a quotation in the middle of a sentence is words of its own.
INTRODUCING = DASHES | {":", "("}
NOT_AFTER_CLAUSE = frozenset(("describe", "believe", "quote"))


class WordsBefore:
    """Finds the content to the left of a cue, and where it goes on to the right."""

    def __init__(self, phrases: Phrases, modifiers: Modifiers, end: int) -> None:
        self.phrases = phrases
        self.modifiers = modifiers
        self.at = phrases.at
        self.end = end

    def is_quoted(self, at: int, taken: int) -> bool:
        """Whether a quotation ends right before a position: `"…," he said`."""
        has_comma = self.at(at - 1).text in COMMAS and at > 0
        i = at - 2 if has_comma else at - 1
        if i < max(taken, 0) or self.at(i).quotation < 0 or self.at(i).text not in MARKS:
            return False
        return has_comma or not self.at(i - 1).is_word or self._is_sentence(i)

    def _is_sentence(self, end: int) -> bool:
        """Whether a quotation that ends here is long enough and no title: `"Hard Tides" star`."""
        start = end
        while self.at(start - 1).quotation == self.at(end).quotation:
            start -= 1
        words = sum(self.at(i).is_word for i in range(start, end))
        return words >= ENOUGH_WORDS and not self.modifiers.is_capitalised(start, end)

    def ends_so(self, at: int) -> bool:
        """Whether the quotation before a position ends with a mark: `"It is late," she`."""
        return self.at(at - 1).text in COMMAS or not self.at(at - 2).is_word

    def is_clause(self, at: int, cue: Cue, taken: int) -> bool:
        """Whether a clause and a comma stand before a position: `The deal is dead, she said`."""
        if at < 4 or self.at(at - 1).text not in COMMAS or cue.verb.is_gerund:
            return False
        if cue.group in NOT_AFTER_CLAUSE or at - 1 - taken < 3:
            return False
        commas = [i for i in range(taken, at - 1) if self.at(i).text == ","]
        return bool(commas) or not self.at(taken).is_a("adverbial_starters")

    def interrupted(self, at: int, cue: Cue, taken: int) -> tuple[tuple[int, int], ...]:
        """Return the two parts of a clause that a cue stands in: `In a merger, he said, it would`.

        () if it does not. A connective before it ("Still, he said, …") is no part of the words.
        """
        takes_addressee = cue.group in ("tell", "ask")
        comma = self.modifiers.skip(cue.end, self.end, takes_addressee=takes_addressee)
        is_between = at >= 2 and self.at(at - 1).text == "," == self.at(comma).text
        if not is_between or cue.group in NOT_AFTER_CLAUSE or self.at(at - 2).quotation >= 0:
            return ()
        start, rest = self.start(at - 1, taken), comma + 1
        if rest + 1 >= self.end or self._is_aside(rest) or not self._goes_on(rest):
            return ()
        if not self._is_left_open(start, at - 1, rest):
            return ()
        is_apart = self._is_connective(start, at - 1)
        return ((rest, self.end),) if is_apart else ((start, at - 1), (rest, self.end))

    def _is_left_open(self, start: int, end: int, rest: int) -> bool:
        """Whether the words before a cue need those after it: no verb yet, or its last word.

        Quoted words that go on in small letters do so too: `It was time, he said, "to leave"`.
        """
        has_verb = any(self.at(k).is_a("auxiliaries") for k in range(start, end))
        if not has_verb or self.at(start).is_a("adverbial_starters"):
            return True
        is_asked = self.at(start).low in self.phrases.language.verbs
        ends_open = self.at(end - 1).is_a("auxiliaries") or self.at(rest).is_a("auxiliaries")
        return ends_open or (self.at(rest).quotation >= 0 and not is_asked)

    def around(self, at: int, after: int, taken: int) -> tuple[tuple[int, int], ...]:
        """Return what "according to Lee" at [at, after) stands in: before it, perhaps after it."""
        end = at - 1 if self.at(at - 1).text in COMMAS else at
        start, rest = self.start(end, taken), after + 1
        has_verb = any(self.at(k).is_a("auxiliaries") for k in range(start, end))
        is_between = self.at(at - 1).text == "," == self.at(after).text
        is_clause = has_verb and not self.at(start).is_a("adverbial_starters")
        is_clause &= not self.at(rest).is_a("auxiliaries")
        is_aside = self._is_aside(rest) or self.at(rest).is_a("relatives")
        if not is_between or is_clause or rest + 1 >= self.end or is_aside:
            return ((start, end),)
        if end - start > SHORT or not self._goes_on(rest):
            return ((start, end),)
        return (
            ((rest, self.end),)
            if self._is_connective(start, end)
            else ((start, end), (rest, self.end))
        )

    def _goes_on(self, rest: int) -> bool:
        """Whether words go on at a position; a quotation of whole sentences stands alone."""
        is_quoted = self.at(rest).quotation >= 0
        return not is_quoted or self.at(rest + 1).text[0].islower()

    def _is_connective(self, start: int, end: int) -> bool:
        """Whether "still", "in particular" or "in 2008" is all that stands before."""
        words = " ".join(self.at(i).low for i in range(start, end))
        if end - start == 1 or words in self.phrases.language.words_in("connectives"):
            return True
        rest = range(start + 1, end)
        is_time = all(self.at(i).is_a("times") or self.at(i).text.isdigit() for i in rest)
        return self.at(start).is_a("prepositions") and is_time

    def ranges(self, before: int, after: int, taken: int) -> tuple[tuple[int, int], ...]:
        """Return the content before a cue and its subject, and what goes on after them."""
        end = before - 1 if self.at(before - 1).text in COMMAS else before
        start = self.start(end, taken)
        rest = self._rest(after, start, end)
        return ((start, end),) if rest is None else ((start, end), (rest, self.end))

    def start(self, end: int, taken: int) -> int:
        """Return where content that ends at `end` starts: its quotation, else its sentence."""
        start = taken or self.phrases.dateline_end(self.end)
        while start < end and not self.at(start).is_word and self.at(start).quotation < 0:
            start += 1
        quotation = self.at(end - 1).quotation
        if quotation < 0:
            return start
        first = next(i for i in range(end) if self.at(i).quotation == quotation)
        words = sum(self.at(i).is_word for i in range(start, first))
        if words <= 1 or self.at(first - 1).text in INTRODUCING:
            return max(first, start)
        return start

    def introduced(self, at: int) -> int | None:
        """Return the mark that introduces the quotation a cue at a position follows.

        `She spoke of the harbour: "It is shut," she said`: the quotation is the last cue's alone.
        """
        if not self.is_quoted(at, 0):
            return None
        last = at - 2 if self.at(at - 1).text in COMMAS else at - 1
        quotation, mark = self.at(last).quotation, last
        while mark >= 0 and self.at(mark).quotation == quotation:
            mark -= 1
        return mark if self.at(mark).text in INTRODUCING else None

    def _rest(self, after: int, start: int, end: int) -> int | None:
        """Return where words go on after the cue: `"X," he said on Monday, "Y"`."""
        i = self.modifiers.skip(self._over_apposition(after), self.end, takes_addressee=True)
        i = self.modifiers.over_title(i, self.end)
        if i < self.end and (self.at(i).text in COMMAS or self.at(i).text == ":"):
            i += 1
        elif self.at(i).quotation < 0:
            return None
        if i >= self.end:
            return None
        token = self.at(i)
        if token.quotation >= 0 or (self.phrases.is_and(i) and self.at(i + 1).quotation >= 0):
            return i
        if self.at(end - 1).quotation >= 0:
            return None
        if token.is_a("complementizers", "content_joints", "auxiliaries"):
            return i
        if self.phrases.is_and(i) and self.at(i + 1).is_a("subject_pronouns"):
            return i
        has_verb = any(self.at(k).is_a("auxiliaries") for k in range(start, end))
        return i if (end - start <= SHORT or not has_verb) and not self._is_aside(i) else None

    def _over_apposition(self, i: int) -> int:
        """Skip ", the mayor of X," after an inverted subject, up to the comma that ends it."""
        if self.at(i).text != "," or self.at(i + 1).quotation >= 0:
            return i
        for k in range(i + 1, self.end):
            if self.at(k).text == "," and self.at(k).quotation < 0:
                return k if self.at(k + 1).quotation >= 0 and k + 1 < self.end else i
        return i

    def _is_aside(self, i: int) -> bool:
        token = self.at(i)
        if token.is_a("complementizers"):
            return False
        is_gerund = token.low.endswith(self.phrases.language.gerund_endings)
        return (
            is_gerund
            or token.is_a("conjunctions", "relatives", "prepositions")
            or self._tells_role(i)
        )

    def _tells_role(self, i: int) -> bool:
        """Whether who spoke is told after a comma: `…, said Ann Lee, a deputy mayor`."""
        end = self.phrases.after(i, self.end)
        is_role = any(self.at(k).is_a("person_nouns") for k in range(i, end))
        following = self.at(end)
        if end >= self.end:  # No verb follows: no clause goes on here.
            return is_role or self.at(i).is_a("determiners")
        return is_role and (not following.is_word or following.is_a("prepositions", "relatives"))
