"""The curators' list: what is found, by which filter, how far it reaches."""

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.widgets import AutocompleteSelect
from django.urls import reverse
from unfold.admin import checkbox
from unfold.utils import display_for_label

from people import pages
from people.partial_dates import PartialDate
from statements.admin import listing
from statements.admin.statements import STATUS_COLOURS
from statements.models import Statement, Topic
from statements.tests.factories import (
    make_appearance,
    make_capture,
    make_document,
    make_office,
    make_organization,
    make_outlet,
    make_person,
    make_published_statement,
    make_statement,
    make_tenure,
)

pytestmark = pytest.mark.django_db

LIST = "admin:statements_statement_changelist"


def listed(client, **query):
    response = client.get(reverse(LIST), query)
    assert response.status_code == 200
    return response.context["cl"]


def found(client, **query):
    return [row.pk for row in listed(client, **query).result_list]


def test_every_status_is_listed_newest_day_first(client, contributor):
    draft = make_statement(said_on=PartialDate.parse("2019"))
    published = make_published_statement(said_on=PartialDate.parse("2018-03"))
    undated = make_statement()
    assert found(client) == [draft.pk, published.pk, undated.pk]
    oldest_first = client.get(reverse(LIST), {"o": "4"}).context["cl"]
    assert [row.pk for row in oldest_first.result_list] == [undated.pk, published.pk, draft.pk]


def test_words_are_sought_in_our_own_index(client, contributor):
    found_by_words = make_statement(text="The harbours stay open.")
    make_statement(text="Nothing of the kind.")
    assert found(client, q="harbour -closed") == [found_by_words.pk]
    assert found(client, q="“stay open”") == [found_by_words.pk]
    assert found(client, q="?!") == []


def test_each_filter_narrows(client, contributor):
    above = make_organization(name="Government of Northland")
    office = make_office(organization=make_organization(name="Ministry", parent=above))
    tenure = make_tenure(office=office, start=PartialDate.parse("2016"))
    topic = Topic.objects.create(name="Harbours", slug="harbours")
    statement = make_statement(
        person=tenure.person, tenure=tenure, said_on=PartialDate.parse("2017-12-13")
    )
    statement.topics.add(topic)
    document = make_capture(f"“{statement.text}”").document
    credited = make_outlet(name="Northland News")
    make_appearance(statement=statement, document=document, credited_outlet=credited)
    make_statement(person=make_person(name="Somebody Else"), said_on=PartialDate.parse("2015"))
    for query in (
        {"speaker": tenure.person_id},
        {"organization": above.pk},
        {"office": office.pk},
        {"outlet": document.outlet_id},
        {"outlet": credited.pk},
        {"document": document.pk},
        {"topic": topic.pk},
        {"said_from": "2016"},
        {"said_from": "Dec 2017", "said_to": "2018"},
        {"status": "draft", "said_from": "13 December 2017"},
    ):
        assert found(client, **query) == [statement.pk], query
    assert found(client, status="published") == []


def test_the_latest_that_one_entered_come_first(client, contributor):
    mine = [make_statement(entered_by=contributor) for _ in range(2)]
    make_statement()
    assert found(client, mine="on") == [mine[1].pk, mine[0].pk]


@pytest.mark.parametrize(
    "query",
    [
        {"speaker": "9999"},
        {"speaker": "²"},
        {"topic": "nowhere"},
        {"document": "9" * 30},
        {"said_from": "30 February 2017"},
        {"said_from": "2018", "said_to": "2017"},
        {"status": "secret"},
    ],
)
def test_a_wrong_filter_is_named_and_lists_nothing(client, contributor, query):
    make_statement()
    cl = listed(client, **query)
    *_, name = query
    assert name in cl.filterset.form.errors
    assert list(cl.result_list) == []
    assert cl.filterset.form.as_p()


def test_an_unknown_filter_is_named_and_lists_nothing(client, contributor):
    make_statement()
    response = client.get(reverse(LIST), {"statsu": "draft"})
    assert "There is no filter statsu" in response.content.decode()
    assert list(response.context["cl"].result_list) == []


def test_filters_in_force_are_taken_off_one_by_one(client, contributor):
    response = client.get(reverse(LIST), {"status": "draft", "said_from": "2017"})
    assert [(chip.label, chip.value) for chip in response.context["cl"].chips] == [
        ("Said from", "2017"),
        ("Status", "draft"),
    ]
    assert 'href="?status=draft"' in response.content.decode()


