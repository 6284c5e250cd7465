"""How the words of others are set."""

GUILLEMETS = ("«", "»")
_MARKS = {
    "ar": GUILLEMETS,
    "fa": GUILLEMETS,
    "ps": GUILLEMETS,
    "ku": GUILLEMETS,
    "el": GUILLEMETS,
    "es": GUILLEMETS,
    "it": GUILLEMETS,
    "pt": GUILLEMETS,
    "ru": GUILLEMETS,
    "uk": GUILLEMETS,
    "fr": ("«\u202f", "\u202f»"),
    "de": ("„", "“"),
    "cs": ("„", "“"),
    "pl": ("„", "”"),
    "ja": ("「", "」"),
}


def quotation_marks(language: str) -> tuple[str, str]:
    """Return the opening and the closing quotation mark of a language (BCP 47)."""
    return _MARKS.get(language.split("-")[0], ("“", "”"))


def as_quoted(words: str) -> str:
    """Return words as a quotation is set: without the comma that led on to “he said”."""
    return words.rstrip(" ,،")
