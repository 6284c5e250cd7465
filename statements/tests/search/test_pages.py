"""Pages and counts from the index are those of a plain reading of every row."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection, transaction

from people.partial_dates import PartialDate
from statements.models import Statement
from statements.search.attributes import QUOTES, Kind, token
from statements.search.finding import Question, count_by
from statements.search.sql.pages import HEAD
from statements.tests.factories import make_person
from statements.tests.search.planner import tell_planner

pytestmark = pytest.mark.django_db

ROWS = HEAD * 3


@pytest.fixture(scope="module")
def record(django_db_setup, django_db_blocker):
    """Statements that the tests here read, made once for all of them."""
    with django_db_blocker.unblock(), transaction.atomic():
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
        yield list(Statement.objects.values("pk", "text", "kind", "person_id", *DAYS))
        transaction.set_rollback(True)


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


def test_a_letter_of_which_nothing_is_left_finds_nothing_and_takes_nothing_away(record):
    # It only lengthens a line of Arabic.
    nothing, word = (
        count_by(Question(text, only_published=False), {}).read().total for text in ("ـ", "ninth ـ")
    )

    assert (nothing, word) == (0, sum("ninth" in row["text"] for row in record))
