"""What may be typed into the search box, and what it asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.search.query import And, Not, Or, Phrase, Prefix, Word, parse, sought


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("missile", Word("missile")),
        ("missile range", And((Word("missile"), Word("range")))),
        ('"missile range"', Phrase("missile range")),
        ("“missile range”", Phrase("missile range")),
        ("« portée des missiles »", Phrase("portée des missiles")),
        ("„eine Rakete“", Phrase("eine Rakete")),
        ("«برد موشک»", Phrase("برد موشک")),
        ('"left open', Phrase("left open")),
        ("-war peace", And((Not(Word("war")), Word("peace")))),
        ('-"cold war"', Not(Phrase("cold war"))),
        ("war OR peace", Or((Word("war"), Word("peace")))),
        ("a b OR c", Or((And((Word("a"), Word("b"))), Word("c")))),
        ("or", Word("or")),
        ("negotiat*", Prefix("negotiat")),
        ("anti-missile", Word("anti-missile")),
        ("don’t", Word("don’t")),
    ],
)
def test_what_is_asked_for(text, query):
    assert parse(text) == query


@pytest.mark.parametrize("text", ["", "  ", "-", "OR", "OR OR", '"', '""', "*", "!&|", "- -", "\0"])
def test_nothing_to_look_for(text):
    assert parse(text) is None


@pytest.mark.parametrize("text", ["OR war", "war OR", "war -", 'war "', "war &", "*** war"])
def test_a_loose_end_is_left_out(text):
    assert parse(text) == Word("war")


@given(st.text())
def test_any_text_can_be_read(text):
    parse(text)


@given(st.text(alphabet=" ab-*\"“”«»OR!&|():'\\<>"))
def test_any_mixture_of_operators_can_be_read(text):
    assert all(any(c.isalnum() for c in term.text) for term in sought(parse(text)))


def test_what_is_excluded_is_not_sought():
    assert sought(parse('war -peace "cold front" OR ice*')) == [
        Word("war"),
        Phrase("cold front"),
        Prefix("ice"),
    ]
