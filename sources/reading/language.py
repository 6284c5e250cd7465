"""The language of a text that does not name it, by its commonest words or its script.

A proposal for a curator to confirm, not a library's seventy languages: what is not one of these
is left open.
"""

import re
from collections import Counter

# The words a page of each language is fullest of, and that few of the others have.
_WORDS = {
    "en": "the of and to in that is was for with on as by at from his her said has been were",
    "fr": "le la les des et est dans que qui pour une sur pas au aux avec ce cette ont été sont",
    "es": "el la los las y en que del por una con para su al es como más fue han está según",
    "de": "der die das und ist nicht mit den von dem ein eine auf für sich auch werden hat wird",
    "it": "il di che la per un una non del della con sono dei le gli alla nel anche più ha",
    "pt": "o os as de que e do da em um uma para com não dos das no na ao por foi são",
    "nl": "de het een van en dat in is op te zijn voor met niet aan er om ook naar werd",
    "tr": "ve bir bu da de için ile olarak olan daha çok gibi kadar sonra ancak ise dedi",
}
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_SCRIPTS = (
    ("fa", re.compile(r"[پچژگ]")),
    ("ar", re.compile(r"[\u0621-\u064a]")),
    ("he", re.compile(r"[\u05d0-\u05ea]")),
    ("uk", re.compile(r"[іїєґ]", re.IGNORECASE)),
    ("ru", re.compile(r"[\u0430-\u044f]", re.IGNORECASE)),
    ("el", re.compile(r"[\u03b1-\u03c9]", re.IGNORECASE)),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
)
_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 5_000
# A text with fewer of a language's words than one in twenty is in another.
_LEAST = 0.05


def language_of(text: str) -> str:
    """Return the language, "en" or "fa", or "" where it cannot be told."""
    head = text[:_LOOKED_AT]
    words = _WORD.findall(head.lower())
    if len(words) < 5:
        return ""
    if latin := _by_words(words):
        return latin
    letters = sum(map(str.isalpha, head))
    for language, script in _SCRIPTS:
        least = 0.002 if language in ("fa", "uk", "ja") else 0.3
        if len(script.findall(head)) > least * letters:
            return language
    return ""


def _by_words(words: list[str]) -> str:
    counts = Counter(
        {language: sum(word in common for word in words) for language, common in _SETS.items()}
    )
    (best, most), (_, next_most) = counts.most_common(2)
    return best if most > _LEAST * len(words) and most > next_most else ""
