import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.paragraphs import context, paragraph_around, paragraph_spans

ARTICLE = "One.\nTwo, with words.\nThree.\nFour."
WRAPPED = "A long line\nwrapped by hand.\n\nThe second\nparagraph.\n\n\nThird."


def paragraphs(text):
    return [text[start:end] for start, end in paragraph_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(ARTICLE, ["One.", "Two, with words.", "Three.", "Four."], id="one a line"),
        pytest.param(
            WRAPPED,
            ["A long line\nwrapped by hand.", "The second\nparagraph.", "Third."],
            id="wrapped lines",
        ),
        pytest.param("One.\r\n\r\nTwo.", ["One.", "Two."], id="Windows line ends"),
        pytest.param("One.\n \t\nTwo.", ["One.", "Two."], id="blank line with spaces"),
        pytest.param("  One.  \n\n", ["One."], id="space around"),
        pytest.param("", [], id="empty"),
        pytest.param(" \n\n ", [], id="blank"),
    ],
)
def test_paragraphs(text, expected):
    assert paragraphs(text) == expected


def test_the_paragraph_around_a_quote():
    start = ARTICLE.index("with")
    assert ARTICLE[slice(*paragraph_around(ARTICLE, start, start + 4))] == "Two, with words."


def test_a_quote_over_two_paragraphs_has_both_around_it():
    start, end = ARTICLE.index("with"), ARTICLE.index("ree.")
    assert ARTICLE[slice(*paragraph_around(ARTICLE, start, end))] == "Two, with words.\nThree."


def test_a_place_between_paragraphs_has_none_around_it():
    assert paragraph_around("One.\n\n\n\nTwo.", 6, 6) == (6, 6)


@pytest.mark.parametrize(
    ("count", "before", "after"),
    [
        (0, "Two, ", " words."),
        (1, "One.\nTwo, ", " words.\nThree."),
        (9, "One.\nTwo, ", " words.\nThree.\nFour."),
    ],
)
def test_context_of_a_quote(count, before, after):
    start = ARTICLE.index("with")
    found = context(ARTICLE, start, start + 4, paragraphs=count)
    assert (found.before, found.quote, found.after) == (before, "with", after)


@given(st.text("a.\n\r ", max_size=40), st.data())
def test_context_is_a_slice_of_any_text(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = context(text, start, end)
    assert found.quote == text[start:end]
    assert text.startswith(found.before + found.quote + found.after, start - len(found.before))
    paragraph_start, paragraph_end = paragraph_around(text, start, end)
    assert paragraph_start <= start <= end <= paragraph_end
