"""A text as paragraphs, sentences and tokens. A sentence never ends inside a quotation."""

import re
from functools import lru_cache

from .language import Language, given_names
from .quotation_marks import PARAGRAPH, Quotation, find_quotations

ENDS = frozenset((".", "?", "!", "…", "...", "....", "?!", "!!"))
MARKS = frozenset("\"“”„«»‘’'") | {"``", "''", "’’", "‘‘"}
DASHES = frozenset(("—", "–", "--", "-", "―", "---"))


class Token:
    """A word or a mark: its text, lower-case text, offsets and the quotation it stands in."""

    __slots__ = ("text", "low", "start", "end", "quotation", "is_name", "is_word")

    def __init__(self, text: str, start: int, quotation: int) -> None:
        self.text = text
        self.low = text.lower()
        self.start = start
        self.end = start + len(text)
        self.quotation = quotation
        self.is_word = text[0].isalnum() or text[-1].isalnum()
        self.is_name = False

    def __repr__(self) -> str:
        return self.text


class Sentence:
    """The tokens of a sentence and the paragraph it stands in."""

    __slots__ = ("tokens", "paragraph", "index")

    def __init__(self, tokens: list[Token], paragraph: int, index: int) -> None:
        self.tokens = tokens
        self.paragraph = paragraph
        self.index = index

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end


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
        self._mark_names()

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
            tokens.append(Token(match.group(), match.start(), at if is_inside else -1))
        begin = 0
        for position in range(1, len(tokens) + 1):
            if position == len(tokens) or self._ends(tokens, position):
                sentence = Sentence(tokens[begin:position], number, len(self.sentences))
                self.sentences.append(sentence)
                begin = position

    def _ends(self, tokens: list[Token], position: int) -> bool:
        """Whether a sentence ends before the token at `position`."""
        following, last = tokens[position], position - 1
        if following.quotation >= 0 and following.quotation == tokens[last].quotation:
            return False
        if following.text in ENDS or following.text in ")]" or following.text in ",;:":
            return False
        while last > 0 and tokens[last].text in MARKS | {")", "]"}:
            last -= 1
        end = tokens[last]
        starts_anew = following.text[0].isupper() or not following.is_word or following.text[0].isdigit()
        if following.text in DASHES:
            return False
        if end.text not in ENDS:
            return (
                end.text.endswith(".")
                and end.is_word
                and starts_anew
                and following.low in self.language.not_names
            )
        if not starts_anew:
            return False
        before = tokens[last - 1] if last else end
        if end.text == "." and tokens[last].end == tokens[last].start + 1 and last == position - 1:
            is_initial = len(before.text) == 1 and before.text.isupper() and before.text != "I"
            if (before.low in self.language.abbreviations or is_initial) and before.end == end.start:
                return False
        return True

    def _mark_names(self) -> None:
        """Mark the capitalised words that are names, not merely the first of a sentence."""
        language = self.language
        known = {
            token.text
            for sentence in self.sentences
            for before, token in zip(sentence.tokens, sentence.tokens[1:])
            if token.text[0].isupper() and before.is_word and before.low != "’s"
        }
        lower = {t.text for s in self.sentences for t in s.tokens if t.text[0].islower()}
        given = given_names()[0] | given_names()[1]
        for sentence in self.sentences:
            tokens = sentence.tokens
            for i, token in enumerate(tokens):
                if not token.text[0].isupper() or token.text == "I":
                    continue
                if i and tokens[i - 1].is_word:
                    token.is_name = token.low not in language.pronouns
                    continue
                if token.low in language.not_names or token.low in language.closed:
                    continue
                follows = i + 1 < len(tokens) and tokens[i + 1].text[0].isupper()
                token.is_name = (
                    token.text in known
                    or token.low in given
                    or (follows and (token.low in language.titles or token.low not in lower))
                    or (token.low not in lower and token.low not in language.plural_people
                        and token.low not in language.person_nouns and not token.low.endswith("ing"))
                    or (len(token.text) > 1 and token.text.isupper())
                )


@lru_cache
def token_pattern(elisions: str) -> re.Pattern[str]:
    """Return the pattern of a token; `elisions` are a language's own word boundaries."""
    return re.compile(
        (elisions + "|" if elisions else "")
        + r"(?:[^\W\d_]\.){2,}(?:-[^\W_]+)*"
        + r"|['’]s\b"
        + r"|[@#$€£]?[^\W_]+(?:['’](?!s\b)[^\W_]+|[-‑&@/_](?=\w)[^\W_]+|[.,]\d+[^\W_]*)*"
        + r"|``|''|’’|‘‘|--+|\.{3,}|[?!]{2,}|\w+|[^\w\s]"
    )
