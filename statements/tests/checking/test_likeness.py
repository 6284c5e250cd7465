import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.checking.likeness import (
    LIKELY_DUPLICATE,
    likeness,
)

TOLLS = "We have kept the tolls at 2,000 crowns, and we will not raise them this year."
PERSIAN = "ما بر سر بندرهای خود با هیچ کشوری مذاکره نمی‌کنیم و عوارض را بالا نمی‌بریم."


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param(TOLLS, f"“{TOLLS.removesuffix('.')}”", id="marks"),
        pytest.param(TOLLS, TOLLS.upper(), id="case"),
        pytest.param("Don’t raise them", "don't   raise\nthem!", id="apostrophe and spaces"),
        pytest.param("Château", "CHATEAU", id="accents"),
        pytest.param("oﬃcial", "official", id="ligature"),
        pytest.param(PERSIAN, PERSIAN.replace("ک", "ك").replace("ی", "ي"), id="Arabic keyboard"),
        pytest.param("نمی‌کنیم", "نمیکنیم", id="joiner"),
        pytest.param("أَكَّدَ", "اكد", id="vowel signs and hamza"),
        pytest.param("۲۰۰۰ کرون", "2000 کرون", id="digits"),
    ],
)
def test_the_same_words_are_alike(left, right):
    assert likeness(left, right) == 1.0


@pytest.mark.parametrize(
    ("left", "right"),
    [
        pytest.param("We will", "Will we", id="order"),
        pytest.param("We will", "We will not", id="a word more"),
        pytest.param("No", "No no", id="repeated"),
        pytest.param("2000", "3000", id="figures"),
        pytest.param("?", "!", id="without words"),
        pytest.param("", "!", id="empty"),
        pytest.param("ab c", "a bc", id="where words part"),
    ],
)
def test_other_words_are_not_the_same(left, right):
    assert likeness(left, right) < 1.0


@pytest.mark.parametrize(
    "near",
    [
        pytest.param(TOLLS.replace("2,000", "3,000"), id="another figure"),
        pytest.param(TOLLS.replace("will not", "won’t"), id="contraction"),
        pytest.param(TOLLS.replace("this year", "next year, he said"), id="words more"),
        pytest.param(TOLLS.removeprefix("We have "), id="beginning cut"),
        pytest.param(TOLLS.replace("crowns", "krones").replace("raise", "rise"), id="misspelt"),
    ],
)
def test_near_duplicates_are_likely(near):
    assert likeness(TOLLS, near) >= LIKELY_DUPLICATE


def test_persian_near_duplicates_are_likely():
    near = PERSIAN.replace("هیچ کشوری", "هیچ‌کس")
    assert likeness(PERSIAN, near) >= LIKELY_DUPLICATE


@pytest.mark.parametrize(
    "other",
    [
        "The lighthouse keepers were paid in silver until the old queen died.",
        "We have a plan for the harbours, and the straits are open to all.",
        PERSIAN,
        "",
    ],
)
def test_other_statements_are_not_likely(other):
    assert likeness(TOLLS, other) < LIKELY_DUPLICATE


WORDS = ["tolls", "harbours", "straits", "patrols", "crowns", "pilots", "fleet", "coast", "lamps"]


@given(st.text(), st.text())
def test_likeness_of_any_two_texts(left, right):
    assert 0 <= likeness(left, right) <= 1
    assert likeness(left, right) == pytest.approx(likeness(right, left))
    assert likeness(left, left) == 1.0


def test_long_texts_are_compared_word_by_word():
    text = " ".join(f"{word}{number}" for number in range(800) for word in WORDS)
    assert likeness(text, text.replace("lamps7", "lights7")) > LIKELY_DUPLICATE