def test_pages_end_where_they_would_become_slow(client, contributor, monkeypatch):
    for _ in range(5):
        make_statement()
    monkeypatch.setattr(listing, "DEEPEST", 4)
    monkeypatch.setattr(pages, "DEEPEST", 4)
    monkeypatch.setattr("statements.admin.statements.StatementAdmin.list_per_page", 2)
    everything = found(client, p="1") + found(client, p="2")
    assert len(set(everything)) == 4
    response = client.get(reverse(LIST), {"p": "9"})
    assert response.context["cl"].page_num == 2
    assert "pages reach down to 4" in response.content.decode()


def test_the_list_takes_few_queries_however_long(client, contributor, django_assert_num_queries):
    def rows(count):
        for _ in range(count):
            make_appearance(statement=make_statement(entered_by=contributor))

    rows(1)
    listed(client)
    with django_assert_num_queries(QUERIES):
        listed(client)
    rows(6)
    with django_assert_num_queries(QUERIES):
        listed(client)
    with django_assert_num_queries(QUERIES):
        listed(client, q="word", status="draft")


# Session, user, two of permissions; the navigation's numbers; the count, the page's keys, its
# rows, where they
# stand.
QUERIES = 9


def test_another_row_is_linked_to_statements_by_their_words(client, curator):
    statement = make_statement(text="The harbour stays open.")
    make_statement(text="Something else.")
    query = {"app_label": "statements", "model_name": "relation", "field_name": "to_statement"}
    response = client.get(reverse("admin:autocomplete"), query | {"term": "harbour"})
    assert [row["id"] for row in response.json()["results"]] == [str(statement.pk)]


def test_the_office_column_names_the_office_of_that_day(client, contributor):
    tenure = make_tenure(office=make_office(title="Harbour Minister"))
    document = make_document(title="Talks")
    statement = make_statement(person=tenure.person, tenure=tenure)
    make_appearance(statement=statement, document=document, state="unchecked")
    page = client.get(reverse(LIST)).content.decode()
    assert "Harbour Minister" in page
    assert str(document.outlet) in page


@pytest.mark.parametrize("query", [{}, {"status": "draft"}, {"mine": "on"}])
def test_every_page_follows_the_one_before(client, contributor, monkeypatch, query):
    monkeypatch.setattr("statements.admin.statements.StatementAdmin.list_per_page", 2)
    days = ["2017", None, "2019-03", "2018", "2019-03-01"]
    rows = {}
    for text in days:
        day = PartialDate.parse(text) if text else None
        rows[text] = make_statement(said_on=day, entered_by=contributor).pk
    in_order = ["2019-03", "2019-03-01", "2018", "2017", None]
    if query.get("mine"):
        in_order = days[::-1]
    read = [key for number in "123" for key in found(client, p=number, **query)]
    assert read == [rows[text] for text in in_order]


def test_other_lists_end_there_too(client, contributor, monkeypatch):
    for _ in range(4):
        make_person()
    monkeypatch.setattr(pages, "DEEPEST", 2)
    monkeypatch.setattr(pages, "rows_of", lambda model: 1_234_567)
    response = client.get(reverse("admin:people_person_changelist"))
    assert response.context["cl"].result_count == 2
    assert "about 1,234,567" in response.content.decode()
    response = client.get(reverse("admin:people_organization_changelist"))
    assert response.context["cl"].paginator.is_about is False


def test_what_is_drawn_once_is_what_the_theme_draws_for_each_row(db):
    """Boxes, labels, and filters of which nothing is chosen."""
    own = admin.site.get_model_admin(Statement)
    for status, name in Statement.Status.choices:
        row = make_statement(status="draft")
        row.status = status
        label = display_for_label((status, name), "", STATUS_COLOURS)
        assert own.action_checkbox(row) == checkbox.render(ACTION_CHECKBOX_NAME, str(row.pk))
        assert own.status_label(row) == label
    for bound in listing.CurationFilter({}, queryset=Statement.objects.none()).shown():
        widget = bound.field.widget
        if isinstance(widget, AutocompleteSelect):
            assert widget.optgroups("one", []) == AutocompleteSelect.optgroups(widget, "one", [])
