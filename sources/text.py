"""Text made comparable: typography folded, every offset traceable to the original.

Two printings of the same words differ in quotation marks, dashes, spaces, ligatures and invisible
characters. `normalize` removes those differences and nothing else: letters, case, digits and
punctuation stay, so texts that are alike after it hold the same words.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from people.diff import UNSPACED

SINGLE_QUOTES = "'`´‘’‚‛′‵ʹʻʼʽˈ‹›＇"
DOUBLE_QUOTES = '"“”„‟«»″‴‶‷〝〞〟「」『』＂❝❞'
# A normalised quotation mark; one that opens a line keeps its own sign, because a quotation that
# runs over several paragraphs repeats its opening mark at each of them.
MARK = '"'
LINE_MARK = "“"
APOSTROPHE = "'"
ELLIPSIS = "..."

_IGNORED = "\xad"  # Stands for every character that leaves no trace on paper.
# Letters that keyboards and publishers interchange in Persian and Arabic text.
_LETTER_VARIANTS = {"ي": "ی", "ى": "ی", "ك": "ک", "ە": "ه"}
# A word of normalised text; in scripts without spaces each character is one.
WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+(?:'[^\W_{UNSPACED}]+)*")
_UNSPACED_CHARACTER = re.compile(f"[{UNSPACED}]")


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """A folded text and, as parallel columns, the runs that lead back to the original.

    Run `i` begins at `starts[i]` of `text` and came from `origins[i]` to `origin_ends[i]`.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[int, ...]
    origin_ends: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that gave `text[start:end]`, which is not empty.

        Where one original character became several (ﬁ), the whole of it is covered.
        """
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1) - 1
        begin = self.origins[first]
        if self._is_literal(first):
            begin += start - self.starts[first]
        finish = self.origin_ends[last]
        if self._is_literal(last):
            finish = self.origins[last] + end - self.starts[last]
        return begin, finish

    def _is_literal(self, run: int) -> bool:
        following = self.starts[run + 1] if run + 1 < len(self.starts) else len(self.text)
        return following - self.starts[run] == self.origin_ends[run] - self.origins[run]


def normalize(text: str) -> NormalizedText:
    """Return `text` with its typography folded, each character traceable to the original.

    Quotation marks become `"` (`“` at the start of a line), apostrophes `'`, dashes `-`, ellipses
    `...`, without spaces around marks, dashes and ellipses; other spaces and line breaks become
    one space; invisible characters go; compatibility forms (ﬁ, full-width letters) and combining
    accents become the usual letters.
    """
    folded = text.translate(_FOLDS)
    pieces: list[str] = []
    starts: list[int] = []
    origins: list[int] = []
    ends: list[int] = []
    length = 0

    def keep(piece: str, origin: int, end: int) -> None:
        nonlocal length
        if piece:
            pieces.append(piece)
            starts.append(length)
            origins.append(origin)
            ends.append(end)
            length += len(piece)

    done = 0
    for match in _edits(folded).finditer(folded):
        start, end = match.span()
        replacement = _replacement(match, text)
        if replacement == match[0]:
            continue
        keep(folded[done:start], done, start)
        keep(replacement, start, end)
        done = end
    keep(folded[done:], done, len(folded))
    return NormalizedText("".join(pieces), tuple(starts), tuple(origins), tuple(ends))


def is_word_boundary(text: str, position: int) -> bool:
    """Return whether no word runs across `position` of `text`."""
    if position <= 0 or position >= len(text):
        return True
    before, after = text[position - 1], text[position]
    if unicodedata.category(after).startswith("M"):
        return False
    if not (after.isalnum() and (before.isalnum() or unicodedata.combining(before))):
        return True
    return any(_UNSPACED_CHARACTER.match(character) for character in (before, after))


class _Folds(dict[int, str]):
    """What each character becomes when that is one character; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


_FOLDS = _Folds()


def _fold_character(character: str) -> str:
    if character in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029":
        return "\n"
    if character.isspace():
        return " "
    if character in SINGLE_QUOTES:
        return APOSTROPHE
    if character in DOUBLE_QUOTES:
        return MARK
    category = unicodedata.category(character)
    if category == "Pd" or character == "−":
        return "-"
    if category in ("Cf", "Cc") or character == "ـ" or "\ufe00" <= character <= "\ufe0f":
        return _IGNORED
    compatible = unicodedata.normalize("NFKC", character)
    if len(compatible) != 1:
        return character
    return _LETTER_VARIANTS.get(compatible, compatible)


_SPACING = rf"[ \n{_IGNORED}]"
_MARKS = f"[{MARK}{APOSTROPHE}]"
_TYPOGRAPHY = rf"""
    # Quotation marks with the spaces around them, but not the apostrophe inside a word, and not
    # the line break between a closing mark and the next opening one.
    (?P<mark> (?! (?<=[^\W_]) ' [^\W_]) {_SPACING}* {_MARKS} (?:[\ {_IGNORED}]* {_MARKS})*
        (?: {_SPACING}+ (?! ["' \n{_IGNORED}]))? )
    | (?P<dash> {_SPACING}* - (?:{_SPACING}* -)* {_SPACING}* )
    | (?P<ellipsis> {_SPACING}* (?: (?:\.{_SPACING}*)* … | \.{_SPACING}*\.{_SPACING}*\. ) [….]*
        (?: {_SPACING}+ [….]+ )* {_SPACING}* )
    | (?P<nothing> {_SPACING}+ (?=[,.;:!?)\]%]) | (?<=[(\[]) {_SPACING}+ | {_IGNORED}+ (?![ \n]) )
    | (?P<space> \n {_SPACING}* | \  {_SPACING}+ | {_IGNORED}+ {_SPACING}+ )
"""


def _edits(folded: str) -> re.Pattern[str]:
    """Return the pattern of what in this text changes length; exotic letters only if it has any."""
    present = set(folded)
    composing = "".join(sorted(filter(_is_composing, present)))
    expanding = "".join(sorted(character for character in present if _expands(character)))
    alternatives = [_TYPOGRAPHY]
    if composing:
        alternatives.append(rf"(?P<composed>[^ \n][{re.escape(composing)}]+)")
    if expanding:
        alternatives.append(rf"(?P<expanded>[{re.escape(expanding)}])")
    return re.compile("|".join(alternatives), re.VERBOSE)


def _is_composing(character: str) -> bool:
    # The second range holds the vowels and finals of decomposed Korean syllables.
    return unicodedata.combining(character) != 0 or "\u1160" <= character <= "\u11ff"


def _expands(character: str) -> bool:
    return character != "…" and len(unicodedata.normalize("NFKC", character)) > 1


def _replacement(match: re.Match[str], text: str) -> str:
    match match.lastgroup:
        case "mark":
            before_mark = re.split(_MARKS, match[0], maxsplit=1)[0]
            return LINE_MARK if "\n" in before_mark else MARK
        case "dash":
            return "-"
        case "ellipsis":
            return ELLIPSIS
        case "nothing":
            return ""
        case "space":
            return " "
        case _:
            return _fold_each(unicodedata.normalize("NFKC", match[0]))


def _fold_each(characters: Iterable[str]) -> str:
    folded = "".join(_FOLDS[ord(character)] for character in characters)
    return folded.replace(_IGNORED, "").replace("\n", " ")
