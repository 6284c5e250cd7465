"""A list reads where each statement stands from the index that was made for it."""

import pytest
from django.db import connection
from django.utils import timezone

from people.bulk import analyze
from statements.listed import read
from statements.models import Appearance, Statement
from statements.search.finding import Keys
from statements.tests.factories import make_document

pytestmark = pytest.mark.django_db

# So many fill more than a page of the index of places, and one of what is unique: for the planner
# the former is the longer way, as it is on a record of millions.
ROWS, SHOWN = 160, 20
# How often this transaction went by each index of appearances.
VISITS = """
SELECT relname, pg_stat_get_xact_numscans(indexrelid)
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE indrelid = 'statements_appearance'::regclass
"""


def visits():
    with connection.cursor() as cursor:
        cursor.execute(VISITS)
        return dict(cursor.fetchall())


def test_places_come_from_their_index_alone():
    document = make_document()
    statements = Statement.objects.bulk_create(
        Statement(
            kind="indirect",
            status="published",
            published_at=timezone.now(),
            text="The harbour stays open.",
            attribution="the ministry",
        )
        for _ in range(ROWS)
    )
    Appearance.objects.bulk_create(
        Appearance(statement=statement, document=document, locator="p. 1")
        for statement in statements
    )
    analyze([Appearance, Statement])
    before = visits()
    listed = read(Keys("%s::bigint[]", ([row.pk for row in statements[-SHOWN:]],)))
    assert [row.place.outlet for row in listed] == [document.outlet.name] * SHOWN
    gone_by = {name: count - before[name] for name, count in visits().items()}
    assert {name: count for name, count in gone_by.items() if count} == {
        "statements_appearance_places": SHOWN
    }
