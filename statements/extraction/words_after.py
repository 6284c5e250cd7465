"""The words that stand after their cue: `said that …`, `said: "…"`, `called it "…"`."""

from collections.abc import Collection
from itertools import takewhile

from .cues import Cue
from .modifiers import Modifiers
from .phrases import Phrases
from .tokens import COMMAS, DASHES

OBJECT_WINDOW = 25  # Tokens after a verb in which the quoted part of its object starts.
CLAUSE_WINDOW = 22  # Tokens in which a reported clause shows its verb.
INSERTION = 25  # Tokens an insertion between a verb and "that" may span.
FEW_WORDS = 2  # Words a quotation has that tells what somebody calls a thing.
SHORT_INSERTION = 8  # The same before a quotation.
SUBORDINATE_WINDOW = 6
WILLING = (
    "pronouns_he",
    "pronouns_she",
    "pronouns_they",
    "person_nouns",
    "plural_people",
    "body_nouns",
    "organization_words",
)
CURRENCIES = "$£€#@"
CLOSING = DASHES | {",", ")"}
ENDS_QUOTATION = ",.?!…"


class WordsAfter:
    """Finds where the content to the right of a cue starts and where it ends."""

    def __init__(
        self, phrases: Phrases, modifiers: Modifiers, end: int, cues: Collection[Cue]
    ) -> None:
        self.phrases = phrases
        self.modifiers = modifiers
        self.at = phrases.at
        self.end = end
        self.subject_starts = {cue.subject.start for cue in cues if cue.subject}
        self.cue_starts = {cue.start: cue.subject.start for cue in cues if cue.subject}

    # Where it starts

    def start(self, cue: Cue, *, after_clause: bool) -> tuple[int, str] | None:
        """Return where the content starts and by which construction, if there is any.

        `after_clause` says that a clause stands before the cue, which may be its content.
        """
        if cue.group == "noun":
            return cue.end + 1, "noun"
        if cue.group == "document":
            return cue.end, "document"
        if cue.group == "describe":
            return self._described(cue)
        i = self.modifiers.skip(cue.end, self.end, takes_addressee=cue.group in ("tell", "ask"))
        i = self._over_commas(self.modifiers.over_title(i, self.end))
        if i >= self.end:
            return None
        if cue.group == "believe":
            is_mixed = self.at(i).is_a("complementizers") and self._has_quotation(i)
            return (i + 1, "that") if is_mixed else self._believed(i, cue)
        return (
            self._clause(i, cue, after_clause)
            or self._quoted(i, cue)
            or self._far_quotation(i, cue)
        )

    def _quoted(self, i: int, cue: Cue) -> tuple[int, str] | None:
        """`said: "…"`, `said "…"`; after a colon the words may stand without marks."""
        token = self.at(i)
        if token.quotation >= 0:
            return i, "quote"
        is_introduced = token.text == ":" or (token.text == "," and self.at(i + 1).quotation >= 0)
        if is_introduced and i + 1 < self.end and cue.group != "believe":
            has_that = self.at(i + 1).is_a("complementizers") and self.at(i + 1).quotation < 0
            return i + 1 + has_that, "quote"
        return None

    def _believed(self, i: int, cue: Cue) -> tuple[int, str] | None:
        """`thinks "it is over"`, no title: `I guess after watching "Hard Tides"`."""
        end = i
        while end < self.end and self.at(end).quotation >= 0:
            end += 1
        return None if self.modifiers.is_capitalised(i, end) else self._quoted(i, cue)

    def _far_quotation(self, i: int, cue: Cue) -> tuple[int, str] | None:
        """`said in his turn to answer the question, "…"`: the first quotation, if introduced."""
        first = next((k for k in range(i, self.end) if self.at(k).quotation >= 0), 0)
        is_introduced = (
            self.at(first - 1).text in (",", ":") and self.at(first + 1).text[:1].isupper()
        )
        is_free = not any(
            k in self.cue_starts and not self.at(k - 1).is_a("infinitive_marks")
            for k in range(i, first)
        )
        return (first, "quote") if first and is_introduced and is_free else None

    def _clause(self, i: int, cue: Cue, after_clause: bool) -> tuple[int, str] | None:
        token = self.at(i)
        if token.is_a("complementizers"):
            return i + 1, "that"
        if token.quotation >= 0 or (not token.is_word and token.text not in CURRENCIES):
            return None
        if cue.group == "ask":
            return (i, "question") if token.is_a("question_words") else None
        return self._bare(i, cue, after_clause) if cue.group != "quote" else None

    def _bare(self, i: int, cue: Cue, after_clause: bool) -> tuple[int, str] | None:
        """A clause without "that": "said the talks would go on"."""
        token, lemma = self.at(i), cue.verb.lemma
        language = self.phrases.language
        if self.end - i < 2:
            return None
        has_quotation = self._has_quotation(i)
        if self.modifiers.opens_infinitive(i):
            if has_quotation and lemma in language.words_in("infinitive_verbs"):
                return i, "mixed"
            is_commitment = lemma in language.words_in("commitment_verbs")
            return (i, "infinitive") if is_commitment and self._has_will(cue) else None
        if token.is_a("conjunctions", "prepositions"):
            is_condition = token.is_a("conditions") and not after_clause
            return (i, "bare") if is_condition or token.is_a("question_words") else None
        if lemma in language.words_in("free_verbs") or self._is_clause(i):
            return i, "bare"
        return (i, "object") if has_quotation else None

    def _has_will(self, cue: Cue) -> bool:
        """Whether the subject can mean what it threatens: a name, people, a body; no "it"."""
        subject = cue.subject
        if subject is None:
            return False
        if subject.end == subject.start:  # Shared with the verb before.
            return subject.path == "coordinated"
        if self.at(subject.end - 1).is_name:
            return True
        tokens = map(self.at, range(subject.start, subject.end))
        return any(
            t.is_a(*WILLING) for t in takewhile(lambda t: not t.is_a("prepositions"), tokens)
        )

    def _is_clause(self, start: int) -> bool:
        """Whether a verb follows the words at `start` before any relative clause does."""
        is_object = self.at(start).is_a("pronouns_it") and self.at(start + 1).is_a("prepositions")
        if self.at(start).is_a("subject_pronouns") and not is_object:  # "explained it on the radio"
            return True
        for i in range(start + 1, min(start + CLAUSE_WINDOW, self.end)):
            token = self.at(i)
            if token.quotation >= 0:
                return i - start < SUBORDINATE_WINDOW
            if i in self.cue_starts:  # Of the clause itself: "noted his attorney offered to".
                return self.cue_starts[i] == start
            if token.is_a("relatives") and not token.is_a("complementizers"):
                return False
            if token.is_a("auxiliaries"):
                follows_pronoun = self.at(i - 1).is_a("pronouns") and not self.at(i - 1).is_name
                if follows_pronoun or not self.phrases.is_possessive(i):
                    return True
        return False

    def _described(self, cue: Cue) -> tuple[int, str] | None:
        """`called the plan "a disgrace"`: an object with quoted words in it."""
        for i in range(cue.end, min(cue.end + OBJECT_WINDOW, self.end)):
            if self.at(i).quotation >= 0:
                if (i == cue.end and self._is_naming(cue)) or self._is_scare_quote(i, cue):
                    return None
                return self._described_start(cue.end, i), "described"
            if self.at(i).text in (";", ":") or i + 1 in self.subject_starts:
                return None
        return None

    def _described_start(self, start: int, quotation: int) -> int:
        """Return where the words start: with the object, unless it is a mere "it a" or "him as"."""
        between = [self.at(i) for i in range(start, quotation)]
        is_mere = all(t.is_a("pronouns", "articles", "as_words") and not t.is_name for t in between)
        return quotation if is_mere else start

    def _is_scare_quote(self, start: int, cue: Cue) -> bool:
        """Whether a word or two are somebody's name for a thing: `what he calls "the swamp"`."""
        end = start
        while self.at(end).quotation == self.at(start).quotation:
            end += 1
        words = sum(self.at(i).is_word for i in range(start, end))
        return words <= FEW_WORDS and self._is_fused(cue)

    def _is_naming(self, cue: Cue) -> bool:
        """Whether the verb gives something its name: `a band called "Nine Lives"`."""
        is_thing = cue.subject is not None and self.at(cue.subject.start).is_a("indefinite")
        return is_thing and cue.verb.lemma in self.phrases.language.words_in("naming_verbs")

    def _over_commas(self, i: int) -> int:
        """Skip an insertion between the verb and its content: "said, however, that"."""
        following = self.at(i + 1)
        if self.at(i).text != "," or following.quotation >= 0:
            return i
        if following.is_a("conditions"):
            return i + 1
        for j in range(i + 1, min(i + INSERTION, self.end - 1)):
            beyond = self.at(j + 1)
            is_content = beyond.is_a("complementizers") or (
                beyond.quotation >= 0 and j - i < SHORT_INSERTION
            )
            if self.at(j).quotation >= 0:
                return i
            if self.at(j).text == "," and is_content:
                return j + 1
        return i

    def _has_quotation(self, i: int) -> bool:
        """Whether quoted words follow before another cue does."""
        for k in range(i, self.end):
            if self.at(k).quotation >= 0:
                return True
            if k in self.cue_starts:
                return False
        return False

    # Where it ends

    def stop(self, start: int, kind: str, cue: Cue) -> int:
        """Return where the content that starts after a cue ends."""
        if kind == "quote" and self.at(start).quotation >= 0:
            return self._quotation_stop(start)
        if kind in ("described", "mixed"):
            stop = self._described_stop(start)
            return self._object_end(start, stop) if self._is_fused(cue) else stop
        is_inserted = self._is_relative(cue)
        is_subordinate = self.is_subordinate(cue)
        for i in range(start + 2, self.end - 1):
            if self.at(i).quotation >= 0:
                if self._ends_before_tail(i):
                    return i + 1
            elif self.at(i).text == ";" or (
                self._is_clause_mark(i)
                and (
                    is_inserted
                    or self._starts_tail(i + 1)
                    or (is_subordinate and self._starts_main_clause(i + 1))
                )
            ):
                return i
        return self.end

    def _ends_before_tail(self, i: int) -> bool:
        """Whether the mark at i ends the words, its comma within it: `"…," alluding to`."""
        has_comma = self.at(i - 1).text == "," and self.at(i + 1).quotation < 0
        return has_comma and self._starts_tail(i + 1)

    def _is_clause_mark(self, i: int) -> bool:
        is_mark = self.at(i).text in COMMAS and not self._is_first_dash(i)
        return is_mark and self.at(i + 1).quotation < 0

    def _is_first_dash(self, i: int) -> bool:
        later = range(i + 1, self.end)
        return self.at(i).text in DASHES and any(self.at(k).text in DASHES for k in later)

    def _quotation_stop(self, start: int) -> int:
        """End at the closing mark, unless the sentence goes on in the speaker's words."""
        quotation, close = self.at(start).quotation, start
        while close < self.end and self.at(close).quotation == quotation:
            close += 1
        ends_so = self.at(close - 2).text in ENDS_QUOTATION or self.at(close).text in CLOSING
        goes_on = close + 1 < self.end and self.phrases.is_and(close)
        return close if ends_so and not goes_on else self.end

    def _described_stop(self, start: int) -> int:
        """End after the quotations of the object, at a comma or a conjunction."""
        i = next((k for k in range(start, self.end) if self.at(k).quotation >= 0), start)
        while i < self.end:
            if self.at(i).quotation < 0:
                joins = self.at(i).is_a("conjunctions") and self.at(i + 1).quotation >= 0
                if self.at(i).text in COMMAS or (self.at(i).is_a("conjunctions") and not joins):
                    return i
                if self.at(i - 1).quotation >= 0 and self.at(i - 2).text in ",.?!":
                    return i
            i += 1
        return self.end

    def _is_fused(self, cue: Cue) -> bool:
        """Whether the cue stands in "what the board called …", a part of somebody's clause."""
        return cue.subject is not None and self.at(cue.subject.start - 1).is_a("question_words")

    def _object_end(self, start: int, stop: int) -> int:
        """Return where the object ends that its first quotation is a part of."""
        i = next(k for k in range(start, stop) if self.at(k).quotation >= 0)
        quotation = self.at(i).quotation
        while i < stop and self.at(i).quotation == quotation:
            i += 1
        return self.phrases.after(i, stop)

    def _starts_tail(self, i: int) -> bool:
        """Whether the reporter's own words start here, after a comma."""
        token = self.at(i)
        if self._opposes(i):
            return True
        if token.is_a("prepositions") or token.is_name or not token.is_word:
            return False
        is_gerund = token.low.endswith(self.phrases.language.gerund_endings) and len(token.low) > 5
        return is_gerund or token.is_a("tail_starters")

    def _opposes(self, i: int) -> bool:
        """Whether a clause of its own with "but" or "so" starts here."""
        following = self.at(i + 1)
        if not self.at(i).is_a("opposing") or i + 2 >= self.end:
            return False
        return following.is_name or following.is_a("subject_pronouns", "clause_determiners")

    def _starts_main_clause(self, i: int) -> bool:
        return self.at(i).is_name or self.at(i).is_a("pronouns", "determiners")

    # The clause of the cue

    def is_subordinate(self, cue: Cue) -> bool:
        """Whether the cue stands in a clause the sentence opens with: "Although she said …"."""
        if cue.start == 0 and cue.verb.is_gerund:
            return True
        if cue.subject is None or not self.at(0).is_a("subordinators"):
            return False
        start = cue.subject.start
        has_comma = any(self.at(i).text == "," for i in range(start))
        return 0 < start <= SUBORDINATE_WINDOW and not has_comma

    def _is_relative(self, cue: Cue) -> bool:
        """Whether the cue stands in an inserted relative clause: ", which she said …, "."""
        subject = cue.subject
        if subject is None or subject.path not in ("subject", "relative"):
            return False
        at = subject.start - 1 if subject.path == "subject" else subject.end + 1
        if at < 1 or at >= cue.start:
            return False
        return self.at(at).is_a("relatives") and self.at(at - 1).text == ","
