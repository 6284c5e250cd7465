from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.diff import MAX_WORDS, DiffToken, word_diff


def diff(before, after):
    return [(token.op, token.text) for token in word_diff(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("", "", [], id="blank"),
        pytest.param(
            "\r", "\0", [("delete", "\r"), ("insert", "\0")], id="characters that leave no trace"
        ),
        pytest.param("We will go.", "We will go.", [("equal", "We will go.")], id="same"),
        pytest.param(
            "We will go.",
            "We will not go.",
            [("equal", "We will"), ("insert", " not"), ("equal", " go.")],
            id="a word more",
        ),
        pytest.param(
            "up to 2,000 kilometres",
            "up to 3,000 kilometres",
            [
                ("equal", "up to "),
                ("delete", "2"),
                ("insert", "3"),
                ("equal", ",000 kilometres"),
            ],
            id="a word replaced, its space kept",
        ),
        pytest.param(
            "one two three",
            "uno dos tres",
            [("delete", "one two three"), ("insert", "uno dos tres")],
            id="spaces in common are no likeness",
        ),
        pytest.param(
            "one  two",
            "one two",
            [("equal", "one "), ("delete", " "), ("equal", "two")],
            id="spaces only",
        ),
        pytest.param(
            "導彈計劃",
            "導彈協議",
            [("equal", "導彈"), ("delete", "計劃"), ("insert", "協議")],
            id="script without spaces",
        ),
        pytest.param(
            "نمی‌رویم ما",
            "می‌رویم ما",
            [("delete", "نمی‌رویم"), ("insert", "می‌رویم"), ("equal", " ما")],
            id="a Persian word with a joiner is one word",
        ),
    ],
)
def test_changes_word_by_word(before, after, expected):
    assert diff(before, after) == expected


def sides(tokens):
    return tuple(
        "".join(token.text for token in tokens if token.op in ("equal", op))
        for op in ("delete", "insert")
    )


WORDS = st.lists(st.sampled_from(["we", "will", "not", "go", ".", ",", "\n\n", " ", "“", "é"]))


@given(st.text(), st.text())
def test_joined_again_the_diff_gives_both_sides(before, after):
    assert sides(word_diff(before, after)) == (before, after)


@given(WORDS.map(" ".join), WORDS.map("".join))
def test_joined_again_the_diff_of_like_texts_gives_both_sides(before, after):
    tokens = word_diff(before, after)
    assert sides(tokens) == (before, after)
    assert all(
        earlier.op != later.op and token_order(earlier, later)
        for earlier, later in pairwise(tokens)
    )


def token_order(earlier, later):
    return (earlier.op, later.op) != ("insert", "delete")


def test_what_is_alike_keeps_the_form_it_had_before():
    tokens = word_diff(
        "“Don’t go", "\"don't stop", alike=lambda text: text.strip('“"').lower().replace("’", "'")
    )
    assert tokens[0] == DiffToken("equal", "“Don’t ")
    assert tokens[1:] == (DiffToken("delete", "go"), DiffToken("insert", "stop"))


def test_very_long_texts_are_compared_by_lines():
    line = "word " * 99 + "\n"
    before = line * (MAX_WORDS // 99 + 1)
    tokens = word_diff(before, before + "One line more.")
    assert tokens == (DiffToken("equal", before), DiffToken("insert", "One line more."))
