"""What may be typed into the search box, and what it asks for."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from statements.search.query import (
    DEEPEST,
    FARTHEST,
    And,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    QueryError,
    Word,
    parse,
    parts_of,
    read,
    sought,
    terms_of,
)

A, B, C, D = map(Word, "abcd")


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
        ("(a OR b) c", And((Or((A, B)), C))),
        ("（a OR b） c", And((Or((A, B)), C))),
        ("a (b c)", And((A, B, C))),
        ("a OR (b OR c)", Or((A, B, C))),
        ("-(a b) c", And((Not(And((A, B))), C))),
        ("a AND b", And((A, B))),
        ("a NOT b", And((A, Not(B)))),
        ("a AND NOT b", And((A, Not(B)))),
        ("-OR", Not(Word("OR"))),
        ("NOT NOT a", A),
        ("a -- b", And((A, B))),
        ("a near b", And((A, Word("near"), B))),
        ("a NEAR b", Near(A, B, 10)),
        ("a NEAR/5 b", Near(A, B, 5)),
        ("a near/5 b", Near(A, B, 5)),
        ("a NEAR/۵ b", Near(A, B, 5)),
        ("a b NEAR/2 c d", And((A, Near(B, C, 2), D))),
        ("a NEAR/2 b NEAR/3 c", And((Near(A, B, 2), Near(B, C, 3)))),
        ('"a b" NEAR/2 (c OR d*)', Near(Phrase("a b"), Or((C, Prefix("d"))), 2)),
        ("Guards (IRGC)", And((Word("Guards"), Word("IRGC")))),
        ("report(s)", Word("report(s)")),
    ],
)
def test_what_is_asked_for(text, query):
    assert parse(text) == query


@pytest.mark.parametrize("text", ["", "  ", "-", "OR", "OR OR", '"', '""', "*", "!&|", "- -", "\0"])
def test_nothing_to_look_for(text):
    assert parse(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("OR war", "war OR", "war -", 'war "', "war &", "*** war", "(war", "war)", "() war"),
        *("((war) ", "NEAR war", "war NEAR/3", "war NEAR", "war NOT", "AND war", "(OR) war"),
    ],
)
def test_a_loose_end_is_left_out(text):
    assert parse(text) == Word("war")


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("missile (test", "("),
        ("missile) test", ")"),
        ("missile OR", "OR"),
        ("OR missile", "OR"),
        ('the "shadow of war', '"'),
        ("missile NEAR/5", "NEAR/5"),
        ("missile NOT", "NOT"),
    ],
)
def test_a_loose_end_is_remarked_at_its_place(text, stretch):
    (remark,) = read(text).remarks

    assert text[remark.start : remark.end] == stretch
    assert parse(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        *("missile range", "1990 - 2000", "anti-missile", "don't", "-", "A.B.", "5%", "report(s)"),
        *("Guards (IRGC)", "NEAR", "near the border", "this or that", "AT&T", "*", "e-mail: a@b.c"),
    ],
)
def test_ordinary_typing_is_read_without_a_remark(text):
    assert text == "NEAR" or read(text).remarks == ()


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("a NEAR/0 b", "NEAR/0"),
        (f"a NEAR/{FARTHEST + 1} b", f"NEAR/{FARTHEST + 1}"),
        ("a NEAR/many b", "NEAR/many"),
        ("a NEAR/ b", "NEAR/"),
        ("a NEAR/5 -b", "-b"),
        ("(a b) NEAR/5 c", "(a b)"),
        ("x (a OR -b) NEAR c", "(a OR -b)"),
        ("(" * (DEEPEST + 1) + "a", "("),
    ],
)
def test_what_cannot_be_understood_says_where(text, stretch):
    with pytest.raises(QueryError) as refused:
        read(text)

    remark = refused.value.remark
    assert text[remark.start : remark.end] == stretch


PIECES = [*" ab-*\"“”«»&|:'\\<>", " OR ", " AND ", " NOT ", " NEAR ", " NEAR/3 ", "(", ")"]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_is_read_or_refused_at_a_place(text):
    try:
        reading = read(text)
    except QueryError as error:
        assert 0 <= error.remark.start < error.remark.end <= len(text)
    else:
        assert all(0 <= one.start < one.end <= len(text) for one in reading.remarks)
        assert all(any(c.isalnum() for c in term.text) for term in terms_of(reading.query))


@given(st.text(alphabet=st.characters(exclude_characters="(（")))
def test_without_parentheses_and_near_nothing_is_refused(text):
    assume("near" not in text.lower())

    read(text)


@pytest.mark.parametrize("word", ["NOT ", "-", "a OR ", "a NEAR b ", ") "])
def test_a_thousand_operators_are_no_trouble(word):
    read(word * 1_000)


def test_what_is_excluded_is_not_sought():
    assert sought(parse('war -peace "cold front" OR ice*')) == [
        Word("war"),
        Phrase("cold front"),
        Prefix("ice"),
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("a", [A]),
        ('"a b"', [Phrase("a b")]),
        ('a "b c" d', [A, Phrase("b c"), D]),
        ('a OR "b c"', [Or((A, Phrase("b c")))]),
        ('a -"b c"', [A, Not(Phrase("b c"))]),
        ('a ("b c" (d OR a))', [A, Phrase("b c"), Or((D, A))]),
    ],
)
def test_the_parts_of_a_query_are_what_every_answer_meets(text, parts):
    assert parts_of(parse(text)) == parts
