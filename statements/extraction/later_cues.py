"""The words before a cue that belongs to the sentence itself: where they end."""

from .cues import Cue, CueFinder
from .modifiers import Modifiers
from .phrases import Phrase
from .tokens import COMMAS
from .words_after import WordsAfter
from .words_before import WordsBefore

# Groups of verbs that end the words of the verb before them: "said X and added Y".
SPEECH = frozenset(("say", "tell", "ask", "quote", "describe"))
PLAIN = ("subject", "apposition", "apposed")


class LaterCues:
    """Tells whose a cue is that stands in the words of the one before it."""

    def __init__(
        self, finder: CueFinder, modifiers: Modifiers, before: WordsBefore, after: WordsAfter
    ) -> None:
        self.finder = finder
        self.phrases = finder.phrases
        self.at = finder.at
        self.end = finder.end
        self.modifiers = modifiers
        self.before = before
        self.after = after

    def cut(self, cue: Cue, last: Cue | None) -> int | None:
        """Return where the words of the cue before, `last`, end; None if `cue` stands in them."""
        if self._is_inverted_credit(cue):
            return cue.start - 1
        if (mark := self.introduced(cue)) is not None:
            return mark
        return None if cue.subject is None else self._before_subject(cue, cue.subject, last)

    def _before_subject(self, cue: Cue, subject: Phrase, last: Cue | None) -> int | None:
        if self._introduces_speech(cue, subject):
            return self._before_joint(subject.start)
        if subject.path == "participle":
            return cue.start - 1
        if subject.path in ("apposition", "apposed") and last and subject.end <= last.start:
            return cue.start - 1  # "Lee, noting the cost, said"
        if subject.path == "coordinated":
            at = subject.start - 1
            if cue.group not in SPEECH:
                return None
            return at - 1 if self.at(at - 1).text == "," else at
        if cue.group == "according":
            return cue.start - 1 if self.at(cue.start - 1).text == "," else None
        return self._clause_before(cue, subject.start, last)

    def _introduces_speech(self, cue: Cue, subject: Phrase) -> bool:
        """Whether a clause of the sentence's own brings speech: `…, to which Lee replied: "No."`"""
        if subject.path not in PLAIN:
            return False
        left = self.at(subject.start - 1)
        is_apart = left.text in COMMAS or left.quotation >= 0
        is_apart |= left.is_a("relatives", "coordinators") and not left.is_a("complementizers")
        i = self.modifiers.skip(cue.end, self.end, takes_addressee=cue.group in ("tell", "ask"))
        if self.at(i).text in (",", ":"):
            i += 1
        return is_apart and self.at(i).quotation >= 0 and self.at(i + 1).text[:1].isupper()

    def _before_joint(self, i: int) -> int:
        """Return where the words end before what joins the next clause: `, to which`."""
        if self.at(i - 1).is_a("relatives"):
            i -= 2 if self.at(i - 2).is_a("prepositions") else 1
        elif self.at(i - 1).is_a("coordinators"):
            i -= 1
        return i - 1 if self.at(i - 1).text in COMMAS else i

    def introduced(self, cue: Cue) -> int | None:
        """Return the mark before a quotation that is the cue's own: `…: "It is shut," she said`."""
        subject = cue.subject
        is_before = subject is not None and subject.path in PLAIN
        at = subject.start if subject is not None and is_before else cue.start
        return self.before.introduced(at) if self.before.ends_so(at) else None

    def _clause_before(self, cue: Cue, at: int, last: Cue | None) -> int | None:
        """Return where the clause before a subject at a position ends, if a new one starts."""
        is_after_comma = self.at(at - 1).text in COMMAS
        if self._is_credit(cue):
            return at - 1
        if is_after_comma and last is not None and self.after.is_subordinate(last):
            return at - 1
        if not self.at(at - 1).is_a("clause_joints"):
            return None
        if self.at(at - 2).text in COMMAS:
            return at - 2
        return at - 1 if self.at(at - 2).quotation >= 0 > self.at(at - 1).quotation else None

    def is_credit(self, cue: Cue) -> bool:
        """Whether the cue only names who carried the words."""
        return self._is_credit(cue) or self._is_inverted_credit(cue)

    def _is_inverted_credit(self, cue: Cue) -> bool:
        """Whether the sentence ends by naming who carried the words: "…, reported the Gazette"."""
        if not self._is_credit_verb(cue) or self.at(cue.start - 1).text != ",":
            return False
        carrier = self.finder.subjects.after(cue.end, self.end)
        return carrier is not None and self.modifiers.skip(carrier.end, self.end) >= self.end

    def _is_credit_verb(self, cue: Cue) -> bool:
        return cue.verb.form[0] in self.phrases.language.words_in("credit_verbs")

    def _is_credit(self, cue: Cue) -> bool:
        """Whether the sentence ends by naming who carried the words: "…, Tasnim reported"."""
        if cue.subject is None or not self._is_credit_verb(cue):
            return False
        is_after_comma = self.at(cue.subject.start - 1).text == ","
        return is_after_comma and self.modifiers.skip(cue.end, self.end) >= self.end
