"""What is typed, cut into the marks and words of the query language."""

import re
from dataclasses import dataclass
from enum import Enum, auto

# Single quotation marks are left out: they are apostrophes far more often.
QUOTES = '"“”„‟«»‹›＂〝〞'


class Mark(Enum):
    WORD = auto()
    PHRASE = auto()
    OPEN = auto()
    CLOSE = auto()
    MINUS = auto()
    NOT = auto()
    AND = auto()
    OR = auto()
    NEAR = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One piece, from `start` to `end` of the text; of NEAR, `text` is what follows its slash."""

    mark: Mark
    text: str
    start: int
    end: int
    # Whether a phrase ends with a quotation mark, not with the text.
    is_closed: bool = True

    @property
    def says_something(self) -> bool:
        return any(character.isalnum() for character in self.text)


# A minus stands right before what it leaves out; two are a dash. A parenthesis opens a group
# where a word begins, so that "report(s)" stays one word.
_TOKEN = re.compile(
    rf"""
    [{QUOTES}] (?P<phrase>[^{QUOTES}]*) (?P<closing>[{QUOTES}]?)
    | (?P<open>[(（])
    | (?P<close>[)）])
    | (?P<minus>[-−－﹣](?=[^\s\-−－﹣)]))
    | (?P<word>[^\s{QUOTES}()（）]+ (?: \([^\s{QUOTES}()]*\) [^\s{QUOTES}()（）]* )*)
    """,
    re.VERBOSE,
)
# In small letters it takes the number to tell the operator from the word.
_NEAR = re.compile(r"NEAR(?:/(?P<number>.*))?|(?i:near)/(?P<digits>\d+)", re.DOTALL)
_OPERATORS = {"OR": Mark.OR, "AND": Mark.AND, "NOT": Mark.NOT}


def scan(text: str) -> list[Token]:
    """Return the tokens of `text` in reading order; spaces yield none."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        kind = match.lastgroup
        if kind == "closing":
            token = Token(Mark.PHRASE, match["phrase"].strip(), start, end, bool(match["closing"]))
        elif kind == "word":
            is_negated = bool(tokens) and tokens[-1].mark is Mark.MINUS and tokens[-1].end == start
            token = _word(match["word"], start, end, may_operate=not is_negated)
        else:
            mark = {"open": Mark.OPEN, "close": Mark.CLOSE, "minus": Mark.MINUS}[str(kind)]
            token = Token(mark, match[0], start, end)
        tokens.append(token)
    return tokens


def _word(text: str, start: int, end: int, *, may_operate: bool) -> Token:
    if may_operate and text in _OPERATORS:
        return Token(_OPERATORS[text], text, start, end)
    if may_operate and (near := _NEAR.fullmatch(text)):
        distance = near["number"] if near["digits"] is None else near["digits"]
        return Token(Mark.NEAR, distance or ("" if text == "NEAR" else "/"), start, end)
    return Token(Mark.WORD, text, start, end)
