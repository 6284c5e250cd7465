from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.text_fragments import MAX_EXACT, text_fragment_url

PAGE = "https://daily.example/a"


@pytest.mark.parametrize(
    ("exact", "around", "directive"),
    [
        pytest.param("We will go", {}, "We%20will%20go", id="words"),
        pytest.param("well-known, R&D", {}, "well%2Dknown%2C%20R%26D", id="signs of the syntax"),
        pytest.param("We  will\u00a0go", {}, "We%20will%20go", id="spaces"),
        pytest.param("ما می‌رویم", {}, None, id="Persian"),
        pytest.param(
            "We go",
            {"prefix": "and then he said: “", "suffix": ",” in a long interview with us"},
            "then%20he%20said%3A%20%E2%80%9C-,We%20go,-%2C%E2%80%9D%20in%20a%20long",
            id="context",
        ),
        pytest.param(
            "We go",
            {"prefix": "Another paragraph.\n\n", "suffix": "\nNext."},
            "We%20go",
            id="no context from other paragraphs",
        ),
        pytest.param(
            "One two.\n\nThree four.",
            {"suffix": " Five"},
            "One%20two.,Three%20four.,-Five",
            id="paragraphs",
        ),
    ],
)
def test_the_directive_names_the_words(exact, around, directive):
    url = text_fragment_url(PAGE, exact, **around)
    if directive is None:
        assert unquote(url) == f"{PAGE}#:~:text={exact}"
    else:
        assert url == f"{PAGE}#:~:text={directive}"


def test_a_long_quote_is_named_by_its_first_and_last_words():
    exact = " ".join(f"word{number}" for number in range(MAX_EXACT))
    start, _, end = text_fragment_url(PAGE, exact).partition("=")[2].partition(",")
    assert unquote(start).split() == exact.split()[:6]
    assert unquote(end).split() == exact.split()[-6:]


def test_a_long_quote_without_spaces_is_named_in_full():
    assert unquote(text_fragment_url(PAGE, "導" * 300)) == f"{PAGE}#:~:text={'導' * 300}"


@pytest.mark.parametrize("fragment", ["#part", "#part:~:text=old"])
def test_a_fragment_stays(fragment):
    assert text_fragment_url(PAGE + fragment, "We go") == f"{PAGE}#part:~:text=We%20go"


def test_an_older_directive_is_replaced():
    assert text_fragment_url(f"{PAGE}#:~:text=old", "We go") == f"{PAGE}#:~:text=We%20go"


@pytest.mark.parametrize("exact", ["", " \n"])
def test_without_words_the_address_stays(exact):
    assert text_fragment_url(PAGE, exact, prefix="before") == PAGE


@given(st.text(), st.text(), st.text())
def test_no_text_breaks_the_syntax(exact, prefix, suffix):
    directive = text_fragment_url(PAGE, exact, prefix=prefix, suffix=suffix).partition("text=")[2]
    assert directive.isascii()
    assert "&" not in directive
    assert " " not in directive
    assert directive.count(",") <= 3
    assert directive.count("-") <= 2
