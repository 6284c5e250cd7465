"""Finding cues: reporting verbs, "according to", nouns of speech, operative verbs."""

from dataclasses import dataclass, replace

from .language import Verb
from .modifiers import Modifiers
from .phrases import Phrase, Phrases
from .subjects import Subjects
from .tokens import COMMAS, Sentence, Token

HEADLINE_CAPITALS = 0.7  # Share of longer words with a capital that makes a line a headline.


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at token positions [start, end) and the subject found for it."""

    start: int
    end: int
    verb: Verb
    subject: Phrase | None
    is_negated: bool = False

    @property
    def group(self) -> str:
        return self.verb.group


class CueFinder:
    """Finds the cues of one sentence that stand outside quotation marks."""

    def __init__(self, sentence: Sentence, phrases: Phrases, end: int) -> None:
        self.phrases = phrases
        self.subjects = Subjects(phrases)
        self.modifiers = Modifiers(phrases)
        self.language = phrases.language
        self.at = phrases.at
        self.end = end
        words = [token for token in sentence.tokens if token.is_word and len(token.text) > 3]
        capitals = sum(word.text[0].isupper() for word in words)
        self.is_headline = sentence.paragraph == 0 and capitals > HEADLINE_CAPITALS * len(words)

    def find(self, *, inside: bool = False) -> list[Cue]:
        """Return the cues in order, outside or inside quotation marks; none overlaps another."""
        found, i = [], 0
        while i < len(self.phrases.tokens):
            token = self.at(i)
            is_wanted = token.is_word and (token.quotation >= 0) == inside
            cue = self._cue_at(i) if is_wanted else None
            if cue is not None:
                found.append(cue)
            i = cue.end if cue else i + 1
        return found

    def _cue_at(self, i: int) -> Cue | None:
        return self._according(i) or self._noun(i) or self._document(i) or self._reporting_verb(i)

    def _reads(self, i: int, words: tuple[str, ...]) -> bool:
        return all(self.at(i + k).low == word for k, word in enumerate(words))

    def _reporting_verb(self, i: int) -> Cue | None:
        token = self.at(i)
        if token.text[0].isupper() and i > 0 and not self.is_headline:
            return None
        if token.is_a("noun_forms") and not self._is_verb(i):
            return None
        for verb in self.language.verbs.get(token.low, ()):
            needs_that = verb.lemma in self.language.words_in("that_verbs")
            if needs_that and not self.at(i + 1).is_a("complementizers"):
                continue  # "held talks", but "held that the talks were over"
            if self._reads(i, verb.form):
                group = self.subjects.verb_group(i, verb)
                subject = self.subjects.before(i, verb)
                if subject is not None and self.at(subject.end - 1).is_a("addressed"):
                    return None  # "when you say that": nobody's words
                return Cue(group.start, i + len(verb.form), verb, subject, group.is_negated)
        return None

    def _is_verb(self, i: int) -> bool:
        """Tell "the mayor claims" from "her claims" by what stands before."""
        if i == 0:
            return False
        left = self.at(i - 1)
        if left.is_a("infinitive_marks") and self.at(i - 2).is_a("chain_verbs"):
            return True
        is_gerund = self.at(i).low.endswith(self.language.gerund_endings)
        if left.is_a("prepositions") and is_gerund:
            return not left.is_a("of")
        if left.is_a("determiners", "prepositions") or self.phrases.is_possessive(i - 1):
            return False
        return (
            (left.is_name and self._agrees(i))
            or self._governs_quotation(i)
            or self.phrases.is_adverb(i - 1)
            or left.text in COMMAS
            or left.text == ")"
            or left.is_a("pronouns", "relatives", "coordinators", "auxiliaries")
            or left.is_a("plural_people", "person_nouns", "organization_words")
        )

    def _agrees(self, i: int) -> bool:
        """Whether a form may follow a name: "Lee claims", "Democrats claim", no "Lee volunteer"."""
        verbs = self.language.verbs.get(self.at(i).low, ())
        is_base = all(verb.form[0] == verb.lemma for verb in verbs)
        return not is_base or self.at(i - 1).low.endswith(self.language.plural_endings)

    def _governs_quotation(self, i: int) -> bool:
        """Whether a quotation of its own follows: `the ad claims "…"`, `a sign saying: "…"`."""
        verbs = self.language.verbs.get(self.at(i).low, ())
        is_inflected = any(verb.form[0] != verb.lemma.split()[0] for verb in verbs)
        mark = i + 2 if self.at(i + 1).text in (",", ":") else i + 1
        is_speech = self.at(mark).quotation >= 0 and self.at(mark + 1).text[:1].isupper()
        return is_inflected and is_speech and self.phrases.is_noun(i - 1)

    # According to

    def _according(self, i: int) -> Cue | None:
        first = self.at(i).low
        for words in self.language.according_to:
            if words[0] != first or not self._reads(i, words):
                continue
            start = i + len(words)
            end = self._source_end(start)
            if end > start:
                verb = Verb(" ".join(words), "according", words, is_gerund=False)
                return Cue(i, start, verb, Phrase(start, end, "according"))
        return self._view(i)

    def _view(self, i: int) -> Cue | None:
        """Return the cue of "in the city's reading …": whose reading it is speaks."""
        if not self.at(i).is_a("view_prepositions"):
            return None
        end = self.phrases.after(i + 1, self.end)
        for noun in range(i + 2, min(end + 1, self.end)):
            if self.at(noun).is_a("view_nouns"):
                subject = self._possessor(noun)
                if subject is None or subject.start != i + 1:
                    return None
                verb = Verb("in", "according", ("in",), is_gerund=False)
                return Cue(i, i + 1, verb, replace(subject, path="view"))
        return None

    def _source_end(self, start: int) -> int:
        """Return where the source ends: "a survey of voters in the county by the college"."""
        i = self.phrases.after(start, self.end)
        while i < self.end and self.at(i).quotation < 0:
            if not (self.at(i).is_a("prepositions", "relatives") or self.phrases.is_and(i)):
                break
            further = self.phrases.after(i + 1, self.end)
            if further == i + 1:
                break
            i = further
        return i

    # Nouns of speech

    def _noun(self, i: int) -> Cue | None:
        """Return the cue of "her claim in May that …": its possessor is the speaker."""
        if not self.at(i).is_a("speech_nouns"):
            return None
        that = self.modifiers.skip(i + 1, self.end)
        if that + 3 >= self.end or not self.at(that).is_a("complementizers"):
            return None
        at = i
        while (
            i - at < 3 and self.phrases.is_noun(at - 1) and not self.phrases.is_possessive(at - 1)
        ):
            at -= 1
        subject = self._possessor(at)
        if subject is None:
            return None
        verb = Verb(self.at(i).low, "noun", (self.at(i).low,), is_gerund=False)
        return Cue(i, that, verb, subject)

    def _possessor(self, at: int) -> Phrase | None:
        if self.phrases.is_possessive(at - 1):
            start = self.phrases.before(at - 1)
            return None if start is None else Phrase(start, at - 1, "possessor")
        if self.at(at - 1).is_a("possessive_pronouns"):
            return Phrase(at - 1, at, "possessor")
        return None

    # Documents

    def _document(self, i: int) -> Cue | None:
        """Return the cue of "the resolution calls upon …": a document is the subject."""
        length = self.operative_length(i)
        start = self.document_before(i) if length else None
        if start is None:
            return None
        words = tuple(token.low for token in self.phrases.tokens[i : i + length])
        verb = Verb(" ".join(words), "document", words, is_gerund=False)
        return Cue(i, i + length, verb, Phrase(start, i, "subject"))

    def operative_length(self, i: int) -> int:
        """Return of how many words the operative verb at position i is; 0 if there is none."""
        operative = self.language.words_in("document_operative")
        if f"{self.at(i).low} {self.at(i + 1).low}" in operative:
            return 2
        return int(self.at(i).low in operative)

    def document_before(self, end: int) -> int | None:
        """Return where the phrase before `end` starts if it names a document."""
        start = self.phrases.before(end)
        if start is None:
            return None
        words: list[Token] = [
            token
            for token in self.phrases.tokens[start:end]
            if token.is_word and not token.text.isdigit()
        ]
        of = next((k for k, token in enumerate(words) if token.is_a("of")), len(words))
        head = words[of - 1].low if of else ""  # "Resolution 12 of the council" is a resolution.
        return start if head in self.language.words_in("document_nouns") else None
