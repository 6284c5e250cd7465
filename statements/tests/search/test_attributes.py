"""What a statement is filtered by stands in its entry, whatever changed and by whichever way."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from people.partial_dates import PartialDate
from statements.models import Appearance, SearchEntry, Statement
from statements.search.attributes import (
    QUOTES,
    RUNGS,
    STATUSES,
    VERIFICATIONS,
    Kind,
    language_of,
    language_value,
    token,
)
from statements.tests.factories import (
    make_appearance,
    make_occasion,
    make_office,
    make_organization,
    make_outlet,
    make_person,
    make_published_statement,
    make_statement,
    make_tenure,
    make_topic,
)

pytestmark = pytest.mark.django_db


def attributes(statement, *kinds):
    entry = SearchEntry.objects.get(statement=statement)
    return {one for one in entry.attributes if not kinds or one % 16 in kinds}


def test_every_kind_of_attribute_has_its_token():
    top = make_organization()
    tenure = make_tenure(office=make_office(organization=make_organization(parent=top)))
    outlet = make_outlet()
    statement = make_published_statement(
        person=tenure.person,
        tenure=tenure,
        language="fa-AF",
        kind="indirect",
        occasion=make_occasion(),
        appearance={"credited_outlet": outlet},
    )
    topic = make_topic(parent=make_topic())
    statement.topics.add(topic)
    document = statement.appearances.get().document

    assert attributes(statement) - attributes(statement, Kind.SAMPLE) == {
        token(Kind.SPEAKER, tenure.person_id),
        token(Kind.ORGANIZATION, tenure.office.organization_id),
        token(Kind.ORGANIZATION, top.pk),
        token(Kind.OFFICE, tenure.office_id),
        token(Kind.OUTLET, document.outlet_id),
        token(Kind.OUTLET, outlet.pk),
        token(Kind.TOPIC, topic.pk),
        token(Kind.TOPIC, topic.parent_id),
        token(Kind.LANGUAGE, language_value("fa")),
        token(Kind.QUOTE, QUOTES["indirect"]),
        token(Kind.VERIFICATION, VERIFICATIONS["verified"]),
        token(Kind.OCCASION, statement.occasion_id),
        token(Kind.DOCUMENT, document.pk),
        token(Kind.STATUS, STATUSES["published"]),
    }


@pytest.mark.parametrize("pk", [1, 4, 4096, 3 * 8192, 5 * 16384])
def test_a_statement_is_in_each_sample_whose_rung_divides_its_key(pk):
    statement = make_statement(pk=pk)
    samples = {token(Kind.SAMPLE, rung) for rung in RUNGS if statement.pk % rung == 0}

    assert attributes(statement, Kind.SAMPLE) == samples


@pytest.mark.parametrize("language", ["en", "fa", "prs", "zh-Hant"])
def test_the_database_numbers_languages_as_we_do(language):
    statement = make_statement(language=language)
    value = language_value(language)

    assert attributes(statement, Kind.LANGUAGE) == {token(Kind.LANGUAGE, value)}
    assert language_of(value) == language.split("-")[0]


@pytest.mark.parametrize(
    ("said_on", "dates"),
    [
        ("2017-12-13", {(Kind.YEAR, 2017), (Kind.MONTH, 2017 * 12 + 11)}),
        ("2017", {(Kind.YEAR, 2017), (Kind.MONTH, 2017 * 12 + 11), (Kind.SPANNED_YEAR, 2017)}),
        (
            "c. 2015",
            {
                (Kind.YEAR, 2016),
                (Kind.MONTH, 2016 * 12 + 11),
                *((Kind.SPANNED_YEAR, year) for year in (2014, 2015, 2016)),
            },
        ),
        ("", set()),
    ],
)
def test_dates_have_the_tokens_of_their_last_day_and_of_every_year_they_span(said_on, dates):
    statement = make_statement(said_on=PartialDate.parse(said_on) if said_on else None)

    made = attributes(statement, Kind.YEAR, Kind.MONTH, Kind.SPANNED_YEAR)
    assert made == {token(kind, value) for kind, value in dates}
    assert bool(attributes(statement, Kind.EIGHT_DAYS)) == bool(dates)


@pytest.mark.parametrize(
    ("first", "last", "years", "months"),
    [
        (date(2011, 1, 1), date(2011, 12, 31), [2011], 0),
        (date(2011, 11, 1), date(2012, 12, 31), [2012], 2),
        (date(2011, 1, 1), date(2012, 12, 30), [2011], 12),
        (date(2011, 1, 2), date(2011, 12, 31), [], 12),
        (date(2010, 6, 1), date(2013, 6, 1), [2011, 2012], 13),
        (date(2001, 1, 1), date(2013, 2, 1), list(range(2001, 2013)), 2),
    ],
)
def test_days_are_covered_by_whole_years_and_months_of_others(first, last, years, months):
    cover = covering(first, last)

    assert {one for one in cover if one % 16 == Kind.YEAR} == {
        token(Kind.YEAR, year) for year in years
    }
    assert sum(one % 16 == Kind.MONTH for one in cover) == months == len(cover) - len(years)


@given(
    first=st.dates(date(2010, 1, 1), date(2013, 12, 31)),
    lengths=st.lists(st.integers(0, 1_000), min_size=2, max_size=2),
)
def test_whatever_was_said_within_days_has_one_of_their_tokens(first, lengths):
    day, last = (first + timedelta(days=length) for length in sorted(lengths))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_month(%(day)s::date), record_eight_days(%(day)s::date)", {"day": day}
        )
        month, eight_days = cursor.fetchone()

    assert covering(first, last) & {
        token(Kind.YEAR, day.year),
        token(Kind.MONTH, month),
        token(Kind.EIGHT_DAYS, eight_days),
    }


def covering(first, last):
    with connection.cursor() as cursor:
        cursor.execute("SELECT record_cover(%s::date, %s::date)", [first, last])
        return set(cursor.fetchone()[0])


def test_a_moved_topic_and_organization_take_their_statements_along():
    organization, topic = make_organization(), make_topic(name="Dredging")
    statement = make_statement(organization=organization)
    statement.topics.add(topic)
    topic.parent = make_topic(name="Harbours")
    topic.save()
    organization.parent = make_organization()
    organization.save()

    assert token(Kind.TOPIC, topic.parent_id) in attributes(statement)
    assert token(Kind.ORGANIZATION, organization.parent_id) in attributes(statement)
    assert list(Statement.objects.search("harbour")) == [statement]


def test_an_appearance_added_changed_and_taken_away():
    statement = make_statement()
    appearance = make_appearance(statement=statement)
    assert token(Kind.DOCUMENT, appearance.document_id) in attributes(statement)

    Appearance.objects.filter(pk=appearance.pk).update(state="altered")
    altered = token(Kind.VERIFICATION, VERIFICATIONS["altered"])
    assert attributes(statement, Kind.VERIFICATION) == {altered}

    appearance.delete()
    assert not attributes(statement, Kind.DOCUMENT, Kind.OUTLET, Kind.VERIFICATION)


def test_many_changed_by_plain_sql_are_all_entered_anew():
    one, other = make_statement(text="before"), make_statement(text="before")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE statements_statement SET text = 'after', kind = 'document'")

    assert set(Statement.objects.search("after")) == {one, other}
    assert attributes(other, Kind.QUOTE) == {token(Kind.QUOTE, QUOTES["document"])}


def test_a_bulk_load_may_have_entries_made_once_at_its_end():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS record_search DEFERRED")
        statement = make_statement(person=make_person(name="Ada Quell"))
        statement.topics.add(make_topic(name="Silt"))
        assert not SearchEntry.objects.exists()
        cursor.execute("SET CONSTRAINTS record_search IMMEDIATE")

    assert list(Statement.objects.search("quell silt")) == [statement]
