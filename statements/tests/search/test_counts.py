"""How many there are, and of what: exact while few, told as about from a sample of more."""

import random

import pytest
from django.db import connection

from statements.search.attributes import RUNGS, Kind, token
from statements.search.finding import Question, count_by
from statements.search.sql import FACETS_FIRST, FILL_SAMPLES
from statements.search.sql.facets import (
    EXACT,
    FEW,
    LEAST,
    LOOK,
    OTHERS,
    PERHAPS_EXACT,
    PERHAPS_FEW,
    SURE,
    THIN,
)
from statements.tests.factories import make_published_statement
from statements.tests.search.planner import tell_planner

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(db):
    """Return a function that makes entries alone, of tokens by key: counting reads nothing else."""

    def make(rows, vector=""):
        with connection.cursor() as cursor:
            cursor.execute("SELECT record_pairs(%s)", [vector])
            (pairs,) = cursor.fetchone()
            with cursor.copy(
                "COPY statements_searchentry"
                " (statement_id, is_published, day, vector, attributes, pairs) FROM STDIN"
            ) as copy:
                for pk, tokens in rows.items():
                    samples = [token(Kind.SAMPLE, rung) for rung in RUNGS if pk % rung == 0]
                    copy.write_row((pk, True, "2020-01-01", vector, [*samples, *tokens], pairs))
            cursor.execute(FACETS_FIRST + FILL_SAMPLES)

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        yield make
        cursor.execute("DELETE FROM statements_searchentry")
        cursor.execute("DELETE FROM statements_searchsample")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def counted(one, *kinds):
    """Return rung and number of all answers, under None, and of each token."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rung, total, tokens, counted FROM record_counts(%s, %s)",
            [f"attributes && '{{{one}}}'", list(kinds)],
        )
        rung, total, tokens, numbers = cursor.fetchone()
    told = zip(tokens, numbers, strict=True)
    return {None: (rung, total)} | {told: (rung, number) for told, number in told}


def test_about_is_within_a_tenth_nineteen_times_of_twenty(entries):
    """Of what most answers have: forty questions, each answered by others of 40,000 rows."""
    source = random.Random(1753)  # noqa: S311 - a record made up, no secret
    direct = token(Kind.QUOTE, 1)
    shares = {token(Kind.TOPIC, number): source.uniform(0.3, 1) for number in range(1, 41)}
    rows = {
        pk: [direct, *(one for one, share in shares.items() if source.random() < share)]
        for pk in range(1, EXACT * 4 + 1)
    }
    entries(rows)
    right = 0
    for one in shares:
        told = counted(one, Kind.QUOTE.value)
        rung, number = told[direct]
        answers = sum(one in tokens for tokens in rows.values())
        assert rung > 1
        assert told[None] == told[direct]
        right += abs(rung * number - answers) <= answers / 10

    assert right >= 38


def test_fewer_than_are_counted_one_by_one_are_never_told_from_a_sample(entries):
    """However many of them the sample happens to hold."""
    one = token(Kind.TOPIC, 2)
    in_sample = [LOOK * number for number in range(1, 201)]
    others = [pk for pk in range(1, EXACT) if pk % LOOK][: EXACT - 2_000]
    entries({pk: [one] for pk in in_sample + others})

    assert counted(one) == {None: (1, EXACT - 1_800)}


def test_more_than_are_counted_one_by_one_are_told_as_about(entries):
    """However few of them the smallest sample happens to hold."""
    one = token(Kind.TOPIC, 2)
    in_sample = [LOOK * number for number in range(1, 201)]
    others = [pk for pk in range(1, 2 * PERHAPS_EXACT) if pk % LOOK][: PERHAPS_EXACT - 199]
    entries({pk: [one] for pk in in_sample + others})
    rung, number = counted(one)[None]

    assert len(in_sample + others) == PERHAPS_EXACT + 1
    assert rung > 1
    assert abs(rung * number - PERHAPS_EXACT) <= PERHAPS_EXACT / 10


def test_many_of_which_the_thinnest_sample_holds_none_are_told_as_about(entries):
    one, direct = token(Kind.TOPIC, 2), token(Kind.QUOTE, 1)
    entries({pk: [one, direct] for pk in range(1, 3 * FEW) if pk % THIN})
    told = counted(one, Kind.QUOTE.value)
    rung, number = told[None]

    assert rung > 1
    assert told[direct] == told[None]
    assert abs(rung * number - 3 * FEW) <= 3 * FEW / 10


def test_a_sample_that_holds_too_few_is_left_for_a_larger_one(entries):
    """The thinnest holds so many of them that all seem to be eight times as many."""
    one, direct = token(Kind.TOPIC, 2), token(Kind.QUOTE, 1)
    in_sample = {THIN * number for number in range(1, SURE + 5)}
    keys = in_sample | set(range(1, 3 * FEW // 2))
    entries({pk: [one, direct] for pk in keys})
    told = counted(one, Kind.QUOTE.value)
    rung, number = told[None]

    assert len(in_sample) * THIN > 8 * len(keys)
    assert rung > 1
    assert number >= LEAST
    assert told[direct] == told[None]
    assert abs(rung * number - len(keys)) <= len(keys) / 10


@pytest.mark.parametrize("number", [0, 1, 40, FEW, 3 * FEW, 2 * EXACT])
def test_where_the_first_look_goes_tells_nothing_else(entries, number):
    """It goes to a thinner sample in a record of which the planner was told that it is large."""
    one, direct = token(Kind.TOPIC, 2), token(Kind.QUOTE, 1)
    entries({pk: [one, direct] for pk in range(1, number + 1)})
    told = counted(one, Kind.QUOTE.value)
    tell_planner(10_000_000)

    assert counted(one, Kind.QUOTE.value) == told
    assert (told[None] == (1, number)) == (number <= FEW)


def test_words_that_follow_one_another_seldom_share_a_number(db):
    words = " ".join(f"'w{place}':{place}" for place in range(1, 2_001))
    with connection.cursor() as cursor:
        cursor.execute("SELECT record_pairs(%s)", [words])
        (pairs,) = cursor.fetchone()

    assert len(pairs) == 1_999
    assert len(set(pairs)) > 1_990


@pytest.mark.parametrize("number", [0, 1, FEW, PERHAPS_FEW, PERHAPS_FEW + LOOK, 3 * FEW])
def test_facets_and_their_total_are_exact_while_all_are_read(entries, number):
    one, direct = token(Kind.TOPIC, 2), token(Kind.QUOTE, 1)
    entries({pk: [one, direct] if pk <= number else [direct] for pk in range(1, 9_000)})
    told = counted(one, Kind.QUOTE.value)

    for rung, counted_there in (told[None], told.get(direct, (1, 0))):
        assert (rung > 1) == (number > PERHAPS_FEW)
        assert abs(rung * counted_there - number) <= (number / 10 if rung > 1 else 0)
    assert counted(one)[None] == (1, number)


@pytest.mark.parametrize("number", [FEW - 1, FEW, FEW + LOOK, 3 * FEW, EXACT + 1])
def test_answers_that_have_to_be_read_are_counted_one_by_one_while_they_are_few(entries, number):
    direct = token(Kind.QUOTE, 1)
    entries({pk: [direct] for pk in range(1, number + 1)}, vector="'harbour':1 'wall':2")
    counts = count_by(Question('"harbour wall"'), {"kind": Kind.QUOTE}).read()
    (of_kind,) = counts.values

    assert counts.is_about == of_kind.is_about == (number > FEW)
    assert abs(counts.total - number) <= (number / 10 if counts.is_about else 0)
    assert of_kind.number == counts.total


@pytest.mark.parametrize("others", [0, 90, 900, 9_000])
@pytest.mark.parametrize("number", [100, 3 * FEW])
def test_other_words_of_the_same_number_are_told_apart(entries, number, others):
    """They are in the index under it, and in no answer."""
    direct, indirect = token(Kind.QUOTE, 1), token(Kind.QUOTE, 2)
    entries({pk: [direct] for pk in range(1, number + 1)}, vector="'harbour':1 'wall':2")
    there = range(number + 1, number + others + 1)
    entries({pk: [indirect] for pk in there}, vector="'threaten':1 'setting':2")
    counts = count_by(Question('"harbour wall"'), {"kind": Kind.QUOTE}).read()
    told = {one.value: one.number for one in counts.values}

    assert same_number("harbour wall", "threaten setting")
    assert counts.is_about == (number > FEW)
    assert abs(counts.total - number) <= (number / 10 if counts.is_about else 0)
    assert abs(told[1] - number) <= (number / (OTHERS - 1) if counts.is_about else 0)
    assert told.get(2, 0) <= number / (OTHERS - 1)


def same_number(*phrases):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT pairs) = 1 FROM unnest(%s::text[]) AS phrase,"
            " record_pairs(to_tsvector('pg_catalog.simple', phrase))",
            [list(phrases)],
        )
        return cursor.fetchone()[0]


def test_words_stand_beside_what_is_counted(db):
    """So that many rows of what is counted fit into a page of the table."""

    def apart():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT reltoastrelid::regclass FROM pg_class"
                " WHERE oid = 'statements_searchentry'::regclass"
            )
            cursor.execute(f"SELECT count(*) FROM {cursor.fetchone()[0]}")
            return cursor.fetchone()[0]

    before = apart()
    make_published_statement(text="The dredging of the northern harbour starts in April, she said.")

    assert apart() > before


def test_of_an_empty_record_nothing_is_ranked(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT record_ranked('true', 'word'::tsquery, 100, 0, 26)")
        assert cursor.fetchone()[0] == []
