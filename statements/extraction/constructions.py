"""Who says what within one sentence: the constructions that tie a cue to words and a subject."""

from dataclasses import dataclass, replace

from .cues import Cue, CueFinder
from .language import Language
from .later_cues import LaterCues
from .modifiers import Modifiers
from .phrases import Phrase, Phrases
from .tokens import COMMAS, Sentence
from .words_after import WordsAfter
from .words_before import WordsBefore

SOURCE_WINDOW = 30


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words in token ranges of a sentence, the cue and the phrase of the speaker, if any."""

    sentence: Sentence
    ranges: tuple[tuple[int, int], ...]
    cue: Cue | None
    subject: Phrase | None
    construction: str

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The words as offsets into the text."""
        tokens = self.sentence.tokens
        return tuple((tokens[a].start, tokens[b - 1].end) for a, b in self.ranges)

    @property
    def end(self) -> int:
        """The first position that neither words nor cue nor subject take."""
        ends = [end for _, end in self.ranges]
        ends += [part.end for part in (self.cue, self.subject) if part is not None]
        return max(ends)


class SentenceReader:
    """Reads the attributions of one sentence from left to right."""

    def __init__(self, sentence: Sentence, language: Language) -> None:
        self.sentence = sentence
        self.phrases = Phrases(sentence.tokens, language)
        self.modifiers = Modifiers(self.phrases)
        self.at = self.phrases.at
        self.end = self._content_end()
        self.finder = CueFinder(sentence, self.phrases, self.end)
        self.cues = self.finder.find()
        self.before = WordsBefore(self.phrases, self.modifiers, self.end)
        self.after = WordsAfter(self.phrases, self.modifiers, self.end, self.cues)
        self.later = LaterCues(self.finder, self.modifiers, self.before, self.after)
        self.found: list[Attribution] = []

    def read(self) -> list[Attribution]:
        """Return the attributions in order; () ranges never overlap."""
        for cue in self.cues:
            is_inside = self._is_inside(cue.start) or self._is_inside(self.later.introduced(cue))
            shortened = self._shortened(cue) if is_inside else None
            if is_inside and shortened is None:
                continue  # What somebody is said to have said belongs to the one who says so.
            kept = self.found
            if shortened is not None:
                self.found = [*self.found[:-1], shortened]
            if is_inside and self.later.is_credit(cue):
                continue
            attribution = self._attribute(cue)
            is_new = attribution is not None and not self._is_inside(attribution.ranges[0][0])
            self.found = [*self.found, attribution] if attribution and is_new else kept
        return self.found or self._quoted_document() or self._interrupted()

    def _is_inside(self, at: int | None) -> bool:
        """Whether a position lies within words that were found."""
        ranges = [each for found in self.found for each in found.ranges]
        return at is not None and any(start <= at < end for start, end in ranges)

    def _content_end(self) -> int:
        """Return the position before the mark that ends the sentence."""
        end = len(self.sentence.tokens)
        while end > 0 and not self.at(end - 1).is_word and self.at(end - 1).quotation < 0:
            if self.at(end - 1).text in ")]":
                break
            end -= 1
        return end

    @property
    def taken(self) -> int:
        return self.found[-1].end if self.found else 0

    # One cue

    def _attribute(self, cue: Cue) -> Attribution | None:
        if cue.group == "according":
            return self._according(cue)
        if cue.group != "describe" and self.before.is_quoted(cue.start, self.taken):
            inverted = None if cue.verb.is_gerund else self._subject_with(cue)
            if inverted is not None:
                return self._with_words_before(cue, inverted, cue.start)
        if cue.subject is None or cue.subject.path == "clitic" or self._is_inverted(cue):
            return self._inverted(cue)
        return self._regular(cue, cue.subject)

    def _is_inverted(self, cue: Cue) -> bool:
        """Whether the name after the verb speaks: "The coast, low as it is, was hit, said Lee."."""
        is_apart = cue.subject is not None and cue.subject.path == "apposition"
        takes_addressee = cue.group in ("tell", "ask")
        if not is_apart or takes_addressee or self.at(cue.start - 1).text != ",":
            return False
        after = self.finder.subjects.after(cue.end, self.end)
        if after is None or not self.at(after.end - 1).is_name:
            return False
        return after.end >= self.end or self.at(after.end).text == ","

    def _subject_with(self, cue: Cue) -> Phrase | None:
        """Return the subject within or after the verb: "a-t-elle dit", "said Ann Lee"."""
        if cue.subject is not None and cue.subject.path == "clitic":
            return cue.subject
        after = self.finder.subjects.after(cue.end, self.end)
        is_dropped = cue.subject is not None and cue.subject.path == "dropped"
        return cue.subject if after is None and is_dropped else after

    def _regular(self, cue: Cue, subject: Phrase) -> Attribution | None:
        """A subject before its verb, the words on either side."""
        is_plain = subject.path in ("subject", "apposition", "apposed")
        if is_plain and (ranges := self.before.interrupted(subject.start, cue, self.taken)):
            return self._made(cue, subject, ranges, "inserted")
        after_clause = self.before.is_clause(subject.start, cue, self.taken)
        right = self.after.start(cue, after_clause=after_clause)
        is_that = right is not None and right[1] == "that"
        if is_plain and not is_that and self._is_after_quotation(cue, subject):
            return self._with_words_before(cue, subject, subject.start)
        if right is not None:
            start, construction = right
            if cue.is_negated and self.at(start).quotation < 0:
                return None
            stop = self.after.stop(start, construction, cue)
            return self._made(cue, subject, ((start, stop),), construction)
        if is_plain and self._follows_as(subject.start):
            comma = self.modifiers.skip(cue.end, self.end, takes_addressee=True)
            if self.at(comma).text in (",", ":") and cue.group != "describe":
                return self._made(cue, subject, ((comma + 1, self.end),), "as")
        if after_clause and subject.path in ("subject", "apposed") and self._is_complete(cue):
            return self._with_words_before(cue, subject, subject.start)
        return None

    def _is_complete(self, cue: Cue) -> bool:
        """Whether no object follows a verb: "In May, Lee proposed a levy" has no words before."""
        takes_addressee = cue.group in ("tell", "ask")
        i = self.modifiers.skip(cue.end, self.end, takes_addressee=takes_addressee)
        return i >= self.end or not self.at(i).is_word or not self._starts_object(i)

    def _starts_object(self, i: int) -> bool:
        return self.phrases.is_noun(i) or self.at(i).is_a("determiners", "pronouns")

    def _is_after_quotation(self, cue: Cue, subject: Phrase) -> bool:
        """Whether the quotation before a subject is what it says, no part of a clause.

        `The word "late" she explained: "…"` has its words after it, `By "late" she means` none.
        """
        if not self.before.is_quoted(subject.start, self.taken):
            return False
        needs_mark = cue.group == "believe" or self.at(cue.end).text == ":"
        return not needs_mark or self.before.ends_so(subject.start)

    def _follows_as(self, at: int) -> bool:
        """Whether the sentence opens with "as" before a subject: "But as Lee noted, …"."""
        is_first = at == 1 or (at == 2 and self.at(0).is_a("coordinators"))
        return is_first and self.at(at - 1).is_a("as_words")

    def _with_words_before(self, cue: Cue, subject: Phrase, at: int) -> Attribution | None:
        after = max(cue.end, subject.end)
        return self._made(cue, subject, self.before.ranges(at, after, self.taken), "left")

    def _inverted(self, cue: Cue) -> Attribution | None:
        """`The deal is dead, said Ann Lee`, and at the start `Continued Lee: "…"`."""
        subject = None if cue.verb.is_gerund else self._subject_with(cue)
        if subject is None or self._has_own_verb(subject):
            return None
        if cue.start == 0 or self._is_after_connective(cue.start):
            start = self._introduced(subject.end) if cue.group != "ask" else None
            return self._made(cue, subject, ((start, self.end),), "quote") if start else None
        if cue.start < 3 or self.at(cue.start - 1).text not in COMMAS:
            return None
        if cue.group in ("describe", "believe", "quote"):
            return None
        return self._with_words_before(cue, subject, cue.start)

    def _is_after_connective(self, at: int) -> bool:
        """Whether a single word and a comma open the sentence: `But, said Lee, "…"`."""
        return at == 2 and self.at(1).text == "," and self.at(0).quotation < 0

    def _introduced(self, at: int) -> int | None:
        """Return where words start after a colon, or where quoted ones do after a comma."""
        for i in range(at, self.end - 1):
            is_quoted = self.at(i + 1).quotation >= 0
            if self.at(i).text == ":" or (self.at(i).text == "," and is_quoted):
                return i + 1
        return None

    def _has_own_verb(self, subject: Phrase) -> bool:
        """Whether a pronoun after the verb is a clause's subject: "said they had", no speaker."""
        is_pronoun = self.at(subject.start).is_a("subject_pronouns")
        return is_pronoun and self.at(subject.end).is_a("auxiliaries")

    def _according(self, cue: Cue) -> Attribution | None:
        """`According to X, …` and `…, according to X`."""
        if cue.subject is None:
            return None
        if sum(token.is_word for token in self.sentence.tokens[: cue.start]) > 1:
            return self._made(
                cue,
                cue.subject,
                self.before.around(cue.start, cue.subject.end, self.taken),
                "according",
            )
        if cue.subject.path == "view":
            start = self._after_view(cue.subject)
            return self._made(cue, cue.subject, ((start, self.end),), "according")
        after = range(cue.subject.end, min(cue.subject.end + SOURCE_WINDOW, self.end))
        comma = next((i for i in after if self.at(i).text in (",", ":")), None)
        if comma is None:
            return None
        return self._made(cue, cue.subject, ((comma + 1, self.end),), "according")

    def _after_view(self, subject: Phrase) -> int:
        """Return where the words start after "in the city's reading" and its comma."""
        noun = next(i for i in range(subject.end, self.end) if self.at(i).is_a("view_nouns"))
        return noun + 2 if self.at(noun + 1).text == "," else noun + 1

    def _made(
        self, cue: Cue, subject: Phrase, ranges: tuple[tuple[int, int], ...], construction: str
    ) -> Attribution | None:
        kept = tuple((start, end) for start, end in ranges if end > start)
        return Attribution(self.sentence, kept, cue, subject, construction) if kept else None

    def _quoted_document(self) -> list[Attribution]:
        """`Resolution 12 "calls upon …"`: the operative verb stands within the marks."""
        for i in range(2, len(self.sentence.tokens) - 2):
            is_opening = self.at(i).quotation >= 0 > self.at(i - 1).quotation
            if not is_opening or not self.finder.operative_length(i + 1):
                continue
            stop = self._before_relative(i)
            start = self.finder.document_before(stop)
            if start is None:
                continue
            end = i
            while self.at(end).quotation == self.at(i).quotation:
                end += 1
            subject = Phrase(start, stop, "subject")
            return [Attribution(self.sentence, ((i, end),), None, subject, "document")]
        return []

    def _before_relative(self, i: int) -> int:
        """Return where an inserted clause before i starts: `Resolution 12, which …, "calls on"`."""
        if self.at(i - 1).text != ",":
            return i
        commas = (k for k in range(i - 2, 0, -1) if self.at(k).text == ",")
        return next((k for k in commas if self.at(k + 1).is_a("relatives")), i)

    def _interrupted(self) -> list[Attribution]:
        """`« Le traité, a dit Ivan Morel, est mort. »`: the cue stands within the marks."""
        if "interrupts_quotations" not in self.phrases.language.settings:
            return []
        for cue in self.finder.find(inside=True):
            subject = self._subject_with(cue)
            if subject is None or cue.verb.is_gerund or self.at(cue.start - 1).text not in COMMAS:
                continue
            after = max(cue.end, subject.end)
            if self.at(after).text not in (*COMMAS, ".") or self.at(after).quotation < 0:
                continue
            quoted = [i for i, t in enumerate(self.sentence.tokens) if t.quotation >= 0]
            start, end = quoted[0], quoted[-1] + 1
            rest = () if after + 2 >= end else ((after + 1, end),)
            ranges = ((start, cue.start - 1), *rest)
            return [Attribution(self.sentence, ranges, cue, subject, "left")]
        return []

    # Words that end before a later cue

    def _shortened(self, cue: Cue) -> Attribution | None:
        """Return the last attribution cut before a cue that belongs to the sentence itself."""
        last = self.found[-1]
        start, _ = last.ranges[-1]
        at = self.later.cut(cue, last.cue)
        if at is None or at <= start:
            return None
        return replace(last, ranges=(*last.ranges[:-1], (start, at)))
