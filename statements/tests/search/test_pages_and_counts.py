"""Pages and counts from the index are those of a plain reading of every row."""

import random
from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection

from people.partial_dates import PartialDate
from statements.models import Statement
from statements.search.attributes import QUOTES, RUNGS, Kind, token
from statements.search.finding import Question, count_by
from statements.search.sql import FACETS_FIRST, FILL_SAMPLES
from statements.search.sql.facets import (
    EXACT,
    FEW,
    LEAST,
    LOOK,
    PERHAPS_EXACT,
    PERHAPS_FEW,
    SURE,
    THIN,
)
from statements.search.sql.pages import HEAD
from statements.tests.factories import make_person, make_published_statement

pytestmark = pytest.mark.django_db

ROWS = HEAD * 3


@pytest.fixture
def record(db):
    people = [make_person() for _ in range(7)]
    Statement.objects.bulk_create(
        Statement(
            kind="indirect" if n % 5 == 0 else "direct",
            text=" ".join(["common", *["ninth"][: n % 9 == 0], *["faded"][: n > ROWS - 50]]),
            person=people[n % 7],
            said_on=said_on(n),
        )
        for n in range(1, ROWS + 1)
    )
    return list(Statement.objects.values("pk", "text", "kind", "person_id", *DAYS))


def said_on(n):
    """Newest first: a day, now and then only its year, now and then nothing."""
    day = date(2020, 1, 1) - timedelta(days=5 * n)
    if n % 50 == 0:
        return None
    return PartialDate.year(day.year) if n % 11 == 0 else PartialDate.day(day)


DAYS = ("said_on_earliest", "said_on_latest")
INDIRECT = str({token(Kind.QUOTE, QUOTES["indirect"])})

QUESTIONS = {
    "everything": ({}, lambda row: True),
    "a common word": ({"word": "common"}, lambda row: True),
    "a word of few": ({"word": "ninth"}, lambda row: "ninth" in row["text"]),
    "a word that faded": ({"word": "faded"}, lambda row: "faded" in row["text"]),
    "the beginning of a common word": ({"beginning": "com"}, lambda row: True),
    "the beginning of a word": ({"beginning": "nint"}, lambda row: "ninth" in row["text"]),
    "the beginning of a word that faded": (
        {"beginning": "fade"},
        lambda row: "faded" in row["text"],
    ),
    "a word never said": ({"word": "never"}, lambda row: False),
    "an attribute": ({"groups": [INDIRECT]}, lambda row: row["kind"] == "indirect"),
    "word and attribute": (
        {"word": "faded", "groups": [INDIRECT]},
        lambda row: "faded" in row["text"] and row["kind"] == "indirect",
    ),
    "from a day": (
        {"first": "2011-06-01"},
        lambda row: bool(row["said_on_latest"]) and str(row["said_on_latest"]) >= "2011-06-01",
    ),
    "until a day": (
        {"last": "2011-06-01"},
        lambda row: bool(row["said_on_earliest"]) and str(row["said_on_earliest"]) <= "2011-06-01",
    ),
    "within days": (
        {"first": "2011-03-01", "last": "2011-06-01", "word": "common"},
        lambda row: (
            bool(row["said_on_latest"])
            and str(row["said_on_latest"]) >= "2011-03-01"
            and str(row["said_on_earliest"]) <= "2011-06-01"
        ),
    ),
}


def condition(cursor, word=None, beginning=None, groups=(), first=None, last=None):
    cursor.execute(
        "SELECT record_condition(array_remove("
        "ARRAY[record_word_query(%s), record_prefix_query(%s)], NULL), '{}',"
        " %s::text[], %s, %s, false)",
        [word, beginning, list(groups), first, last],
    )
    return cursor.fetchone()[0]


def in_order(rows, *, newest):
    """As the list is ordered: by last day, rows without one before the first."""
    return [
        row["pk"]
        for row in sorted(
            rows, key=lambda row: (str(row["said_on_latest"] or ""), row["pk"]), reverse=newest
        )
    ]


# The day that a page is said to reach to: none, all too near or far, far beyond.
REACHES = (None, "2019-12-30", "2012-02-01", "0001-01-01", "9999-12-31")


@pytest.mark.parametrize("name", QUESTIONS)
def test_pages_follow_one_another_through_every_answer_both_ways(record, name):
    asked, is_answer = QUESTIONS[name]
    answers = [row for row in record if is_answer(row)]
    days = {row["pk"]: row["said_on_latest"] or "0001-01-01" for row in record}
    with connection.cursor() as cursor:
        where = condition(cursor, **asked)
        for reach, newest in product(REACHES, (True, False)):
            within = reach, asked.get("first"), asked.get("last")
            read = read_through(cursor, where, days, within, newest=newest)
            assert read == in_order(answers, newest=newest), (reach, newest)


