"""Words without a reporting verb: transcripts, dashes with a name, quotations on their own."""

from dataclasses import dataclass

from .cast import Cast
from .language import Language
from .phrases import Phrase
from .text import Text
from .tokens import DASHES, ENDS, MARKS, Sentence, Token

ENOUGH_WORDS = 4
LONGEST_LABEL = 6
REPEATED = 3  # Paragraphs that open with recurring capitals before they make a transcript.


@dataclass(frozen=True, slots=True)
class Label:
    """The speaker a paragraph opens with, and the token position where the words start."""

    sentence: Sentence
    phrase: Phrase
    content: int
    construction: str


@dataclass(frozen=True, slots=True)
class Uncued:
    """A quotation at token positions [start, end), and the phrase that names its speaker."""

    start: int
    end: int
    construction: str
    speaker_phrase: Phrase | None


def labels(text: Text, cast: Cast) -> dict[int, Label]:
    """Return the paragraphs that open with "NAME:", by their number."""
    found: dict[int, Label] = {}
    for sentence in text.sentences:
        if sentence.paragraph in found or sentence.start != _first_mark(text, sentence):
            continue
        label = _label(sentence, cast)
        if label is not None:
            found[sentence.paragraph] = label
    counts: dict[str, int] = {}
    for label in found.values():
        counts[_shown(label)] = counts.get(_shown(label), 0) + 1
    is_transcript = sum(count for count in counts.values() if count > 1) >= REPEATED
    return {
        number: label
        for number, label in found.items()
        if (is_transcript and counts[_shown(label)] > 1) or _speaks_alone(label)
    }


def _speaks_alone(label: Label) -> bool:
    """Whether a name and a colon bring words outside a transcript: no heading, no count of votes.

    "Lee: Hard to beat" is a heading, "Lee: 1,769 votes" a result.
    """
    words = [token for token in label.sentence.tokens[label.content :] if token.is_word]
    if label.construction == "label":
        return len(words) > ENOUGH_WORDS
    return label.construction == "headline"


def _shown(label: Label) -> str:
    return " ".join(t.low for t in label.sentence.tokens[label.phrase.start : label.phrase.end])


def _first_mark(text: Text, sentence: Sentence) -> int:
    start, end = text.paragraphs[sentence.paragraph]
    return end - len(text.text[start:end].lstrip())


def _label(sentence: Sentence, cast: Cast) -> Label | None:
    tokens = sentence.tokens
    start = 1 if tokens[0].text in MARKS and len(tokens) > 1 else 0
    colon = next(
        (i for i in range(start, min(len(tokens), LONGEST_LABEL)) if tokens[i].text == ":"), None
    )
    if colon is None or colon == start or colon + 2 >= len(tokens):
        return None
    words = [t for t in tokens[start:colon] if t.is_word]
    if not words or not all(t.text[0].isupper() for t in words):
        return None
    name = next((n for n in cast.names[sentence.index] if n.end == colon), None)
    entity = cast.entity_of[sentence.index, name.start] if name else None
    is_named = entity is not None and entity.is_person and entity.evidence > 0
    is_label = all(t.text.isupper() for t in words) and len(words) <= 3
    is_label = is_label and not any(t.low in cast.language.words_in("boilerplate") for t in words)
    if not is_named and not is_label:
        return None
    if tokens[colon + 1].quotation >= 0 and tokens[start].quotation < 0 and not is_label:
        return None
    construction = "transcript"
    if is_named:
        construction = "headline" if sentence.paragraph == 0 else "label"
    return Label(sentence, Phrase(start, colon, "label"), colon + 1, construction)


def uncued(sentence: Sentence, taken: set[int], language: Language) -> list[Uncued]:
    """Return the quotations outside `taken` that are words, not titles or scare quotes."""
    found = []
    for start, end in _quotations(sentence):
        if any(i in taken for i in range(start, end)):
            continue
        made = _uncued(sentence, start, end, language)
        if made is not None:
            found.append(made)
    return found


def _quotations(sentence: Sentence) -> list[tuple[int, int]]:
    tokens, found, i = sentence.tokens, [], 0
    while i < len(tokens):
        if tokens[i].quotation < 0:
            i += 1
            continue
        start = i
        while i < len(tokens) and tokens[i].quotation == tokens[start].quotation:
            i += 1
        found.append((start, i))
    return found


def _uncued(sentence: Sentence, start: int, end: int, language: Language) -> Uncued | None:
    tokens = sentence.tokens
    words = sum(t.is_word for t in tokens[start:end])
    rest = [t for t in tokens[end:] if t.is_word]
    ends_as_sentence = end - start > 2 and tokens[end - 2].text in ",.?!…"
    if start == 0 or not any(t.is_word for t in tokens[:start]):
        if end < len(tokens) and tokens[end].text in DASHES and 0 < len(rest) <= 14:
            phrase_end = next(
                (i for i in range(end + 1, len(tokens)) if tokens[i].text in ",("), len(tokens)
            )
            if tokens[end + 1].is_name:
                return Uncued(start, end, "dash", Phrase(end + 1, phrase_end, "dash"))
        if is_heading(tokens[start:end]) or _has_author(tokens, end):
            return None
        if not rest:
            return Uncued(start, end, "follow-on", None)
        followed_by_comma = end < len(tokens) and tokens[end].text == ","
        if words >= ENOUGH_WORDS and (ends_as_sentence or followed_by_comma):
            return Uncued(start, end, "follow-on", None)
        return None
    if not rest and tokens[start - 1].text == ":" and words >= ENOUGH_WORDS:
        return Uncued(start, end, "colon", _named_before(sentence, start - 1, language))
    return None


def is_heading(quoted: list[Token]) -> bool:
    """Whether a quotation only announces what follows: "Related:", "DIVISIVE AND WRONG"."""
    words = [token for token in quoted if token.is_word]
    if len(words) <= 1:
        return any(token.text == ":" for token in quoted)
    return all(token.text.isupper() for token in words) and not any(
        token.text in ENDS for token in quoted
    )


def _has_author(tokens: list[Token], end: int) -> bool:
    """Whether a quotation is a headline or a title: `"Tides turn," by Ann Lee`."""
    by = next((i for i in range(end, len(tokens)) if tokens[i].is_word), len(tokens))
    has_name = by + 1 < len(tokens) and tokens[by + 1].is_name
    return has_name and tokens[by].is_a("author_prepositions")


def _named_before(sentence: Sentence, colon: int, language: Language) -> Phrase | None:
    """Return the last name before a colon that no preposition governs.

    `It does not surprise Ann Lee: "…"`, and Lee again in `Lee took to the radio with this: "…"`.
    """
    tokens, end = sentence.tokens, colon
    while end > 0:
        while end > 0 and not tokens[end - 1].is_name:
            end -= 1
        start = end
        while start > 0 and tokens[start - 1].is_name:
            start -= 1
        before = tokens[start - 1] if start else None
        is_governed = before is not None and before.is_a("prepositions", "articles")
        is_source = before is not None and before.is_a("source_prepositions")
        if end > start and (is_source or not is_governed):
            return Phrase(start, end, "colon")
        end = start
    return None
