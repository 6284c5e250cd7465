"""Sentences to fill a record with: from files, or of words that nobody ever said.

The shipped words are as often as words are: the frequency of the n-th falls as 1/n (Zipf). They
also keep together as words do: each topic has words of its own, set phrases of common words come
again and again, and each stretch of years has words that were unknown before and faded after.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

# Draws a sentence about a topic in a year.
Sentences = Callable[[int, int], str]

ONSETS = ["b", "br", "ch", "d", "dr", "f", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl"]
ONSETS += ["r", "s", "sh", "st", "t", "th", "tr", "v", "w", "z"]
VOWELS, CODAS = ["a", "e", "i", "o", "u", "ai", "ea", "ou"], ["", "", "l", "m", "n", "r", "s", "t"]
ENDINGS = ["", "", "", "s", "ed", "ing", "ly", "ation"]
STEMS, OF_A_TOPIC, OF_AN_ERA, PHRASES = 60_000, 400, 300, 4_000
ERA_YEARS = 3


def zipf_weights(count: int, *, offset: float = 2.7) -> list[float]:
    """Return the cumulated weights of `count` things by rank (Zipf and Mandelbrot)."""
    return list(accumulate(1 / (rank + offset) for rank in range(count)))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Words to draw from, with their cumulated weights."""

    words: list[str]
    weights: list[float]

    def draw(self, source: random.Random, count: int) -> list[str]:
        return source.choices(self.words, cum_weights=self.weights, k=count)


def _drawn(words: list[str]) -> _Drawn:
    return _Drawn(words, zipf_weights(len(words)))


def shipped_sentences(source: random.Random) -> Sentences:
    """Return what makes sentences of generated words; the same for the same source."""
    stems = _stems(source)
    forms = _drawn([stem + source.choice(ENDINGS) for stem in stems for _ in range(3)])
    topics: dict[int, _Drawn] = {}
    eras: dict[int, _Drawn] = {}
    common = _Drawn(forms.words[:600], forms.weights[:600])
    phrases = _drawn([" ".join(common.draw(source, source.choice((2, 3)))) for _ in range(PHRASES)])

    def special(known: dict[int, _Drawn], key: int, count: int) -> _Drawn:
        if key not in known:
            known[key] = _drawn([word + source.choice(ENDINGS) for word in _words(source, count)])
        return known[key]

    def sentence(topic: int, year: int) -> str:
        length = max(4, min(120, round(source.lognormvariate(3.0, 0.5))))
        words = forms.draw(source, round(length * 0.75))
        words += special(topics, topic, OF_A_TOPIC).draw(source, round(length * 0.2))
        words += special(eras, year // ERA_YEARS, OF_AN_ERA).draw(source, source.randrange(2))
        words += phrases.draw(source, source.randrange(3))
        source.shuffle(words)
        return f"{words[0].capitalize()} {' '.join(words[1:])}."

    return sentence


def _stems(source: random.Random) -> list[str]:
    # The commonest words are short.
    return [
        _word(source, 1 + (rank > 150) + (rank > 3_000) + source.randrange(2))
        for rank in range(STEMS)
    ]


def _words(source: random.Random, count: int) -> list[str]:
    return [_word(source, source.choice((3, 4))) for _ in range(count)]


def _word(source: random.Random, syllables: int) -> str:
    return "".join(
        source.choice(ONSETS) + source.choice(VOWELS) + source.choice(CODAS)
        for _ in range(syllables)
    )


def given_sentences(paths: list[Path], source: random.Random) -> Sentences:
    """Return what draws from the sentences of these files; raises SystemExit if there are none."""
    sentences = [one for path in paths for one in _read(path)]
    if not sentences:
        raise SystemExit("No sentence of four words and more in the files given.")
    return lambda topic, year: source.choice(sentences)


def _read(path: Path) -> Iterator[str]:
    for paragraph in path.read_text(encoding="utf-8").split("\n"):
        for sentence in re.split(r"(?<=[.!?…؟])\s+", paragraph):
            if len(sentence.split()) >= 4:
                yield sentence.strip()[:2_000]
