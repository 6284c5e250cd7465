"""Who says what within one sentence: the constructions that tie a cue to words and a subject."""

from dataclasses import dataclass, replace

from .grammar import BREAKS, Grammar, Phrase
from .language import Language, Verb
from .text import DASHES, MARKS, Sentence, Token

COMMAS = frozenset((",", "—", "–", "--", "―"))


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb (or "according to") at token positions [start, end)."""

    start: int
    end: int
    verb: Verb
    subject: Phrase | None


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
        tokens = self.sentence.tokens
        return tuple((tokens[a].start, tokens[b - 1].end) for a, b in self.ranges)


ACCORDING = Verb("according to", "according", ("according", "to"), False)


class SentenceReader:
    """Reads the attributions of one sentence from left to right."""

    def __init__(self, sentence: Sentence, language: Language) -> None:
        self.sentence = sentence
        self.tokens: list[Token] = sentence.tokens
        self.language = language
        self.grammar = Grammar(sentence.tokens, language)
        self.end = self._content_end()
        self.found: list[Attribution] = []
        words = [t for t in self.tokens if t.is_word and len(t.text) > 3]
        capitals = sum(t.text[0].isupper() for t in words)
        self.is_headline = sentence.paragraph == 0 and capitals > 0.7 * len(words)

    def read(self) -> list[Attribution]:
        cues = self._cues()
        self.cue_starts = {cue.subject.start if cue.subject else cue.start for cue in cues}
        for number, cue in enumerate(cues):
            following = cues[number + 1 :]
            before = list(self.found)
            if self.found and self._is_credit(cue) and self._is_inside_content(cue):
                self._cuts_content(cue)
                continue
            if self._is_inside_content(cue) and not self._cuts_content(cue):
                continue
            attribution = self._attribute(cue, following)
            if attribution is not None:
                self.found.append(attribution)
            else:
                self.found = before
        document = None if self.found else self._quoted_document()
        return [document] if document else self.found

    # Cues

    def _cues(self) -> list[Cue]:
        cues = []
        i = 0
        while i < len(self.tokens):
            token = self.tokens[i]
            if token.quotation < 0 and token.is_word:
                cue = self._cue_at(i)
                if cue is not None:
                    cues.append(cue)
                    i = cue.end
                    continue
            i += 1
        return cues

    def _cue_at(self, i: int) -> Cue | None:
        tokens, language = self.tokens, self.language
        low = tokens[i].low
        for phrase in language.according_to:
            if low == phrase[0] and tuple(t.low for t in tokens[i : i + len(phrase)]) == phrase:
                end = i + len(phrase)
                stop = self._according_end(end)
                if stop > end:
                    return Cue(i, end, ACCORDING, Phrase(end, stop, "according"))
        if low in language.speech_nouns and (cue := self._noun_cue(i)):
            return cue
        if cue := self._document_cue(i):
            return cue
        for verb in language.verbs.get(low, ()):
            if tuple(t.low for t in tokens[i : i + len(verb.form)]) != verb.form:
                continue
            if tokens[i].text[0].isupper() and i > 0 and not self.is_headline:
                continue
            if low in language.noun_forms and not self._is_verb(i):
                continue
            return Cue(i, i + len(verb.form), verb, self.grammar.subject_before(i, verb))
        return None

    def _document_cue(self, i: int) -> Cue | None:
        """ "The resolution calls upon …": an operative verb with a document for its subject."""
        tokens, language = self.tokens, self.language
        pair = f"{tokens[i].low} {tokens[i + 1].low}" if i + 1 < len(tokens) else ""
        length = 2 if pair in language.document_operative else 1
        if length == 1 and tokens[i].low not in language.document_operative:
            return None
        start = self.grammar.phrase_before(i)
        if start is None:
            return None
        words = [t for t in tokens[start:i] if t.is_word and not t.text.isdigit()]
        if not words or words[-1].low not in language.document_nouns:
            return None
        verb = Verb(tokens[i].low, "document", tuple(t.low for t in tokens[i : i + length]), False)
        return Cue(i, i + length, verb, Phrase(start, i, "subject"))

    def _quoted_document(self) -> Attribution | None:
        """ `Resolution 12 "calls upon …"`: the operative verb stands within the marks."""
        tokens, language = self.tokens, self.language
        for i in range(2, len(tokens) - 2):
            is_opening = tokens[i].quotation >= 0 and tokens[i - 1].quotation < 0
            if not is_opening:
                continue
            pair = f"{tokens[i + 1].low} {tokens[i + 2].low}"
            if pair not in language.document_operative and tokens[i + 1].low not in language.document_operative:
                continue
            start = self.grammar.phrase_before(i)
            words = [t for t in tokens[start or 0 : i] if t.is_word and not t.text.isdigit()]
            if start is None or not words or words[-1].low not in language.document_nouns:
                continue
            end = i
            while end < len(tokens) and tokens[end].quotation == tokens[i].quotation:
                end += 1
            subject = Phrase(start, i, "subject")
            return Attribution(self.sentence, ((i, end),), None, subject, "document")
        return None

    def _noun_cue(self, i: int) -> Cue | None:
        """ "Her claim in May that …": a noun of speech with its possessor and a clause."""
        that = self.grammar.skip_modifiers(i + 1, self.end, False)
        if that + 3 >= self.end or self.tokens[that].low not in self.language.complementizers:
            return None
        at = i
        while at > 0 and self.grammar.is_noun(at - 1) and not self.grammar.is_possessive(at - 1) and i - at < 3:
            at -= 1
        if at < 1:
            return None
        left = self.tokens[at - 1]
        if self.grammar.is_possessive(at - 1):
            start = self.grammar.phrase_before(at - 1)
            subject = None if start is None else Phrase(start, at - 1, "possessor")
        elif left.low in self.language.possessive_pronouns:
            subject = Phrase(at - 1, at, "possessor")
        else:
            return None
        return subject and Cue(i, that, Verb(self.tokens[i].low, "noun", (self.tokens[i].low,), False), subject)

    def _is_verb(self, i: int) -> bool:
        """Tell "the mayor claims" from "her claims": what stands before a form that is also a noun."""
        if i == 0:
            return False
        left = self.tokens[i - 1]
        low = left.low
        if low in self.language.determiners or low in self.language.prepositions or self.grammar.is_possessive(i - 1):
            return low in self.language.infinitive_marks and i > 1 and self.tokens[i - 2].low in self.language.chain_verbs
        if left.is_name or low in self.language.pronouns or low in self.language.relatives:
            return True
        if self.grammar.is_adverb(i - 1) or low in self.language.coordinators:
            return True
        if left.text == "," or left.text == ")":
            return True
        return low in self.language.plural_people or low in self.language.person_nouns or low in self.language.organization_words

    def _according_end(self, start: int) -> int:
        tokens = self.tokens
        i = self.grammar.phrase_after(start, self.end)
        while i < self.end and tokens[i].quotation < 0 and (
            tokens[i].low in self.language.prepositions
            or tokens[i].low in self.language.relatives
            or tokens[i].low == self.language.settings["and"]
        ):
            further = self.grammar.phrase_after(i + 1, self.end)
            if further == i + 1:
                break
            i = further
        return i

    # Content

    def _content_end(self) -> int:
        end = len(self.tokens)
        while end > 0 and not self.tokens[end - 1].is_word and self.tokens[end - 1].quotation < 0:
            if self.tokens[end - 1].text in ")]":
                break
            end -= 1
        return end

    def _is_inside_content(self, cue: Cue) -> bool:
        return any(a <= cue.start < b for found in self.found for a, b in found.ranges)

    def _cuts_content(self, cue: Cue) -> bool:
        """End the content before a cue that belongs to the sentence itself; tell whether it did."""
        found = self.found[-1]
        a, b = found.ranges[-1]
        at = self._cut_before(cue)
        if at is None or at <= a:
            return False
        self.found[-1] = replace(found, ranges=(*found.ranges[:-1], (a, at)))
        return True

    def _cut_before(self, cue: Cue) -> int | None:
        tokens, subject = self.tokens, cue.subject
        if subject is None:
            return None
        if subject.path == "participle":
            return cue.start - 1
        if subject.path == "coordinated":
            if cue.verb.group not in ("say", "tell", "ask", "quote", "describe"):
                return None
            at = subject.start - 1
            return at - 1 if tokens[at - 1].text == "," else at
        if cue.verb is ACCORDING:
            return cue.start - 1 if tokens[cue.start - 1].text == "," else None
        at = subject.start
        if self._is_credit(cue):
            return at - 1
        if at >= 1 and tokens[at - 1].text in COMMAS and self.found[-1].cue and self._is_subordinate(self.found[-1].cue):
            return at - 1
        if at >= 2 and tokens[at - 1].low in ("and", "but", "while", "though", "although", "as", "when"):
            if tokens[at - 2].text in COMMAS or tokens[at - 2].quotation >= 0 and tokens[at-1].quotation < 0:
                return at - 2 if tokens[at - 2].text in COMMAS else at - 1
        return None

    def _is_credit(self, cue: Cue) -> bool:
        """Whether the sentence ends by naming who carried the words: "…, Tasnim reported"."""
        if cue.subject is None or cue.verb.form[0] not in self.language.credit_verbs:
            return False
        at = cue.subject.start
        end = self.grammar.skip_modifiers(cue.end, self.end, False)
        return at > 0 and self.tokens[at - 1].text == "," and end >= self.end

    def _taken_until(self) -> int:
        if not self.found:
            return 0
        last = self.found[-1]
        ends = [b for _, b in last.ranges]
        if last.cue is not None:
            ends.append(last.cue.end)
            if last.subject is not None:
                ends.append(last.subject.end)
        return max(ends)

    def _attribute(self, cue: Cue, following: list[Cue]) -> Attribution | None:
        if cue.verb is ACCORDING:
            return self._according(cue)
        if self._left_is_quoted(cue.start):
            inverted = self.grammar.subject_after(cue.end, self.end)
            if inverted is not None and cue.verb.group != "describe":
                return self._with_left(cue, inverted, cue.start, inverted.end)
        subject = cue.subject
        if subject is None:
            return self._inverted_indirect(cue)
        is_direct_left = subject.path in ("subject", "apposition") and self._left_is_quoted(subject.start)
        right = self._right(cue, following)
        if is_direct_left and (right is None or right[1] != "that"):
            return self._with_left(cue, subject, subject.start, cue.end)
        if right is not None:
            start, kind = right
            return self._make(cue, subject, ((start, self._right_end(start, kind, cue)),), kind)
        if subject.path == "subject" and subject.start == 1 and self.tokens[0].low in self.language.as_words:
            comma = self.grammar.skip_modifiers(cue.end, self.end, True)
            if comma < self.end and self.tokens[comma].text in (",", ":"):
                return self._make(cue, subject, ((comma + 1, self.end),), "as")
        is_left = subject.path in ("subject", "apposition", "relative")
        if is_left and self._left_is_clause(subject.start, cue):
            return self._with_left(cue, subject, subject.start, cue.end)
        return None

    def _make(self, cue: Cue, subject: Phrase, ranges: tuple[tuple[int, int], ...], kind: str) -> Attribution | None:
        kept = tuple((a, b) for a, b in ranges if b > a)
        if not kept:
            return None
        return Attribution(self.sentence, kept, cue, subject, kind)

    # Words before the cue

    def _left_is_quoted(self, at: int) -> bool:
        """Whether a quotation ends right before a position: `"…," he said`."""
        i = at - 1
        if i >= 0 and self.tokens[i].text in COMMAS:
            i -= 1
        return i >= 0 and self.tokens[i].quotation >= 0 and self.tokens[i].text in MARKS and i >= self._taken_until()

    def _left_is_clause(self, at: int, cue: Cue) -> bool:
        """Whether a clause and a comma stand before a position: `The deal is dead, she said`."""
        if at < 4 or self.tokens[at - 1].text not in COMMAS or cue.verb.group in ("describe", "believe", "quote"):
            return False
        start = self._taken_until()
        if at - 1 - start < 3:
            return False
        first = self.tokens[start]
        if first.low in self.language.adverbial_starters and not any(t.text == "," for t in self.tokens[start : at - 1]):
            return False
        return not cue.verb.is_gerund

    def _with_left(self, cue: Cue, subject: Phrase, before: int, after: int) -> Attribution | None:
        end = before - 1 if self.tokens[before - 1].text in COMMAS else before
        start = self._left_start(end)
        ranges = [(start, end)]
        rest = self._continuation(max(after, cue.end), start, end)
        if rest is not None:
            ranges.append((rest, self.end))
        return self._make(cue, subject, tuple(ranges), "left")

    def _left_start(self, end: int) -> int:
        start = self._taken_until()
        while start < end and not self.tokens[start].is_word and self.tokens[start].quotation < 0:
            start += 1
        quotation = self.tokens[end - 1].quotation
        if quotation >= 0:
            first = next(i for i in range(end) if self.tokens[i].quotation == quotation)
            words = [i for i in range(start, first) if self.tokens[i].is_word]
            if len(words) <= 1 or (first and self.tokens[first - 1].text == ":"):
                return max(first, start)
        return start

    def _continuation(self, after: int, start: int, end: int) -> int | None:
        """Return where words go on after the cue: `"X," he said on Monday, "Y"`."""
        i = self._skip_apposition(after)
        i = self.grammar.skip_modifiers(i, self.end, True)
        tokens = self.tokens
        if i >= self.end:
            return None
        if tokens[i].text in COMMAS or tokens[i].text == ":":
            i += 1
        elif tokens[i].quotation < 0:
            return None
        if i >= self.end:
            return None
        if tokens[i].quotation >= 0:
            return i
        if self.language.settings["and"] == tokens[i].low and i + 1 < self.end and tokens[i + 1].quotation >= 0:
            return i
        if tokens[end - 1].quotation >= 0:
            return None
        if tokens[i].low in self.language.complementizers:
            return i
        has_verb = any(t.low in self.language.auxiliaries for t in tokens[start:end])
        if (end - start <= 12 or not has_verb) and not self._is_aside(i):
            return i
        return None

    def _skip_apposition(self, i: int) -> int:
        """Skip ", the mayor of X," after an inverted subject, up to the comma that ends it."""
        tokens = self.tokens
        if i < self.end and tokens[i].text == "," and i + 1 < self.end and tokens[i + 1].quotation < 0:
            close = next((k for k in range(i + 1, self.end) if tokens[k].text == "," and tokens[k].quotation < 0), None)
            if close is not None and close + 1 < self.end and tokens[close + 1].quotation >= 0:
                return close
        return i

    def _is_aside(self, i: int) -> bool:
        token = self.tokens[i]
        return token.low.endswith("ing") or token.low in self.language.conjunctions or (
            token.low in self.language.relatives and token.low not in self.language.complementizers
        ) or token.low in self.language.prepositions

    # Words after the cue

    def _right(self, cue: Cue, following: list[Cue]) -> tuple[int, str] | None:
        """Return where the content after the cue starts and by which construction."""
        tokens, group = self.tokens, cue.verb.group
        if group == "noun":
            return (cue.end + 1, "noun")
        if group == "document":
            return (cue.end, "document")
        if group == "describe":
            return self._described(cue)
        i = self.grammar.skip_modifiers(cue.end, self.end, group in ("tell", "ask"))
        if i >= self.end:
            return None
        if tokens[i].quotation >= 0 and self._is_title(i):
            quotation = tokens[i].quotation
            while i < self.end and tokens[i].quotation == quotation:
                i += 1
            i = self.grammar.skip_modifiers(i, self.end, False)
            if i >= self.end:
                return None
        i = self._over_commas(i)
        if i is None or i >= self.end:
            return None
        token = tokens[i]
        if token.low in self.language.complementizers:
            return (i + 1, "that") if group != "believe" or self._has_quotation(i) else None
        if token.quotation >= 0:
            return (i, "quote")
        if group == "believe":
            return None
        if token.text in (":", ","):
            if i + 1 < self.end and (tokens[i + 1].quotation >= 0 or token.text == ":"):
                return (i + 1, "quote")
            return None
        if group == "quote":
            return None
        if group == "ask":
            return (i, "question") if token.low in self.language.question_words else None
        return self._bare(i, cue)

    def _right_end(self, start: int, kind: str, cue: Cue) -> int:
        """Return where the content that starts after the cue ends."""
        tokens, language = self.tokens, self.language
        first = tokens[start]
        if kind == "quote" and first.quotation >= 0:
            close = start
            while close < self.end and tokens[close].quotation == first.quotation:
                close += 1
            ends_so = tokens[close - 2].text in ",.?!…" or (close < self.end and tokens[close].text == ",")
            is_open = close + 1 < self.end and tokens[close].low == language.settings["and"]
            return close if ends_so and not is_open else self.end
        if kind in ("described", "mixed"):
            return self._described_end(start)
        is_subordinate = self._is_subordinate(cue)
        is_relative = self._is_relative(cue)
        for i in range(start + 2, self.end - 1):
            token, following = tokens[i], tokens[i + 1]
            if token.quotation >= 0:
                continue
            if token.text == ";":
                return i
            if token.text in DASHES and any(t.text in DASHES for t in tokens[i + 1 : self.end]):
                continue
            if token.text in COMMAS and following.quotation < 0:
                if is_relative or self._opposes(i + 1):
                    return i
                if following.low in language.prepositions:
                    continue
                if following.low.endswith(("ing",)) and following.is_word and not following.is_name and len(following.low) > 5:
                    return i
                if following.low in language.tail_starters:
                    return i
                if is_subordinate and (
                    following.is_name or following.low in language.pronouns or following.low in language.determiners
                ):
                    return i
        return self.end

    def _is_relative(self, cue: Cue) -> bool:
        """Whether the cue stands in an inserted relative clause: ", which she said …, "."""
        if cue.subject is None or cue.subject.start < 1:
            return False
        at = cue.subject.start - 1 if cue.subject.path == "subject" else cue.subject.end + 1
        if cue.subject.path not in ("subject", "relative") or at >= cue.start:
            return False
        return self.tokens[at].low in self.language.relatives and self.tokens[at - 1].text == ","

    def _opposes(self, i: int) -> bool:
        """Whether a clause of its own with "but" or "so" starts here."""
        tokens = self.tokens
        if tokens[i].low not in self.language.opposing or i + 2 >= self.end:
            return False
        following = tokens[i + 1]
        return following.low in self.language.subject_pronouns or following.is_name or following.low in ("the", "his", "her", "its", "their")

    def _described_end(self, start: int) -> int:
        """End after the last quotation of the object, at a comma or a conjunction."""
        tokens = self.tokens
        i = next((k for k in range(start, self.end) if tokens[k].quotation >= 0), start)
        while i < self.end:
            while i < self.end and tokens[i].quotation >= 0:
                i += 1
            if i >= self.end or tokens[i].text in COMMAS or tokens[i - 2].text in ",.?!":
                return i
            if tokens[i].low in self.language.conjunctions and not (
                i + 1 < self.end and (tokens[i + 1].quotation >= 0)
            ):
                return i
            i += 1
            while i < self.end and tokens[i].quotation < 0 and tokens[i].text not in COMMAS:
                if tokens[i].low in self.language.conjunctions and tokens[i+1:i+2] and tokens[i + 1].quotation < 0:
                    return i
                i += 1
            if i < self.end and tokens[i].text in COMMAS:
                return i
        return self.end

    def _is_subordinate(self, cue: Cue) -> bool:
        """Whether the cue stands in a clause the sentence opens with: "Although she said …"."""
        first = self.tokens[0]
        if cue.start == 0 and cue.verb.is_gerund:
            return True
        if first.low not in self.language.subordinators or cue.subject is None:
            return False
        return 0 < cue.subject.start <= 6 and not any(t.text == "," for t in self.tokens[: cue.subject.start])

    def _bare(self, i: int, cue: Cue) -> tuple[int, str] | None:
        tokens = self.tokens
        token = tokens[i]
        if not token.is_word and token.text not in "$£€#@":
            return None
        if token.low in self.language.infinitive_marks and self._has_quotation(i) and cue.verb.lemma in self.language.infinitive_verbs:
            return (i, "mixed")
        if token.low in self.language.conjunctions or token.low in self.language.prepositions:
            if token.low in self.language.question_words or (token.low == "if" and not self._left_is_clause(cue.start, cue)):
                return (i, "bare")
            return None
        if self.end - i < 2:
            return None
        if cue.verb.lemma not in self.language.free_verbs and not self._looks_like_clause(i):
            return (i, "object") if self._has_quotation(i) or cue.verb.lemma in self.language.object_verbs else None
        return (i, "bare")

    def _looks_like_clause(self, start: int) -> bool:
        """Whether a verb follows the words at `start` before any relative clause does."""
        language = self.language
        if self.tokens[start].low in language.subject_pronouns:
            return True
        for i in range(start + 1, min(start + 22, self.end)):
            token = self.tokens[i]
            if token.quotation >= 0:
                return i - start < 6
            if token.low in language.relatives and token.low not in language.complementizers:
                return False
            if token.low in language.auxiliaries and not self.grammar.is_possessive(i):
                return True
            if token.low in language.auxiliaries and not self.tokens[i - 1].is_name and self.tokens[i-1].low in language.pronouns:
                return True
            if token.low in language.complementizers and token.low != "that":
                return False
        return False

    def _is_title(self, i: int) -> bool:
        """Whether the quotation that starts here is the title of a broadcast or a book."""
        before = self.tokens[i - 1]
        return self.grammar.is_possessive(i - 1) or before.low in self.language.title_nouns or (
            before.low in self.language.prepositions and before.low not in self.language.of
        )

    def _over_commas(self, i: int) -> int | None:
        """Skip an insertion between the verb and its content: "said, however, that"."""
        tokens = self.tokens
        if tokens[i].text != "," or i + 1 >= self.end or tokens[i + 1].quotation >= 0:
            return i
        if tokens[i + 1].low in ("if", "when"):
            return i + 1
        for j in range(i + 1, min(i + 25, self.end)):
            if tokens[j].text == "," and j + 1 < self.end:
                nxt = tokens[j + 1]
                if nxt.low in self.language.complementizers or (nxt.quotation >= 0 and j - i < 8):
                    return j + 1
        return i

    def _has_quotation(self, i: int) -> bool:
        return any(token.quotation >= 0 for token in self.tokens[i : self.end])

    def _described(self, cue: Cue) -> tuple[int, str] | None:
        """`called the plan "a disgrace"`: an object with quoted words in it."""
        for i in range(cue.end, min(cue.end + 25, self.end)):
            token = self.tokens[i]
            if token.quotation >= 0:
                return (cue.end, "described")
            if token.text in (";", ":") or i + 1 in self.cue_starts:
                return None
        return None

    def _according(self, cue: Cue) -> Attribution | None:
        """`According to X, …` and `…, according to X`."""
        assert cue.subject is not None
        tokens, after = self.tokens, cue.subject.end
        left = [t for t in tokens[: cue.start] if t.is_word]
        if len(left) <= 1:
            comma = next((i for i in range(after, min(after + 30, self.end)) if tokens[i].text == ","), None)
            if comma is None:
                return None
            return self._make(cue, cue.subject, ((comma + 1, self.end),), "according")
        end = cue.start - 1 if tokens[cue.start - 1].text in COMMAS else cue.start
        start = self._left_start(end)
        ranges = [(start, end)]
        return self._make(cue, cue.subject, tuple(ranges), "according")

    def _inverted_indirect(self, cue: Cue) -> Attribution | None:
        """`The deal is dead, said Ann Lee.`"""
        at = cue.start
        if at == 0 and not cue.verb.is_gerund:
            inverted = self.grammar.subject_after(cue.end, self.end)
            if inverted is None:
                return None
            colon = next((i for i in range(inverted.end, self.end) if self.tokens[i].text == ":"), None)
            if colon is None or colon + 1 >= self.end:
                return None
            return self._make(cue, inverted, ((colon + 1, self.end),), "quote")
        if at < 3 or self.tokens[at - 1].text not in COMMAS or cue.verb.group in ("describe", "believe", "quote"):
            return None
        inverted = self.grammar.subject_after(cue.end, self.end)
        if inverted is None or cue.verb.is_gerund:
            return None
        return self._with_left(cue, inverted, at, inverted.end)
