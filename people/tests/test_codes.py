"""Codes are called by names that readers know, and what people type leads to a code."""

import pytest

from people.codes import (
    UnknownCodeError,
    country_code,
    country_name,
    country_names,
    language_name,
    language_tag,
    main_languages,
)


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("fa", "Persian"),
        ("ps", "Pashto"),
        ("ckb", "Central Kurdish"),
        ("en-GB", "British English"),
        ("sr-Latn", "Serbian (Latin)"),
        ("ps-PK", "Pashto (Pakistan)"),
        # Known to ISO 639-3 alone.
        ("haz", "Hazaragi"),
        ("azb-Arab", "South Azerbaijani (Arabic)"),
        ("xx-YY", "xx (YY)"),
    ],
)
def test_a_language_has_the_name_readers_know(tag, name):
    assert language_name(tag) == name


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("fa", "fa"),
        (" FA ", "fa"),
        ("persian", "fa"),
        ("Farsi", "fa"),
        ("fas", "fa"),
        ("prs", "fa-AF"),
        ("Central Kurdish", "ckb"),
        ("Hazaragi", "haz"),
        ("haz", "haz"),
        ("Guarani", "gn"),
        ("en_gb", "en-GB"),
        ("ZH-hant", "zh-Hant"),
    ],
)
def test_a_language_is_known_by_name_or_code(typed, tag):
    assert language_tag(typed) == tag


@pytest.mark.parametrize("typed", ["", "zz", "xx-YY", "Perssian", "x" * 40, "fa-", "fa--AF", "\0"])
def test_what_is_no_language_is_refused(typed):
    with pytest.raises(UnknownCodeError, match=r"is no language.*such as"):
        language_tag(typed)


def test_what_was_mistyped_is_told_with_what_may_be_meant():
    with pytest.raises(UnknownCodeError, match=r"Did you mean Persian \(fa\)"):
        language_tag("Perssian")
    with pytest.raises(UnknownCodeError, match=r"Did you mean Germany \(DE\)"):
        country_code("Germny")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("IR", "IR"),
        ("ir", "IR"),
        ("IRN", "IR"),
        ("Iran", "IR"),
        ("Islamic Republic of Iran", "IR"),
        ("Turkiye", "TR"),
        ("Turkey", "TR"),
        ("Cote d'Ivoire", "CI"),
        ("Burma", "MM"),
        ("Palestine", "PS"),
        ("UK", "GB"),
        ("Kosovo", "XK"),
        ("European Union", "EU"),
    ],
)
def test_a_country_is_known_by_name_or_code(typed, code):
    assert country_code(typed) == code


# Two countries are called so in part; the others are none.
@pytest.mark.parametrize("typed", ["", "ZZ", "Atlantis", "Korea", "XA", "\0"])
def test_what_is_no_country_is_refused(typed):
    with pytest.raises(UnknownCodeError, match=r"is no country.*such as"):
        country_code(typed)


def test_every_code_leads_back_to_itself_by_name():
    for code, name in country_names().items():
        assert country_name(code) == name
        assert country_code(code) == country_code(name) == code
    wrong = {tag: name for tag, name in main_languages().items() if language_tag(name) != tag}
    assert wrong == {}


def test_every_country_of_iso_3166_has_a_name():
    import pycountry

    assert {row.alpha_2 for row in pycountry.countries} <= country_names().keys()
    assert not [code for code, name in country_names().items() if code == name]
