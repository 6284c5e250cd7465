"""The query language: words, "phrases", -not, OR, (groups), prefix* and NEAR.

Pure: text in, a tree out. Ordinary typing can always be read: what is left loose is passed over
with a remark that says where. Only what asks for something that cannot be done is an error.
"""

from dataclasses import dataclass
from functools import lru_cache

from statements.search.tokens import Mark, Token, scan

# How far apart NEAR may reach; a bare NEAR reaches as far as journalists mostly write.
USUALLY_NEAR, FARTHEST = 10, 25
# Parentheses within one another: more would recurse deeper than anybody can read.
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Word:
    """A word, found in all its grammatical forms that a language's stemmer knows."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of a word."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this form and order, next to each other."""

    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """Two things at most `distance` words apart, in either order; 1 is next to each other."""

    one: "Operand"
    other: "Operand"
    distance: int


@dataclass(frozen=True, slots=True)
class Not:
    term: "Query"


@dataclass(frozen=True, slots=True)
class And:
    terms: "tuple[Query, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    terms: "tuple[Query, ...]"


Term = Word | Prefix | Phrase
# What NEAR stands between: a term, or alternatives of them.
Operand = Term | Or
Query = Term | Near | Not | And | Or


@dataclass(frozen=True, slots=True)
class Remark:
    """What was passed over, from `start` to `end` of the text (code points), and why."""

    start: int
    end: int
    message: str


