"""What a sentence is about: its first phrase that nothing governs."""

from collections.abc import Sequence

from .names import Name
from .phrases import Phrase, Phrases

GERUND = 5  # Letters a word has that is a gerund, no "king".


def first_phrase(phrases: Phrases, names: Sequence[Name], limit: int) -> Phrase | None:
    """Return the phrase before a position that a sentence opens with, past datelines and asides.

    `PARIS (Wire) - On Monday Ann Lee left`, `Facing critics, Lee left`: Lee; None if there is none.
    """
    i = phrases.dateline_end(limit)
    while i < limit:
        token = phrases.at(i)
        if token.is_a("coordinators"):
            i += 1
            continue
        if token.is_a("prepositions", "conjunctions") or _opens_aside(phrases, i, limit):
            comma = next((k for k in range(i, limit - 1) if phrases.at(k).text == ","), None)
            if comma is None:
                name = next((name for name in names if i <= name.start < limit), None)
                return Phrase(name.start, name.end, "participle") if name else None
            i = comma + 1
            continue
        end = phrases.after(i, limit) if token.quotation < 0 else i
        if end > i and not token.is_a("times"):
            return Phrase(i, _before_verb(phrases, i, end), "participle")
        i = max(i + 1, end)
    return None


def _opens_aside(phrases: Phrases, i: int, limit: int) -> bool:
    """Whether "Facing criticism, …" or "A few minutes later, …" starts here, no subject."""
    token, language = phrases.at(i), phrases.language
    is_gerund = token.low.endswith(language.gerund_endings) and not token.is_name
    if is_gerund and (len(token.low) > GERUND or token.low in language.verbs):
        return True
    return token.is_a("determiners") and phrases.at(phrases.after(i, limit)).is_a("times")


def _before_verb(phrases: Phrases, start: int, end: int) -> int:
    """Return where a phrase ends whose verb may look like a noun: "Lee distanced himself"."""
    language = phrases.language
    for i in range(start + 1, end):
        token, before = phrases.at(i), phrases.at(i - 1)
        is_verb = token.low.endswith(language.past_endings) or (
            token.low in language.verbs and not token.is_a("noun_forms")
        )
        is_whole = before.is_name or before.is_a("plural_people", "person_nouns")
        if is_verb and not token.is_name and is_whole:
            return i
    return end
