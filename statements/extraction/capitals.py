"""Which capitals make a name, and which merely begin a sentence."""

from itertools import pairwise

from .language import Language, given_names
from .tokens import Sentence, Token

# Particles that a hyphen ties to a name, whatever the language of the article.
PREFIXES = frozenset(["al", "el", "ul", "ur", "as", "ash", "at", "ad", "an", "ar", "az"])


def mark_names(sentences: list[Sentence], language: Language) -> None:
    """Mark the words of an article that are names or parts of names."""
    known = {
        token.text
        for sentence in sentences
        for before, token in pairwise(sentence.tokens)
        if token.text[0].isupper() and before.is_word and not before.is_a("clitics")
    }
    lower = {
        token.text for sentence in sentences for token in sentence.tokens if token.text[0].islower()
    }
    compounds = language.words_in("compound_endings")  # "Toronto-based", "U.S.-backed"
    for sentence in sentences:
        tokens = sentence.tokens
        for i, token in enumerate(tokens):
            if is_prefixed(token):
                token.is_name = True
            if not token.text[0].isupper() or token.text == "I":
                continue
            if token.low.rpartition("-")[2] in compounds and "-" in token.low:
                continue
            if i and tokens[i - 1].is_word:
                token.is_name = not token.is_a("pronouns")
            elif not token.is_a("not_names", "closed"):
                following = tokens[i + 1] if i + 1 < len(tokens) else None
                token.is_name = _is_name_at_start(token, following, known, lower)


def is_prefixed(token: Token) -> bool:
    """Whether a word is a name with a small particle before it: "al-Shabaab", "ul-Haq"."""
    prefix, _, rest = token.low.partition("-")
    return prefix in PREFIXES and rest != "" and token.text[len(prefix) + 1].isupper()


def _is_name_at_start(
    token: Token, following: Token | None, known: set[str], lower: set[str]
) -> bool:
    """Tell "Lee said" from "Officials said" by the rest of the article."""
    male, female = given_names()
    if token.text in known or token.low in male or token.low in female:
        return True
    if len(token.text) > 1 and token.text.isupper():
        return True
    is_new = token.low not in lower
    if following is not None and following.text[0].isupper() and (is_new or token.is_a("titles")):
        return True
    is_common = token.is_a("plural_people", "person_nouns") or token.low.endswith("ing")
    return is_new and not is_common