@pytest.mark.parametrize("name", [name for name in QUESTIONS if "beginning" in name])
def test_a_longer_head_is_looked_at_for_the_beginning_of_a_word(record, name):
    """The root of a million, as the planner was told, is most of what there is."""
    tell_planner(1_000_000)
    test_pages_follow_one_another_through_every_answer_both_ways(record, name)


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_newest_are_ranked_wherever_they_are_said_to_reach_to(record, name):
    asked, is_answer = QUESTIONS[name]
    newest = in_order([row for row in record if is_answer(row)], newest=True)
    words = "'common' | 'ninth'"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT statement_id, ts_rank(vector, %s::tsquery) FROM statements_searchentry",
            [words],
        )
        ranks = dict(cursor.fetchall())
        where = condition(cursor, **asked)
        for reach, most in product(REACHES, (100, 2 * ROWS)):
            best = sorted(newest[:most], key=lambda pk: -ranks[pk])
            cursor.execute(
                "SELECT record_ranked(%s, %s::tsquery, %s, 5, 40, %s::date, %s::date)",
                [where, words, most, reach, asked.get("first")],
            )
            assert cursor.fetchone()[0] == best[5:45], (reach, most)


def test_of_an_empty_record_nothing_is_ranked(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT record_ranked('true', 'word'::tsquery, 100, 0, 26)")
        assert cursor.fetchone()[0] == []


def tell_planner(rows):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pg_class SET reltuples = %s WHERE oid = 'statements_searchentry'::regclass",
            [rows],
        )


@pytest.mark.usefixtures("record")
def test_what_the_head_does_not_hold_is_asked_of_the_index_of_words():
    """Which answers by bitmaps alone: they are on, and what would go without them is off."""
    by_bitmaps = " AND ".join(
        f"current_setting('enable_{scan}') = '{state}'"
        for scan, state in (("bitmapscan", "on"), ("indexscan", "off"), ("seqscan", "off"))
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT record_page(%s, true, NULL, NULL, %s)", [by_bitmaps, HEAD + 1])
        (page,) = cursor.fetchone()

    assert len(page) == HEAD + 1


@pytest.mark.parametrize("name", QUESTIONS)
def test_pages_of_few_come_with_their_number(record, name):
    asked, is_answer = QUESTIONS[name]
    answers = in_order([row for row in record if is_answer(row)], newest=True)
    days = {row["pk"]: row["said_on_latest"] or "0001-01-01" for row in record}
    with connection.cursor() as cursor:
        where = condition(cursor, **asked)
        for newest, rows in ((True, answers), (False, answers[::-1])):
            for begin in {0, min(1, len(rows)), len(rows) // 2, len(rows)}:
                mark = (days[rows[begin - 1]], rows[begin - 1]) if begin else (None, None)
                cursor.execute(
                    "SELECT page FROM record_counts(%s, '{0}', %s, %s, %s, 97)",
                    [where, newest, *mark],
                )
                assert cursor.fetchone()[0] == rows[begin : begin + 97]


def read_through(cursor, where, days, within, *, newest):
    found, mark = [], (None, None)
    while True:
        cursor.execute(
            "SELECT record_page(%s, %s, %s, %s, 97, %s::date, %s::date, %s::date)",
            [where, newest, *mark, *within],
        )
        page = cursor.fetchone()[0]
        found += page
        if len(page) < 97:
            return found
        mark = (days[page[-1]], page[-1])


@pytest.mark.parametrize("name", QUESTIONS)
def test_few_answers_are_counted_one_by_one(record, name):
    asked, is_answer = QUESTIONS[name]
    answers = [row for row in record if is_answer(row)]
    with connection.cursor() as cursor:
        where = condition(cursor, **asked)
        cursor.execute(
            "SELECT rung, total, tokens, counted FROM record_counts(%s, %s)",
            [where, [Kind.SPEAKER.value, Kind.QUOTE.value]],
        )
        rung, total, tokens, numbers = cursor.fetchone()

    assert (rung, total) == (1, len(answers))
    counts = dict(zip(tokens, numbers, strict=True))
    expected: dict[int, int] = {}
    for row in answers:
        for one in (
            token(Kind.SPEAKER, row["person_id"]),
            token(Kind.QUOTE, QUOTES[row["kind"]]),
        ):
            expected[one] = expected.get(one, 0) + 1
    assert counts == expected


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
    assert abs(told[1] - number) <= (number / 7 if counts.is_about else 0)
    assert told.get(2, 0) <= number / 7


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


def test_a_letter_of_which_nothing_is_left_finds_nothing_and_takes_nothing_away(record):
    # It only lengthens a line of Arabic.
    nothing, word = (
        count_by(Question(text, only_published=False), {}).read().total for text in ("ـ", "ninth ـ")
    )

    assert (nothing, word) == (0, sum("ninth" in row["text"] for row in record))