class QueryError(ValueError):
    """A query that asks for something impossible, from `start` to `end` of the text."""

    def __init__(self, message: str, *, start: int, end: int) -> None:
        super().__init__(message)
        self.remark = Remark(start, end, message)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text asks for, None if nothing, and what in it was passed over."""

    query: Query | None
    remarks: tuple[Remark, ...] = ()


@lru_cache(maxsize=256)
def read(text: str) -> Reading:
    """Return what `text` asks for, with remarks in reading order.

    NEAR binds closest, then the space between words, then OR: `a b OR c` is (a and b) or c.
    Raises QueryError if NEAR has no usable number or stands beside what has no place in the
    text (a negation, words that need not be together), or parentheses are nested too deep.
    """
    # A null character can be typed into an address, but PostgreSQL keeps none.
    reader = _Reader(scan(text.replace("\0", " ")))
    query = reader.everything()
    return Reading(query, tuple(sorted(reader.remarks, key=lambda one: one.start)))


def parse(text: str) -> Query | None:
    """Return what `text` asks for; None if it holds no letter and no digit to look for."""
    return read(text).query


def sought(query: Query | None) -> list[Term | Near]:
    """Return the terms that a result may hold, in the order typed: all but the negated ones."""
    if query is None or isinstance(query, Not):
        return []
    if isinstance(query, And | Or):
        return [term for part in query.terms for term in sought(part)]
    return [query]


def terms_of(query: Query | None) -> list[Term]:
    """Return the words, prefixes and phrases of `query` that a result may hold, in order."""
    terms: list[Term] = []
    for one in sought(query):
        if isinstance(one, Near):
            terms += [*terms_of(one.one), *terms_of(one.other)]
        else:
            terms.append(one)
    return terms


def parts_of(query: Query | None) -> list[Query]:
    """Return what every result holds or must not hold, in order: all of it is what is asked for."""
    if isinstance(query, And):
        return [part for term in query.terms for part in parts_of(term)]
    return [query] if query else []


def pairs_of(query: Near) -> list[tuple[Term, Term]]:
    """Return each two terms of which one pair must be near: a group stands for each of its."""
    ones, others = (
        [one for one in side.terms if isinstance(one, Term)] if isinstance(side, Or) else [side]
        for side in (query.one, query.other)
    )
    return [(one, other) for one in ones for other in others]


class _Reader:
    """Reads tokens from left to right, a method a rule of the grammar."""

    def __init__(self, tokens: list[Token]) -> None:
        self.remarks: list[Remark] = []
        self._tokens = tokens
        self._place = 0
        self._depth = 0

    def everything(self) -> Query | None:
        parts = [self._alternatives()]
        while token := self._take(Mark.CLOSE):
            self._remark(token, "No parenthesis opens before this one, so it was passed over.")
            parts.append(self._alternatives())
        return _joined(And, parts)

    def _alternatives(self) -> Query | None:
        parts = [self._conjunction()]
        while token := self._take(Mark.OR):
            parts.append(self._conjunction())
            if parts[-2] is None or parts[-1] is None:
                self._remark(token, "OR stands between two terms; here it was passed over.")
        return _joined(Or, parts)

    def _conjunction(self) -> Query | None:
        parts = []
        while (token := self._peek()) and token.mark not in (Mark.OR, Mark.CLOSE):
            if not self._take(Mark.AND):
                parts += self._neighbours()
        return _joined(And, parts)

    def _neighbours(self) -> list[Query | None]:
        """Read a term, or terms with NEAR between them: each is near the next."""
        began = self._place
        one = self._term()
        pairs: list[Query | None] = []
        while (token := self._peek()) and token.mark is Mark.NEAR:
            self._place += 1
            middle = self._place
            other = self._term()
            if one is None or other is None:
                self._remark(token, "NEAR stands between two terms; here it was passed over.")
                return [*(pairs or [one]), other]
            pairs.append(
                Near(
                    self._operand(one, began, middle - 1),
                    self._operand(other, middle, self._place),
                    _distance(token),
                )
            )
            one, began = other, middle
        return pairs or [one]

    def _term(self) -> Query | None:
        token = self._peek()
        if token is None or token.mark in (Mark.OR, Mark.AND, Mark.NEAR, Mark.CLOSE):
            # A NEAR at the very beginning stands before nothing: its rule says so.
            return None
        self._place += 1
        if token.mark in (Mark.MINUS, Mark.NOT):
            return self._negation(token)
        if token.mark is Mark.OPEN:
            return self._group(token)
        if not token.is_closed:
            self._remark(token, "This quotation is not closed; it was read to the end.", 1)
        if not token.says_something:
            return None
        if token.mark is Mark.PHRASE:
            return Phrase(token.text)
        is_prefix = token.text.endswith("*")
        return Prefix(token.text.rstrip("*")) if is_prefix else Word(token.text)

    def _negation(self, token: Token) -> Query | None:
        is_negated = True
        while self._take(Mark.MINUS) or self._take(Mark.NOT):
            is_negated = not is_negated
        term = self._term()
        if term is None and token.mark is Mark.NOT:
            self._remark(token, "NOT stands before a term; here it was passed over.")
        return Not(term) if term and is_negated else term

    def _group(self, opening: Token) -> Query | None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError(
                f"Parentheses stand at most {DEEPEST} deep within one another.",
                start=opening.start,
                end=opening.end,
            )
        query = self._alternatives()
        self._depth -= 1
        if not self._take(Mark.CLOSE):
            self._remark(opening, "This parenthesis is not closed; it was read to the end.")
        return query

    def _operand(self, query: Query, first: int, last: int) -> Operand:
        if isinstance(query, Term):
            return query
        if isinstance(query, Or) and all(isinstance(one, Term) for one in query.terms):
            return query
        raise QueryError(
            "NEAR stands between words, phrases or alternatives such as (missile OR rocket); "
            "this is something else.",
            start=self._tokens[first].start,
            end=self._tokens[last - 1].end,
        )

    def _peek(self) -> Token | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _take(self, mark: Mark) -> Token | None:
        token = self._peek()
        if token is None or token.mark is not mark:
            return None
        self._place += 1
        return token

    def _remark(self, token: Token, message: str, length: int | None = None) -> None:
        end = token.end if length is None else token.start + length
        self.remarks.append(Remark(token.start, end, message))


def _joined(kind: type[And] | type[Or], parts: list[Query | None]) -> Query | None:
    """Return the parts that ask for something as one query; those of the same kind as one."""
    terms: list[Query] = []
    for part in parts:
        if isinstance(part, kind):
            terms += part.terms
        elif part is not None:
            terms.append(part)
    if len(terms) < 2:
        return terms[0] if terms else None
    return kind(tuple(terms))


def _distance(token: Token) -> int:
    if not token.text:
        return USUALLY_NEAR
    if token.text.isdecimal() and len(token.text) < 4 and 1 <= int(token.text) <= FARTHEST:
        return int(token.text)
    raise QueryError(
        f"NEAR/ is followed by a number of words from 1 to {FARTHEST}, such as NEAR/5.",
        start=token.start,
        end=token.end,
    )
