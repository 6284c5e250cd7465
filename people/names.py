"""Finding people and organizations by any form of their name.

Names arrive in other spellings than the record's: accents dropped, transliterated anew, titles
before them, given and family name exchanged, written together or apart, mistyped. Each form is
folded to plain tokens and each token to a skeleton of its consonants; the skeletons find the
candidates and rapidfuzz ranks them.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from people.vocabulary import AMBIGUOUS_TITLES, SOUNDS, TITLES

Key = TypeVar("Key", bound=Hashable)

# Candidates that are compared letter by letter; more share a token only in a huge record.
MOST_CANDIDATES = 2_000
# Least score, 0 to 100, of what a search offers and of what `match` takes for the same name.
OFFERED = 60.0
SAME = 84.0
# Of the same words, in whatever order.
SPELT = 100.0
# By how much the best must lead the best of another key before `match` decides.
LEAD = 3.0

# Scores, 0 to 100, of words that are alike in other ways than letter by letter.
# Below AKIN the same consonants are another name: Hossein, Hassan.
SAME_SOUND, INITIAL, AKIN = 94.0, 88.0, 65.0
# What each word costs that only the longer name has, and what one shared word is worth at most.
SURPLUS, HINT = 3.0, 75.0
# From where two names are one, but for the spaces in them.
TOGETHER = 92.0

_LETTERS = str.maketrans(
    dict.fromkeys("يىئ", "ی")
    | dict.fromkeys("أإآٱ", "ا")
    | dict.fromkeys("ةۀ", "ه")
    | dict.fromkeys("ـʿʾʼ’‘'`", "")
    | {"ك": "ک", "ؤ": "و", "ı": "i", "ł": "l", "ø": "o", "đ": "d"}
)
_NOT_A_LETTER = re.compile(r"[\W_]+")
_VOWELS = re.compile(r"(?<=.)[aeiouy]+")
_REPEATED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class NameMatch(Generic[Key]):
    """A key that was found, the form of its name that fits, and how well: 0 to 100."""

    key: Key
    form: str
    score: float


def fold(text: str) -> str:
    """Return `text` as lower-case words with one space between: no accents, no punctuation.

    Arabic and Persian variants of a letter become one; joiners and vowel signs are dropped.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    # Joiners are format characters (Cf) and vowel signs are marks (Mn).
    kept = (letter for letter in plain if unicodedata.category(letter) not in ("Mn", "Cf"))
    return _NOT_A_LETTER.sub(" ", "".join(kept).translate(_LETTERS)).strip()


def strip_titles(folded: str) -> str:
    """Return the folded name without forms of address and ranks; unchanged if nothing remains."""
    tokens = folded.split()
    kept = [token for token in tokens if token not in TITLES]
    if len(kept) < 2:
        kept = [token for token in tokens if token not in TITLES - AMBIGUOUS_TITLES]
    return " ".join(kept or tokens)


def sort_name(name: str) -> str:
    """Return "Lee, Ann" for "Ann Lee"; "Jubeir, Adel al-" for "Adel al-Jubeir"."""
    given, _, family = name.rpartition(" ")
    if not given:
        return name
    article, hyphen, rest = family.partition("-")
    if hyphen and fold(article) in ("al", "el", "ad", "ar", "as", "at", "az") and rest:
        return f"{rest}, {given} {article}-"
    return f"{family}, {given}"


@lru_cache(maxsize=100_000)
def skeleton(token: str) -> str:
    """Return the consonants of a folded token, spelt one way: "qasemi" and "ghassemi" are "qsm"."""
    for spelling, sound in SOUNDS:
        token = token.replace(spelling, sound)
    token = _REPEATED.sub(r"\1", _VOWELS.sub("", token))
    return token.rstrip("h") or token


def likeness(one: str, other: str) -> float:
    """Return how alike two folded names without titles are, 0 to 100, whatever their order.

    The words of the shorter name are paired with the likest words of the longer one. The worst
    pair counts as much as all together: a shared given name does not make two people one. A name
    of a single word is never more than a hint.
    """
    if not one or not other:
        return 0.0
    words, others = one.split(), other.split()
    words, others = _joined_like(words, others), _joined_like(others, words)
    short, long = sorted((words, others), key=len)
    pairs, rest = [], list(long)
    for token in sorted(short, key=len, reverse=True):
        likest = max(rest, key=lambda word: token_likeness(token, word))
        pairs.append(token_likeness(token, likest))
        rest.remove(likest)
    paired = (min(pairs) + sum(pairs) / len(pairs)) / 2 - SURPLUS * min(len(rest), 3)
    if len(short) == 1 and len(long) > 1:
        paired = min(paired, HINT)
    together = fuzz.ratio("".join(words), "".join(others))
    return max(paired, together if together >= TOGETHER else 0.0)


def _joined_like(words: list[str], others: list[str]) -> list[str]:
    """Return `words`, two of them joined where `others` writes them together: "Mir Kazemi"."""
    sounds = {skeleton(other) for other in others}
    for place, pair in enumerate(pairwise(words)):
        if skeleton("".join(pair)) in sounds and not sounds.issuperset(map(skeleton, pair)):
            return [*words[:place], "".join(pair), *words[place + 2 :]]
    return words


def _tokens(folded: str) -> set[str]:
    """Return what a name is found by: its words, and neighbours written together."""
    words = folded.split()
    return {*words, "".join(words), *map("".join, pairwise(words))}


