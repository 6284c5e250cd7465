"""Candidates for being the same statement: by the rarest words that two texts share."""

import pytest
from django.db import connection

from statements.search import alike
from statements.search.alike import find_alike
from statements.search.attributes import Kind, token
from statements.tests.factories import make_person, make_statement

pytestmark = pytest.mark.django_db

TOLLS = "We have kept the tolls at 2,000 crowns, and we will not raise them this year."
PERSIAN = "ما بر سر بندرهای خود با هیچ کشوری مذاکره نمی‌کنیم و عوارض را بالا نمی‌بریم."
WORDS = ["tolls", "harbours", "straits", "patrols", "crowns", "pilots", "fleet", "coast", "lamps"]


def alike_to(text, *, statement=None, attribution=""):
    speaker = token(Kind.SPEAKER, statement.person_id) if statement else None
    return find_alike(text, speaker=speaker, attribution=attribution, limit=50)


@pytest.fixture
def common(monkeypatch):
    """These words are said by everybody."""
    frequencies = dict.fromkeys(("we", "will", "do", "it"), 0.2)
    monkeypatch.setattr(alike, "_frequencies", lambda period: frequencies)


@pytest.mark.parametrize(
    "near",
    [
        pytest.param(TOLLS, id="same"),
        pytest.param(f"“{TOLLS.upper()}”", id="case and marks"),
        pytest.param(TOLLS.replace("2,000", "3,000"), id="another figure"),
        pytest.param(TOLLS.replace("will not", "won’t"), id="contraction"),
        pytest.param(TOLLS.replace("this year", "next year, he said"), id="words more"),
        pytest.param(TOLLS.removeprefix("We have "), id="beginning cut"),
        pytest.param(TOLLS.replace("crowns", "krones").replace("raise", "rise"), id="misspelt"),
    ],
)
def test_near_duplicates_by_anybody_are_found(near):
    statement = make_statement(text=TOLLS)
    make_statement(text="The harbour masters are paid in silver this year.")
    assert alike_to(near, statement=make_statement(person=make_person(name="Else"))) == [
        statement.pk
    ]


def test_persian_is_found_with_the_letters_of_an_arabic_keyboard():
    statement = make_statement(text=PERSIAN, language="fa")
    arabic = PERSIAN.replace("ک", "ك").replace("ی", "ي").replace("هیچ کشوری", "هیچ کس")
    assert alike_to(arabic, statement=statement) == [statement.pk]


@pytest.mark.parametrize("length", range(4, 9))
def test_whichever_word_of_a_short_text_differs(length):
    words = WORDS[:length]
    statement = make_statement(text=" ".join(words))
    for index in range(length):
        for near in (
            [*words[:index], "other", *words[index + 1 :]],
            words[:index] + words[index + 1 :],
        ):
            assert alike_to(" ".join(near), statement=statement) == [statement.pk], near


def test_whichever_two_words_of_a_longer_text_differ():
    words = [f"{word} {number}" for number in "12" for word in WORDS]
    statement = make_statement(text=" ".join(words))
    for replaced in range(len(words)):
        near = [*words]
        near[replaced] = "other"
        near.insert(len(words) - replaced, "more")
        assert alike_to(" ".join(near), statement=statement) == [statement.pk]


def test_a_few_words_are_compared_with_the_same_speakers_alone():
    mine, other = make_statement(text="Never again."), make_person(name="Else")
    theirs = make_statement(text="Never again!", person=other)
    assert alike_to("Never again.", statement=mine) == [mine.pk]
    assert alike_to("Never again.", statement=theirs) == [theirs.pk]


def test_words_that_everybody_says_are_too(common):
    mine, other = make_statement(text="We will do it."), make_person(name="Else")
    make_statement(text="We will do it.", person=other)
    assert alike_to("We will do it!", statement=mine) == [mine.pk]


def test_where_the_source_names_nobody_the_attribution_stands_for_the_speaker():
    nobody = {"person": None, "attribution": "U.S. officials"}
    statement = make_statement(text="No.", **nobody)
    make_statement(text="No.", **nobody | {"attribution": "Residents"})
    assert alike_to("No", attribution="u.s. officials") == [statement.pk]


@pytest.mark.parametrize("text", ["", "?!", "'", "\\", "a' | 'b", "\\' & !c"])
def test_marks_mean_nothing_in_the_query(text):
    make_statement(text="Something else entirely.")
    assert alike_to(text, attribution="somebody") == []


def test_the_index_answers_and_no_row_is_walked_through():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT statement_id FROM statements_searchentry WHERE vector @@ "
            "('''tolls'' & ''crowns'' | ''tolls'' & ''raise''')::tsquery"
        )
        plan = " ".join(line for (line,) in cursor.fetchall())
    assert "statements_search_words" in plan
