"""Pages and counts from the index are those of a plain reading of every row."""

from datetime import date, timedelta

import pytest
from django.db import connection

from people.partial_dates import PartialDate
from statements.models import Statement
from statements.search.attributes import QUOTES, Kind, token
from statements.search.sql.facets import EXACT
from statements.search.sql.pages import HEAD
from statements.tests.factories import make_person

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


def condition(cursor, word=None, groups=(), first=None, last=None):
    cursor.execute(
        "SELECT record_condition(record_word_query(%s), NULL, '{}', %s::text[], %s, %s, false)",
        [word, list(groups), first, last],
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
@pytest.mark.parametrize("reach", [None, "2019-12-30", "2012-02-01", "0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_pages_follow_one_another_through_every_answer_both_ways(record, name, reach):
    asked, is_answer = QUESTIONS[name]
    answers = [row for row in record if is_answer(row)]
    days = {row["pk"]: row["said_on_latest"] or "0001-01-01" for row in record}
    with connection.cursor() as cursor:
        where = condition(cursor, **asked)
        for newest in (True, False):
            read = read_through(cursor, where, days, reach, newest=newest)
            assert read == in_order(answers, newest=newest)


def read_through(cursor, where, days, reach, *, newest):
    found, mark = [], (None, None)
    while True:
        cursor.execute(
            "SELECT record_page(%s, %s, %s, %s, 97, %s::date)", [where, newest, *mark, reach]
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
            "SELECT rung, token, counted FROM record_counts(%s, %s, true)",
            [where, [Kind.SPEAKER.value, Kind.QUOTE.value]],
        )
        rows = cursor.fetchall()

    assert {rung for rung, _, _ in rows} == {1}
    counts = {counted: number for _, counted, number in rows}
    assert counts.pop(-1) == len(answers)
    expected: dict[int, int] = {}
    for row in answers:
        for one in (
            token(Kind.SPEAKER, row["person_id"]),
            token(Kind.QUOTE, QUOTES[row["kind"]]),
        ):
            expected[one] = expected.get(one, 0) + 1
    assert counts == expected


def test_many_answers_are_told_from_a_sample(db):
    """Entries alone, so that there are many: the counting reads nothing else."""
    count = EXACT * 4
    rows = [
        (pk, [16, *((pk_rung * 16 + Kind.SAMPLE) for pk_rung in (4, 16, 64) if pk % pk_rung == 0)])
        for pk in range(1, count + 1)
    ]
    wanted = {pk for pk, _ in rows if pk * 2654435761 % 1000 < 400}
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        with cursor.copy(
            "COPY statements_searchentry"
            " (statement_id, is_published, day, vector, attributes) FROM STDIN"
        ) as copy:
            for pk, attributes in rows:
                tokens = [*attributes, 32] if pk in wanted else attributes
                copy.write_row((pk, True, "2020-01-01", "", tokens))
        cursor.execute(
            "SELECT rung, counted FROM record_counts(%s, %s, true) WHERE token = -1",
            ["attributes && '{32}'", [0]],
        )
        rung, counted = cursor.fetchone()
        cursor.execute("DELETE FROM statements_searchentry")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert rung > 1
    assert abs(rung * counted - len(wanted)) < len(wanted) / 10


def test_fewer_than_are_counted_one_by_one_are_never_told_from_a_sample(db):
    """However many of them the smallest sample happens to hold."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(
            """
            INSERT INTO statements_searchentry
                (statement_id, is_published, day, vector, attributes)
            SELECT n, true, '2020-01-01', '',
                CASE WHEN n <= 8 THEN ARRAY[32, %s] ELSE ARRAY[32] END
            FROM generate_series(1, %s) AS n
            """,
            [4096 * 16 + Kind.SAMPLE, EXACT - 2_000],
        )
        cursor.execute(
            "SELECT rung, counted FROM record_counts(%s, %s, true) WHERE token = -1",
            ["attributes && '{32}'", [0]],
        )
        told = cursor.fetchone()
        cursor.execute("DELETE FROM statements_searchentry")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert told == (1, EXACT - 2_000)
