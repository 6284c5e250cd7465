"""The vocabulary of one language, read from its data file."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).parent / "languages"
AVAILABLE = ("en", "fr", "es")
NO_LISTS: frozenset[str] = frozenset()
CLOSED = (
    "determiners",
    "prepositions",
    "conjunctions",
    "relatives",
    "auxiliaries",
    "pronouns",
    "adverbs",
)


class UnknownLanguageError(ValueError):
    """There is no vocabulary for the language asked for."""


@dataclass(frozen=True)
class Verb:
    """A form of a reporting verb: its lemma, its class in the data file, the words of the form."""

    lemma: str
    group: str
    form: tuple[str, ...]
    is_gerund: bool


@dataclass(frozen=True, eq=False)
class Language:
    """Word lists by name, verbs by the first word of each form (the longest form first)."""

    code: str
    words: dict[str, frozenset[str]]
    verbs: dict[str, tuple[Verb, ...]]
    abbreviations: frozenset[str]
    according_to: tuple[tuple[str, ...], ...]
    settings: dict[str, str]
    synonyms: dict[str, tuple[str, ...]]
    lists: dict[str, frozenset[str]]

    @property
    def gerund_endings(self) -> tuple[str, ...]:
        return tuple(self.settings["gerund_endings"].split())

    @property
    def adverb_endings(self) -> tuple[str, ...]:
        return tuple(self.settings["adverb_endings"].split())

    @property
    def past_endings(self) -> tuple[str, ...]:
        return tuple(self.settings.get("past_endings", "").split())

    @property
    def infinitive_endings(self) -> tuple[str, ...]:
        return tuple(self.settings.get("infinitive_endings", "").split())

    @property
    def age_endings(self) -> tuple[str, ...]:
        return tuple(self.settings.get("age_endings", "").split())

    @property
    def plural_endings(self) -> tuple[str, ...]:
        return tuple(self.settings.get("plural_endings", "").split())

    def lists_of(self, word: str) -> frozenset[str]:
        """Return the names of the word lists a word is in."""
        return self.lists.get(word.lower(), NO_LISTS)

    def words_in(self, name: str) -> frozenset[str]:
        """Return the words of a list; a language without that list has none."""
        return self.words.get(name, NO_LISTS)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.split())


def _verbs(data: dict, gerund_endings: tuple[str, ...]) -> dict[str, tuple[Verb, ...]]:
    """Index every form by its first word; the group listed first wins a form claimed twice."""
    found: dict[tuple[str, ...], list[Verb]] = {}
    for group, lemmas in data.items():
        for lemma, forms in lemmas.items():
            for form in [lemma, *forms.split(", ")]:
                words = tuple(form.split())
                is_gerund = words[0].endswith(gerund_endings) and words[0] != lemma.split()[0]
                found.setdefault(words, []).append(Verb(lemma, group, words, is_gerund))
    index: dict[str, list[Verb]] = {}
    for words, verbs in sorted(found.items(), key=lambda item: -len(item[0])):
        index.setdefault(words[0], []).extend(verbs)
    return {word: tuple(verbs) for word, verbs in index.items()}


@lru_cache
def given_names() -> tuple[frozenset[str], frozenset[str]]:
    """Return the male and the female given names, lower case."""
    data = tomllib.loads((DATA / "given_names.toml").read_text(encoding="utf-8"))
    return _words(data["male"]), _words(data["female"])


@lru_cache
def load_language(code: str) -> Language:
    """Return the language of a BCP 47 tag ("fr-CA" is "fr").

    Raises UnknownLanguageError where there is no data file for it.
    """
    code = code.lower().split("-")[0]
    if code not in AVAILABLE:
        raise UnknownLanguageError(f"no vocabulary for {code!r}; there is {', '.join(AVAILABLE)}")
    data = tomllib.loads((DATA / f"{code}.toml").read_text(encoding="utf-8"))
    settings = {name: value for name, value in data.items() if isinstance(value, str)}
    according = [tuple(phrase.replace("_", " ").split()) for phrase in data["according_to"].split()]
    words = {name: _words(text) for name, text in data["words"].items()}
    words["pronouns"] = frozenset().union(
        *(words[name] for name in words if name.startswith("pronouns_"))
    )
    words["closed"] = frozenset().union(*(words.get(name, NO_LISTS) for name in CLOSED))
    words["abbreviations"] = _words(data["abbreviations"])
    words |= {f"document_{name}": _words(text) for name, text in data["documents"].items()}
    lists: dict[str, set[str]] = {}
    for name, members in words.items():
        for word in members:
            lists.setdefault(word, set()).add(name)
    return Language(
        code=code,
        words=words,
        verbs=_verbs(data["verbs"], tuple(data["gerund_endings"].split())),
        abbreviations=_words(data["abbreviations"]),
        according_to=tuple(sorted(according, key=len, reverse=True)),
        settings=settings,
        synonyms={word: tuple(text.split()) for word, text in data["synonyms"].items()},
        lists={word: frozenset(names) for word, names in lists.items()},
    )
