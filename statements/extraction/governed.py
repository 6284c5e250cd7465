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
    is_after_preposition = phrases.at(i).is_a("prepositions")
    if is_after_preposition:
        i -= 1
    if _is_participle(phrases, i):
        may_stand_alone = is_after_preposition or _is_gerund(phrases, i)
        i = _over_relative(phrases, i, may_stand_alone=may_stand_alone)
    elif not is_after_preposition:
        return None
    return phrases.before(i + 1)


def _is_participle(phrases: Phrases, i: int) -> bool:
    """Whether a verb may stand here that a phrase takes along: "seen", "supporting"."""
    token, language = phrases.at(i), phrases.language
    endings = (*language.past_endings, *language.gerund_endings)
    if phrases.at(i - 1).is_a("determiners"):  # "the meeting"
        return False
    is_verb = bool(endings) and token.low.endswith(endings)
    return (is_verb or token.is_a("participles")) and token.is_word and not token.is_name


def _is_gerund(phrases: Phrases, i: int) -> bool:
    return phrases.at(i).low.endswith(phrases.language.gerund_endings)


def _over_relative(phrases: Phrases, i: int, *, may_stand_alone: bool) -> int:
    """Return the position before "who have worked"; without "who" that before the verb, or -1.

    "Officials supporting the bill said" has none; "when he returned Lee said" is no clause of Lee.
    """
    k = i - 1
    while phrases.at(k).is_a("auxiliaries", "adverbs"):
        k -= 1
    if phrases.at(k).is_a("relatives"):
        return k - 1
    return k if k == i - 1 and may_stand_alone else -1
