import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.text import is_word_boundary, normalize


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        pytest.param("“Yes,” she said", '"Yes,"she said', id="curly"),
        pytest.param("„Ja“, sagte sie", '"Ja", sagte sie', id="low-high"),
        pytest.param("« Oui », dit-elle", '"Oui", dit-elle', id="guillemets with spaces"),
        pytest.param("「はい」と", '"はい"と', id="corner brackets"),
        pytest.param("‘Yes’ ``Yes''", '"Yes"Yes"', id="single and typewriter"),
        pytest.param("a ‘‘so-called’’ plan", 'a"so-called"plan', id="doubled single marks"),
        pytest.param("don’t don't donʼt", "don't don't don't", id="apostrophes"),
        pytest.param(
            "the workers’ party", 'the workers"party', id="apostrophe at the end of a word"
        ),
        pytest.param("missiles — and drones", "missiles-and drones", id="spaced dash"),
        pytest.param("missiles--and", "missiles-and", id="typewriter dash"),
        pytest.param("2015–16 ‑ −5", "2015-16-5", id="dash, hyphen, minus"),
        pytest.param("so … it", "so...it", id="ellipsis"),
        pytest.param("so . . . it", "so...it", id="spaced points"),
        pytest.param("so. ... it", "so...it", id="full stop and ellipsis"),
        pytest.param("[ . . . ]", "[...]", id="ellipsis in brackets"),
        pytest.param("two \u2009 thin\u00a0spaces", "two thin spaces", id="spaces"),
        pytest.param("one\r\n\r\n  two", "one two", id="line breaks"),
        pytest.param("bal\u00adlis\u200btic\ufeff", "ballistic", id="invisible"),
        pytest.param("word , word !", "word, word!", id="space before punctuation"),
        pytest.param("oﬃcial ﬁle", "official file", id="ligatures"),
        pytest.param("ＦＵＬＬ", "FULL", id="full width"),
        pytest.param("cafe\u0301", "café", id="combining accent"),
        pytest.param("میشود كتاب", "میشود کتاب", id="Arabic and Persian letters"),
        pytest.param("می\u200cشود", "میشود", id="zero-width non-joiner"),
        pytest.param("كـــتاب", "کتاب", id="stretched letters"),
        pytest.param("End.\n\n“More", "End.“More", id="opening mark of a paragraph"),
        pytest.param("End.”\n\n“More", 'End."“More', id="one quotation after another"),
        pytest.param("", "", id="empty"),
    ],
)
def test_typography_is_folded(written, folded):
    assert normalize(written).text == folded


@pytest.mark.parametrize("distinct", ["Yes", "yes", "100", "१००", "a.b", "Will he?", "re-sign"])
def test_letters_case_digits_and_punctuation_stay(distinct):
    assert normalize(distinct).text == distinct


def test_a_span_leads_back_to_the_original():
    text = "The  oﬃcial’s — words"
    normalized = normalize(text)
    assert normalized.text == "The official's-words"
    start = normalized.text.index("official's")
    assert text[slice(*normalized.original_span(start, start + 10))] == "oﬃcial’s"


def test_part_of_a_ligature_leads_back_to_the_whole_of_it():
    text = "oﬃce"
    assert normalize(text).original_span(1, 2) == (1, 2)
    assert normalize(text).original_span(2, 5) == (1, 3)


@given(st.text())
def test_every_text_can_be_normalized_and_every_character_traced(text):
    normalized = normalize(text)
    spans = [normalized.original_span(i, i + 1) for i in range(len(normalized.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


TYPOGRAPHY = st.text("ab.,-—'\"“”‘’«» \n\u00a0\u00ad…[]?", max_size=30)


@given(TYPOGRAPHY)
def test_normalizing_twice_changes_nothing_but_line_marks(text):
    once = normalize(text).text
    assert normalize(once).text == re.sub('["“]+', '"', once)


@given(st.text("aeo\u0301\u0308\u0323 ń", max_size=20))
def test_composed_and_decomposed_accents_are_alike(text):
    assert normalize(unicodedata.normalize("NFC", text)).text == (
        normalize(unicodedata.normalize("NFD", text)).text
    )


@pytest.mark.parametrize(
    ("text", "position", "is_boundary"),
    [
        ("party", 1, False),
        ("a party", 2, True),
        ("party", 0, True),
        ("party", 5, True),
        ("well-known", 4, True),
        ("cafe\u0301s", 4, False),
        ("cafe\u0301s", 5, False),
        ("導彈計劃", 2, True),
        ("हिन्दी", 1, False),
        ("موشک‌ها", 4, True),
    ],
)
def test_word_boundaries(text, position, is_boundary):
    assert is_word_boundary(text, position) is is_boundary
