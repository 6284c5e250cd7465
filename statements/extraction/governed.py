"""Phrases that others govern: "officials who spoke with the Gazette said" names no Gazette."""

from .phrases import Phrases


def head_start(phrases: Phrases, start: int) -> int | None:
    """Return where the subject starts that a phrase before a verb hangs on; None if it stands free.

    "A letter seen by Reuters says": the name before the verb is not who speaks.
    """
    i = start
    while i > 1 and (outer := _governor(phrases, i)) is not None:
        i = outer
        if phrases.starts_clause(i):
            return i
        if phrases.at(i - 1).is_a("approximators") and phrases.at(i).text.isdigit():
            return i - 1  # "About 4 in 10"
    return None


def _governor(phrases: Phrases, start: int) -> int | None:
    """Return where the phrase starts that one at `start` hangs on; None if it stands free."""
    i = start - 1
    if phrases.at(i).is_a("prepositions"):
        i -= 1
    elif not _is_participle(phrases, i):
        return None
    if _is_participle(phrases, i):
        i = _over_relative(phrases, i)
    return phrases.before(i + 1)


def _is_participle(phrases: Phrases, i: int) -> bool:
    """Whether a verb may stand here that a phrase takes along: "seen", "supporting"."""
    token, language = phrases.at(i), phrases.language
    endings = (*language.past_endings, *language.gerund_endings)
    if phrases.at(i - 1).is_a("determiners"):  # "the meeting"
        return False
    is_verb = bool(endings) and token.low.endswith(endings)
    return (is_verb or token.is_a("participles")) and token.is_word and not token.is_name


def _over_relative(phrases: Phrases, i: int) -> int:
    """Return the position before "who have worked", or before the verb where no "who" stands."""
    k = i - 1
    while phrases.at(k).is_a("auxiliaries", "adverbs"):
        k -= 1
    if phrases.at(k).is_a("relatives"):
        return k - 1
    return k if k == i - 1 else -1
