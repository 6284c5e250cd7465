"""A text as paragraphs, sentences and tokens. A sentence never ends inside a quotation."""

import re
from dataclasses import replace
from functools import lru_cache

from .capitals import mark_names
from .language import Language
from .quotation_marks import PARAGRAPH, Quotation, find_quotations
from .tokens import AFTER_END, DASHES, ENDS, MARKS, NEVER_FIRST, Sentence, Token

LATE_CUE = 10  # Tokens from the end within which a cue may follow a missing closing mark.
LONG_SUBJECT = 6
LONGEST_SPEAKER = 20  # Tokens between a quotation and the verb that goes with it.
SPEECH_LENGTH = 5  # Tokens a quotation has that is no nickname.


class Text:
    """An article read once: its paragraphs' offsets, its quotations and its sentences."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language
        self.quotations: list[Quotation] = find_quotations(text)
        self.paragraphs: list[tuple[int, int]] = []
        self.sentences: list[Sentence] = []
        for match in PARAGRAPH.finditer(text):
            if match.group().strip():
                self._read_paragraph(*match.span())
        mark_names(self.sentences, language)

    def _read_paragraph(self, start: int, end: int) -> None:
        number = len(self.paragraphs)
        self.paragraphs.append((start, end))
        pattern = token_pattern(self.language.settings.get("elisions", ""))
        inside = iter([q for q in self.quotations if start <= q.start < end])
        first = self.quotations.index(q) if (q := next(inside, None)) else 0
        tokens = []
        at = first
        for match in pattern.finditer(self.text, start, end):
            while q and match.start() >= q.end:
                q = next(inside, None)
                at += 1
            is_inside = q is not None and match.start() >= q.start
            word = match.group()
            lists = self.language.lists_of(word)
            tokens.append(Token(word, match.start(), at if is_inside else -1, lists))
        if tokens and tokens[-1].quotation >= 0:
            self._close_before_cue(tokens)
        begin = 0
        for position in range(1, len(tokens) + 1):
            if position == len(tokens) or self._ends(tokens, position):
                sentence = Sentence(tokens[begin:position], number, len(self.sentences))
                self.sentences.append(sentence)
                begin = position

    def _close_before_cue(self, tokens: list[Token]) -> None:
        """End a quotation that lacks its closing mark before ", she said." """
        quotation = tokens[-1].quotation
        if self.quotations[quotation].is_closed:
            return
        for i in range(len(tokens) - 2, max(len(tokens) - LATE_CUE, 1), -1):
            if tokens[i].quotation != quotation:
                return
            verbs = self.language.verbs.get(tokens[i].low, ())
            if not any(verb.group == "say" and not verb.is_gerund for verb in verbs):
                continue
            subject = range(i - 1, max(i - LONG_SUBJECT, 0), -1)
            comma = next((k for k in subject if tokens[k].text == ","), None)
            named = tokens[i - 1]
            if comma is None or not (named.text[0].isupper() or named.is_a("pronouns")):
                return
            for token in tokens[comma + 1 :]:
                token.quotation = -1
            closed = replace(self.quotations[quotation], end=tokens[comma].end, is_closed=True)
            self.quotations[quotation] = closed
            if quotation + 1 < len(self.quotations):
                following = replace(self.quotations[quotation + 1], is_continued=False)
                self.quotations[quotation + 1] = following
            return

    def _ends(self, tokens: list[Token], position: int) -> bool:
        """Whether a sentence ends before the token at `position`."""
        following, last = tokens[position], position - 1
        if following.text in NEVER_FIRST or following.text in DASHES:
            return False
        if following.quotation >= 0 and following.quotation == tokens[last].quotation:
            return False
        is_first = (
            not following.is_word or following.text[0].isupper() or following.text[0].isdigit()
        )
        if not is_first or self._is_joined(tokens, position):
            return False
        while last > 0 and tokens[last].text in AFTER_END:
            if tokens[last].text == ")" and not _is_apart(tokens, last):
                return False
            last -= 1
        if tokens[last].text in ENDS:
            is_asked = tokens[last].text != "." and tokens[position - 1].quotation >= 0
            if is_asked and self._names_speaker(tokens, position):
                return False
            is_end = last < position - 1 or not self._is_abbreviated(tokens, last)
            return is_end or _opens_speech(tokens, position)
        is_abbreviation = tokens[last].is_word and tokens[last].text.endswith(".")
        return is_abbreviation and (following.is_a("not_names") or _opens_speech(tokens, position))

    def _is_joined(self, tokens: list[Token], position: int) -> bool:
        """Whether a full stop stands within a name, "JAZZ.FM91"; "late.Then" lacks a blank."""
        stop, following = tokens[position - 1], tokens[position]
        is_close = stop.text == "." and following.is_word and stop.end == following.start
        return is_close and position > 1 and tokens[position - 2].text.isupper()

    def _names_speaker(self, tokens: list[Token], position: int) -> bool:
        """Whether what follows a quotation says whose it is: `"Is it dead?" Ann Lee asked.`"""
        for i in range(position + 1, min(position + LONGEST_SPEAKER, len(tokens) - 1)):
            token, following = tokens[i], tokens[i + 1]
            if token.quotation >= 0:
                return False
            verbs = self.language.verbs.get(token.low, ())
            if any(verb.group in ("say", "ask", "tell", "quote") for verb in verbs):
                is_last = (
                    not following.is_word or i + 2 >= len(tokens) or tokens[i + 2].text in ENDS
                )
                return is_last or following.is_a(
                    "modifier_prepositions", "times", "adverbs", "addressees"
                )
        return False

    def _is_abbreviated(self, tokens: list[Token], stop: int) -> bool:
        """Whether the full stop belongs to an abbreviation or an initial."""
        before = tokens[stop - 1]
        if tokens[stop].text != "." or not stop or before.end != tokens[stop].start:
            return False
        is_initial = len(before.text) == 1 and before.text.isupper() and before.text != "I"
        return is_initial or before.is_a("abbreviations")


def _is_apart(tokens: list[Token], closing: int) -> bool:
    """Whether what a bracket closes is a sentence of its own, no "(D-Calif.)" within one."""
    opening = next((i for i in range(closing, -1, -1) if tokens[i].text == "("), 0)
    return opening == 0 or tokens[opening - 1].text in ENDS | MARKS


def _opens_speech(tokens: list[Token], position: int) -> bool:
    """Whether a quotation of a sentence's length starts: `said Lee of R-S.C. "We got it. …"`."""
    quotation, end = tokens[position].quotation, position
    while end < len(tokens) and tokens[end].quotation == quotation >= 0:
        end += 1
    is_long = end - position > SPEECH_LENGTH
    return is_long and tokens[position + 1].text[0].isupper()


@lru_cache
def token_pattern(elisions: str) -> re.Pattern[str]:
    """Return the pattern of a token; `elisions` are a language's own word boundaries."""
    return re.compile(
        (elisions + "|" if elisions else "")
        + r"(?:[^\W\d_]-)?(?:[^\W\d_]\.){2,}(?:-[^\W_]+)*"
        + r"|['’]s\b"
        + r"|[@#$€£]?[^\W_]+(?:['’](?!s\b)[^\W_]+|[-‑&@/_](?=\w)[^\W_]+|[.,]\d+[^\W_]*)*"
        + r"|``|''|’’|‘‘|--+|\.{3,}|[?!]{2,}|\w+|[^\w\s]"
    )
