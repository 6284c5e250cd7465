"""How a quotation was written down: its pieces, and what an editor put into it.

An editor may leave words out (`[…]`, `…`), put words in (`Daesh [ISIS in Syria]`) and change the
case of a letter (`[T]he`). `read_wording` turns such a quotation into one pattern a piece, to be
searched in normalised text.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from sources.text import DOUBLE_QUOTES, LINE_MARK, MARK, SINGLE_QUOTES, WORD, normalize

# The longest attribution that may stand inside a quotation (”, he told reporters in Tehran, “).
MAX_INTERRUPTION = 160

_QUOTES = tuple(SINGLE_QUOTES + DOUBLE_QUOTES)
_GAP = re.compile(r" ?(?:\[\.\.\.\]|\(\.\.\.\)|\.\.\.) ?")
_TOKEN = re.compile(
    r"\[(?P<letter>[^\W\d_])\](?=\w)"
    r"|(?P<before> ?)\[(?P<insertion>[^\[\]]+)\](?P<after> ?)"
    rf"|(?P<separator>[,.;:!?]?[ {LINE_MARK}])"
    rf"|(?P<dash>-)|(?P<mark>{MARK})|(?P<literal>.)",
    re.DOTALL,
)
# What may differ at the ends of a piece: a reporter ends the words of another with the comma or
# the full stop of the reporter's own sentence.
_EDGE_MARKS = f" ,.;:-{MARK}{LINE_MARK}"
_END_MARKS = re.compile(r"[^\w\s]+$")


@dataclass(frozen=True)
class Piece:
    """A run of words that must stand in the source without a gap, in normalised form.

    `lead` and `tail` are the marks at its ends, which the source need not have.
    """

    lead: str
    text: str
    tail: str

    @property
    def is_edited(self) -> bool:
        """Whether brackets mark an editor's hand, so that the source may read otherwise."""
        return "[" in self.text

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds the piece in normalised text; its groups capture interruptions."""
        return re.compile("".join(_pattern_of(token) for token in _TOKEN.finditer(self.text)))


@dataclass(frozen=True)
class Wording:
    """A quotation as it is searched for.

    `words` are as they were written, without quotation marks around; `text` is their normalised
    form.
    """

    words: str
    text: str
    pieces: tuple[Piece, ...]

    @property
    def whole(self) -> Piece:
        """The quotation as one piece: the source may hold its ellipses as they are."""
        return _piece(self.text)

    @property
    def end_marks(self) -> str:
        """The punctuation after the last word."""
        match = _END_MARKS.search(self.text)
        return match[0] if match else ""


def read_wording(words: str) -> Wording:
    """Return the pieces of a quotation; none if there is no word in it."""
    bare = _without_outer_marks(words.strip())
    text = normalize(bare).text
    pieces = tuple(_piece(part) for part in _GAP.split(text) if WORD.search(part))
    return Wording(bare, text, pieces)


def _piece(part: str) -> Piece:
    bare = part.strip(_EDGE_MARKS)
    start = part.find(bare)
    return Piece(lead=part[:start], text=bare, tail=part[start + len(bare) :])


def _without_outer_marks(words: str) -> str:
    inner = words[1:-1]
    is_wrapped = words[:1] in _QUOTES and words[-1:] in _QUOTES and words[0] not in inner
    return inner.strip() if inner and is_wrapped and words[-1] not in inner else words


def _pattern_of(token: re.Match[str]) -> str:
    match token.lastgroup:
        case "letter":
            return rf"\[?(?i:{token['letter']})\]?"
        case "after":
            return _insertion_pattern(token)
        case "separator":
            return _separator_pattern(token[0])
        case "dash":
            return rf"(?:-|{_interruption('[,-]?')})"
        case "mark":
            return f"[{MARK}{LINE_MARK}]{{1,2}}"
        case _:
            return re.escape(token[0])


def _insertion_pattern(token: re.Match[str]) -> str:
    """The source may hold the inserted words in brackets, without, or not at all."""
    inserted = re.escape(token["insertion"])
    before, after = token["before"], token["after"]
    following = token.string[token.end() : token.end() + 1]
    is_between_words = token.start() > 0 and (after or following.isalnum())
    absent = (before or after) if is_between_words else ""
    present = rf"{before}(?:\[{inserted}\]|\({inserted}\)|{inserted}){after}"
    return f"(?:{present}|{absent})"


def _separator_pattern(separator: str) -> str:
    """Between two words of a quotation the source may have the speaker named.

    A quotation of several paragraphs also repeats its opening mark at each. Commas and full stops
    may be those of the interruption (“X,” he said. “Y.”), other marks belong to the words.
    """
    punctuation = separator.strip(f" {LINE_MARK}")
    kept = re.escape(punctuation)
    alternatives = [f"{kept} "]
    if punctuation:
        alternatives.append(f"{kept}{LINE_MARK}")
    alternatives.append(_interruption("[,.]?" if punctuation in ("", ",", ".") else kept))
    return f"(?:{'|'.join(alternatives)})"


def _interruption(punctuation: str) -> str:
    marks = f"{MARK}{LINE_MARK}"
    return rf"{punctuation}({MARK}[^{marks}]{{1,{MAX_INTERRUPTION}}}[{marks}])"
