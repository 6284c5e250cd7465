"""Languages and countries: what their codes are called, and the code of what somebody typed.

Codes are BCP 47's and ISO 3166's. Names are those of the Unicode CLDR (Babel); pycountry knows
every code of ISO 639-3 and ISO 3166, and their names where the CLDR has none.
"""

import re
from collections import defaultdict
from functools import cache
from typing import Any

from rapidfuzz import fuzz, process

from people.names import fold

# From where a name is offered to somebody who mistyped it, 0 to 100.
NEAR = 82
# Names in daily use that neither has.
_LANGUAGES_TOO = {"farsi": "fa", "sorani": "ckb"}
_COUNTRIES_TOO = {
    "turkey": "TR", "ivory coast": "CI", "cape verde": "CV", "swaziland": "SZ", "vatican": "VA",
    "east timor": "TL", "macedonia": "MK", "uae": "AE", "drc": "CD", "holland": "NL",
}  # fmt: skip
# In nobody's list of countries, and named as such by everybody: ISO 3166 reserves the first two.
_OTHER_COUNTRIES = ("EU", "UN", "XK")


class UnknownCodeError(ValueError):
    """No language, or no country, is called or coded so; `str()` says what may be typed."""


def language_name(tag: str) -> str:
    """Return what a BCP 47 tag is called: "Persian", "Serbian (Latin)"; itself if nobody knows."""
    names, parts = _cldr().languages, tag.split("-")
    if name := names.get("_".join(parts)):
        return name
    main = names.get(parts[0]) or _iso_language_name(parts[0]) or parts[0]
    rest = [_subtag_name(part) for part in parts[1:]]
    return f"{main} ({', '.join(rest)})" if rest else main


def country_name(code: str) -> str:
    """Return what a country is called, by its ISO 3166 code; the code if nobody knows."""
    return _cldr().territories.get(code, code)


def language_tag(typed: str) -> str:
    """Return the BCP 47 tag of a language by its name or tag: "fa" of "Persian", "FA" and "fas".

    Raises UnknownCodeError.
    """
    if tag := _named_languages().get(typed.strip()):
        return tag
    main, *rest = typed.strip().replace("_", "-").split("-")
    main = main.lower()
    if 2 <= len(main) <= 3 and main.isascii() and all(map(_is_subtag, rest)):
        from babel.core import get_global

        alias = get_global("language_aliases").get(main, main).replace("_", "-")
        if alias.split("-")[0] in _cldr().languages or _iso_language_name(main):
            return "-".join([alias, *map(_cased, rest)])
    found = _languages().get(fold(typed))
    if not found:
        advice = "type its name, such as Persian, or its BCP 47 tag, such as fa"
        raise UnknownCodeError(_unknown("language", typed, _languages(), language_name, advice))
    return found


def country_code(typed: str) -> str:
    """Return the ISO 3166 code of a country by its name or code: "IR" of "Iran" and "ir".

    Raises UnknownCodeError.
    """
    code = typed.strip().upper()
    if code in _countries().values():
        return code
    found = _countries().get(fold(typed))
    if not found:
        advice = "type its name, such as Iran, or its ISO 3166 code, such as IR"
        raise UnknownCodeError(_unknown("country", typed, _countries(), country_name, advice))
    return found


def main_languages() -> dict[str, str]:
    """Return the names that the CLDR has for languages, by their codes, in order of the names."""
    named = {tag: name for tag, name in _cldr().languages.items() if len(tag) <= 3}
    return dict(sorted(named.items(), key=lambda item: fold(item[1])))


def country_names() -> dict[str, str]:
    """Return the names of all countries by their codes, in order of the names."""
    named = {code: country_name(code) for code in set(_countries().values())}
    return dict(sorted(named.items(), key=lambda item: fold(item[1])))


@cache
def _cldr() -> Any:
    from babel import Locale

    return Locale("en")


def _iso_language_name(code: str) -> str:
    import pycountry

    key = "alpha_3" if len(code) == 3 else "alpha_2"
    found: Any = pycountry.languages.get(**{key: code})
    return found.name if found else ""


def _is_subtag(part: str) -> bool:
    return 2 <= len(part) <= 8 and part.isascii() and part.isalnum()


def _cased(part: str) -> str:
    """Return a subtag as BCP 47 recommends it: en-GB, zh-Hant."""
    return {2: part.upper(), 4: part.title()}.get(len(part), part.lower())


def _subtag_name(part: str) -> str:
    names = _cldr()
    return names.territories.get(part) or names.scripts.get(part) or part


@cache
def _named_languages() -> dict[str, str]:
    """Return the codes by the names as they are written: Laz is a name, laz another's code."""
    return {name: tag for tag, name in main_languages().items()}


@cache
def _languages() -> dict[str, str]:
    """Return the tags of languages by their folded names; where two share one, the CLDR's."""
    import pycountry

    found = dict(_LANGUAGES_TOO)
    for tag, name in _cldr().languages.items():
        found.setdefault(fold(name), tag.replace("_", "-"))
    rows: Any = pycountry.languages
    for row in rows:
        found.setdefault(fold(row.name), getattr(row, "alpha_2", row.alpha_3))
    return found


@cache
def _countries() -> dict[str, str]:
    """Return the codes of countries by their folded names, of each all that are in use."""
    import pycountry

    rows: Any = pycountry.countries
    codes = [*(row.alpha_2 for row in rows), *_OTHER_COUNTRIES]
    found = {fold(country_name(code)): code for code in codes}
    for row in rows:
        for key in ("name", "common_name", "official_name", "alpha_3"):
            if name := getattr(row, key, ""):
                found.setdefault(fold(name), row.alpha_2)
    return _parts_of_names(rows) | _former_codes() | found | _COUNTRIES_TOO


def _parts_of_names(rows: Any) -> dict[str, str]:
    """Return the codes by what "Palestine, State of" and "Myanmar (Burma)" are also called.

    There are two Koreas and two Congos: a part that several share is nobody's.
    """
    parts: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in (row.name, country_name(row.alpha_2)):
            for part in filter(None, map(fold, re.split("[,(]", name))):
                parts[part].add(row.alpha_2)
    return {part: min(codes) for part, codes in parts.items() if len(codes) == 1}


def _former_codes() -> dict[str, str]:
    """Return the codes of today by those of former times and of habit, such as UK."""
    from babel.core import get_global

    aliases = get_global("territory_aliases").items()
    return {fold(old): new[0] for old, new in aliases if len(old) == 2 and len(new) == 1}


def _unknown(what: str, typed: str, known: dict[str, str], called: Any, advice: str) -> str:
    near = process.extractOne(fold(typed), known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
    meant = f"Did you mean {called(known[near[0]])} ({known[near[0]]})? If not, " if near else ""
    advice = advice if meant else advice[0].upper() + advice[1:]
    return f"“{typed.strip()}” is no {what}. {meant}{advice}."
