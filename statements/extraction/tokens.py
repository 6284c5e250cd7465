"""Tokens and sentences, and the marks between them."""

ENDS = frozenset((".", "?", "!", "…", "...", "....", "?!", "!!"))
MARKS = frozenset("\"“”„«»‘’'") | {"``", "''", "’’", "‘‘"}
AFTER_END = MARKS | {")", "]"}
COMMAS = frozenset((",", "—", "–", "--", "―"))
NEVER_FIRST = frozenset((*ENDS, ")", "]", ",", ";", ":"))
DASHES = frozenset(("—", "–", "--", "-", "―", "---"))


class Token:
    """A word or a mark: its text, where it stands, and the word lists it is in."""

    __slots__ = ("end", "is_name", "is_word", "lists", "low", "quotation", "start", "text")

    def __init__(self, text: str, start: int, quotation: int, lists: frozenset[str]) -> None:
        self.text = text
        self.low = text.lower()
        self.start = start
        self.end = start + len(text)
        self.quotation = quotation
        self.lists = lists
        self.is_word = text != "" and (text[0].isalnum() or text[-1].isalnum())
        self.is_name = False

    def __repr__(self) -> str:
        return self.text

    def is_a(self, *lists: str) -> bool:
        """Whether the word is in one of the language's lists."""
        return not self.lists.isdisjoint(lists)


class Sentence:
    """The tokens of a sentence and the paragraph it stands in."""

    __slots__ = ("index", "paragraph", "tokens")

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
