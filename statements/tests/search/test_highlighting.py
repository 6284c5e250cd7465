"""What is marked in a result, and that marking lets nothing else through."""

import re
import string

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from statements.search import highlighting
from statements.search.highlighting import (
    _WORD,
    Segment,
    _beginning,
    _beginnings_of,
    _begun_with,
    _may_be_sought,
    highlight,
    highlight_html,
)
from statements.search.query import parse
from statements.search.sql.stems import LANGUAGES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "text", "query", "marked"),
    [
        ("en", "We never negotiate.", "negotiating", ["negotiate"]),
        ("en", "The shadow of war, of war", '"of war"', ["of war", "of war"]),
        ("en", "of the war", '"of war"', []),
        ("en", "one war, many wars", '"war"', ["war"]),
        ("en", "one war, many wars", "war", ["war", "wars"]),
        ("en", "Negotiators negotiate", "negot*", ["Negotiators", "negotiate"]),
        ("en", "war and peace", "war -peace", ["war"]),
        ("en", "test it all; missiles were tested", "missile NEAR/2 test", ["missiles", "tested"]),
        ("en", "an anti-missile shield", "missile", ["missile"]),
        ("en", "One died; another lies dying.", "die", ["died", "dying"]),
        ("en", "An ad, or ads", "ads", ["ad", "ads"]),
        ("en", "An ad, or ads", "ad", ["ad", "ads"]),
        ("en", "The U.S. and 2,000 men", "us 2000", ["U.S", "2,000"]),
        ("en", "our war", "(peace OR war) -truce", ["war"]),
        ("en", "nothing here", "!!!", []),
        ("fr", "Une guerre européenne", "europeenne", ["européenne"]),
        ("fr", "Ils ont négocié", "négocier", ["négocié"]),
        ("fr", "Ils ont négocié", "negocie", ["négocié"]),
        ("fr", "sous la menace d’une guerre", '"une guerre"', ["une guerre"]),
        ("fr", "L’Élysée parle", "elysee", ["Élysée"]),
        ("fr", "une guerre, puis la paix", "paix NEAR/3 guerre", ["guerre", "paix"]),
        ("fa", "سایهٔ جنگ", "سايه", ["سایهٔ"]),
        ("fa", "کشتی‌های ما", "کشتی", ["کشتی‌های"]),
        ("fa", "زیر سایهٔ جنگ", "«سايه جنگ»", ["سایهٔ جنگ"]),
        ("fa", "مذاکره نمی‌کنیم", "مذاک*", ["مذاکره"]),
        ("ar", "قال المسلمون", "مسلمين", ["المسلمون"]),
        ("ar", "لن نتفاوض أبداً تحت التهديد", '"ابدا تحت"', ["أبداً تحت"]),
        ("ar", "والمدينة آمنة", "امن*", ["آمنة"]),
    ],
)
def test_what_is_marked(language, text, query, marked):
    [segments] = highlight([(text, language)], query)

    assert [segment.text for segment in segments if segment.is_match] == marked
    assert "".join(segment.text for segment in segments) == text


def test_hostile_markup_stays_text():
    [segments] = highlight([("<script>war</script> & <mark>war", "en")], "war script")

    assert highlight_html(segments) == (
        "&lt;<mark>script</mark>&gt;<mark>war</mark>&lt;/<mark>script</mark>&gt; &amp; "
        "&lt;mark&gt;<mark>war</mark>"
    )


def test_a_page_of_results_takes_one_query_and_what_is_known_none(django_assert_num_queries):
    with django_assert_num_queries(1):
        first = highlight([("We are at war.", "en")] * 25, "wars")
    with django_assert_num_queries(0):
        again = highlight([("war at war", "en")], "wars")
    assert Segment("war", is_match=True) in first[0]
    assert Segment("war", is_match=True) in again[0]


def test_what_is_known_is_bounded(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(highlighting, "MOST_KNOWN", 2)
    highlight([("one two twice four", "en")], "two")
    with django_assert_num_queries(1):
        highlight([("one two twice four", "en")], "two")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.sampled_from("ab -'’.,‌½éك2<>&\"ـ"), max_size=30),
    st.sampled_from(["a", '"a b"', "a NEAR/3 b", "b*", "a -b", "é", "2"]),
)
def test_the_segments_of_any_text_are_the_text(text, query):
    [segments] = highlight([(text, "en")], query)

    assert "".join(segment.text for segment in segments) == text


@given(
    st.text(st.sampled_from("abAB25 -'._,;\n"), max_size=30),
    st.sampled_from(["a", "ab", "b*", "a b", "aba OR 25", "5", "2b", "ba -b"]),
)
@example("b.a", "a")
@example("2,5 2.5 5", "5")
@example("5b, b_a", "b a")
def test_words_found_by_their_letter_are_those_found_one_by_one(text, query):
    letters = {word[0] for word in re.findall("[a-z0-9]+", query.lower())}
    one_by_one = {word.span() for word in _WORD.finditer(text) if word[0][0].lower() in letters}
    by_letter = [word.span() for word in _begun_with(letters, text)]

    assert one_by_one <= set(by_letter) <= {word.span() for word in _WORD.finditer(text)}
    assert len(by_letter) == len(set(by_letter))
    beginnings = _beginnings_of(parse(query))
    begun = _begun_with({one[0] for one in beginnings}, text)
    candidates = [word.span() for word in begun if _may_be_sought(beginnings)(word[0])]
    assert set(candidates) <= set(by_letter)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(string.ascii_letters, min_size=1, max_size=12), min_size=1, max_size=40))
@example(["aerzte", "oefen", "ueber", "oeuvre", "yeux", "tying", "ads", "oed"])
@example(["dying", "skis", "news", "YES", "Aussen", "youyou", "quitte", "generously", "wal", "Lli"])
def test_forms_of_a_plain_word_begin_as_it_does_and_have_one_place(words):
    with connection.cursor() as cursor:
        for language in (*LANGUAGES, "tr"):
            cursor.execute(
                "SELECT word, form.lexeme, form.positions FROM unnest(%s::text[]) AS word,"
                " unnest(record_words_vector(%s, word)) AS form",
                [words, language],
            )
            for word, form, positions in cursor.fetchall():
                assert positions == [1]
                stem, begun = (_beginning(one) for one in (form.strip("="), word.lower()))
                assert stem.startswith(begun) or begun.startswith(stem)


def test_only_words_that_may_be_sought_are_asked_of_the_database(django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        [segments] = highlight([("Alle missiles, not most Überraschung", "de")], '"missiles not"')

    assert "Alle" not in asked[0]["sql"]
    assert "most" not in asked[0]["sql"]
    assert "missiles" in asked[0]["sql"]
    assert [one.text for one in segments if one.is_match] == ["missiles, not"]