@lru_cache(maxsize=100_000)
def token_likeness(one: str, other: str) -> float:
    """Return how alike two folded words are, 0 to 100; an initial is rather like its name."""
    if 1 in (len(one), len(other)):
        return INITIAL if one[0] == other[0] else 0.0
    by_letters = fuzz.ratio(one, other)
    same_sound = len(skeleton(one)) > 1 and skeleton(one) == skeleton(other)
    return max(by_letters, SAME_SOUND) if same_sound and by_letters >= AKIN else by_letters


def rank(query: str, forms: Iterable[tuple[Key, str]]) -> tuple[NameMatch[Key], ...]:
    """Return the forms that are like what is being typed, best first, each key once."""
    folded = strip_titles(fold(query))
    if not folded:
        return ()
    matches = _best(forms, lambda name: max(likeness(folded, name), _by_prefixes(folded, name)))
    offered = (match for match in matches if match.score >= OFFERED)
    return tuple(sorted(offered, key=lambda match: (-match.score, match.form)))


def decide(printed: str, forms: Iterable[tuple[Key, str]]) -> NameMatch[Key] | None:
    """Return which of the forms is printed; None if none is or it might be another's."""
    matches = namesakes(printed, forms)
    return matches[0] if len(matches) == 1 else None


def namesakes(printed: str, forms: Iterable[tuple[Key, str]]) -> tuple[NameMatch[Key], ...]:
    """Return whose name may be printed, likest first: one if that is sure, () if nobody's is."""
    folded = strip_titles(fold(printed))
    matches = _best(forms, lambda name: likeness(folded, name))
    ranked = sorted(matches, key=lambda match: -match.score)
    if not ranked or ranked[0].score < SAME:
        return ()
    return tuple(match for match in ranked if ranked[0].score - match.score < LEAD)


def _best(
    forms: Iterable[tuple[Key, str]], score: Callable[[str], float]
) -> Iterable[NameMatch[Key]]:
    """Return the best form of each key."""
    best: dict[Key, NameMatch[Key]] = {}
    for key, form in forms:
        match = NameMatch(key, form, score(strip_titles(fold(form))))
        if key not in best or match.score > best[key].score:
            best[key] = match
    return best.values()


class NameIndex(Generic[Key]):
    """The names of some people, in memory: about 1 kB a form. All those on record: `lookup`."""

    def __init__(self, forms: Iterable[tuple[Key, str]]) -> None:
        """Take pairs of a key and one form of its name; a key may come with many forms."""
        self._forms: list[tuple[Key, str, str]] = []
        self._by_token: dict[str, list[int]] = defaultdict(list)
        self._by_skeleton: dict[str, list[int]] = defaultdict(list)
        for key, form in forms:
            folded = strip_titles(fold(form))
            if not folded:
                continue
            number = len(self._forms)
            self._forms.append((key, form, folded))
            for token in _tokens(folded):
                self._by_token[token].append(number)
                self._by_skeleton[skeleton(token)].append(number)
        self._vocabulary = sorted(self._by_token)

    def __len__(self) -> int:
        return len(self._forms)

    def search(self, query: str, *, limit: int = 10) -> tuple[NameMatch[Key], ...]:
        """Return the best matches of what is being typed, best first, each key once.

        The last word may be unfinished; one typing slip a word is forgiven.
        """
        folded = strip_titles(fold(query))
        return rank(query, self._named(self._candidates(folded, prefixes=True)))[:limit]

    def match(self, printed: str) -> NameMatch[Key] | None:
        """Return whose name is printed; None if it is nobody's or might be another's."""
        folded = strip_titles(fold(printed))
        return decide(printed, self._named(self._candidates(folded, prefixes=False)))

    def _named(self, numbers: list[int]) -> Iterable[tuple[Key, str]]:
        return (self._forms[number][:2] for number in numbers)

    def _candidates(self, folded: str, *, prefixes: bool) -> list[int]:
        shared: Counter[int] = Counter()
        words = set(folded.split())
        for token in _tokens(folded):
            numbers = set(self._by_skeleton.get(skeleton(token), ()))
            if prefixes:
                numbers.update(self._starting_with(token))
            # Only words that were typed: comparing with the whole vocabulary is dear, and
            # neighbours written together are seldom in it.
            if not numbers and token in words and len(token) > 2:
                numbers.update(self._mistyped(token))
            shared.update(numbers)
        return [number for number, _ in shared.most_common(MOST_CANDIDATES)]

    def _starting_with(self, prefix: str) -> Iterable[int]:
        place = bisect_left(self._vocabulary, prefix)
        found = 0
        while place < len(self._vocabulary) and self._vocabulary[place].startswith(prefix):
            numbers = self._by_token[self._vocabulary[place]]
            yield from numbers[: MOST_CANDIDATES - found]
            found += len(numbers)
            place += 1
            if found >= MOST_CANDIDATES:
                return

    def _mistyped(self, token: str) -> Iterable[int]:
        near = process.extract(
            token, self._vocabulary, scorer=fuzz.ratio, score_cutoff=75, limit=20
        )
        for word, _, _ in near:
            yield from self._by_token[word]


def _by_prefixes(query: str, name: str) -> float:
    """Return 75 to 95 if each word of the query starts a word of the name, else 0."""
    rest = name.split()
    for token in sorted(query.split(), key=len, reverse=True):
        word = next((word for word in rest if word.startswith(token)), None)
        if word is None:
            return 0.0
        rest.remove(word)
    return 75.0 + 20.0 * len(query) / len(name)
