"""The review queue, and the steps taken from it and from the list."""

import pytest
from django.urls import reverse

from people.tests.factories import make_user
from statements.admin import review
from statements.models import Appearance, Statement
from statements.tests.curation.entering import told
from statements.tests.factories import (
    make_appearance,
    make_capture,
    make_published_statement,
    make_statement,
)
from statements.verification import verify

pytestmark = pytest.mark.django_db

QUEUE = "admin:statements_statement_review"
LIST = "admin:statements_statement_changelist"


def waiting(**overrides):
    statement = make_statement(status=Statement.Status.IN_REVIEW, **overrides)
    make_appearance(statement=statement)
    return statement


def queued(client, **query):
    response = client.get(reverse(QUEUE), query)
    return [item["statement"].pk for item in response.context["queue"]]


def choose(client, action, *statements, **data):
    keys = [statement.pk for statement in statements]
    data |= {"action": action, "_selected_action": keys, "select_across": "0"}
    return client.post(reverse(LIST), data, follow=True)


def statuses(*statements):
    return [Statement.objects.get(pk=statement.pk).status for statement in statements]


def test_the_longest_waiting_comes_first_and_nothing_else_is_there(client, curator):
    first, second = waiting(), waiting()
    make_statement()
    make_published_statement()
    assert queued(client) == [first.pk, second.pk]


def test_the_queue_has_pages(client, curator, monkeypatch):
    monkeypatch.setattr(review, "QUEUED_A_PAGE", 2)
    rows = [waiting() for _ in range(3)]
    response = client.get(reverse(QUEUE))
    assert response.context["next"] == rows[1].pk
    assert queued(client, after=rows[1].pk) == [rows[2].pk]
    assert (
        "Nothing waits for review beyond here"
        in client.get(reverse(QUEUE), {"after": rows[2].pk}).content.decode()
    )


def test_the_words_are_marked_in_their_context(client, curator):
    statement = make_statement(status=Statement.Status.IN_REVIEW, text="We will keep our word.")
    capture = make_capture("She said: “We will keep our word.” And left.")
    appearance = Appearance(statement=statement, document=capture.document)
    verify(appearance)
    appearance.save()
    page = client.get(reverse(QUEUE)).content.decode()
    assert "She said: “<mark>We will keep our word.</mark>” And left." in page


def test_one_click_publishes_and_leads_back_to_the_queue(client, curator):
    statement = waiting()
    address = reverse("admin:statements_statement_step", args=[statement.pk])
    data = {"decision": "published", "next": reverse(QUEUE)}
    response = client.post(address, data, follow=True)
    assert response.redirect_chain == [(reverse(QUEUE), 302)]
    assert "was published." in told(response)[0]
    assert statuses(statement) == ["published"]


def test_a_step_leads_nowhere_else(client, curator):
    statement = waiting()
    address = reverse("admin:statements_statement_step", args=[statement.pk])
    response = client.post(address, {"decision": "published", "next": "https://example.org/"})
    assert response.url == reverse("admin:statements_statement_change", args=[statement.pk])


def test_contributors_see_the_queue_without_its_steps(client, contributor):
    waiting()
    page = client.get(reverse(QUEUE))
    assert page.context["queue"][0]["steps"] == []
    assert "Publish" not in page.content.decode()


def test_the_author_is_told_that_somebody_else_publishes(client, curator):
    own = waiting(entered_by=curator)
    page = client.get(reverse(QUEUE))
    assert page.context["queue"][0]["steps"] == ["sent_back"]
    assert "You entered this yourself" in page.content.decode()
    choose(client, "publish_chosen", own)
    assert statuses(own) == ["in_review"]


def test_the_queue_takes_few_queries_however_long(client, curator, django_assert_num_queries):
    waiting()
    client.get(reverse(QUEUE))
    with django_assert_num_queries(QUERIES):
        client.get(reverse(QUEUE))
    for _ in range(4):
        waiting()
    with django_assert_num_queries(QUERIES):
        client.get(reverse(QUEUE))


# Session, user, permissions; the navigation’s numbers; the rows, and where they stand.
QUERIES = 7


def test_several_are_published_and_the_others_named(client, curator):
    good, other = waiting(), waiting()
    bare = make_statement(status=Statement.Status.IN_REVIEW)
    response = choose(client, "publish_chosen", good, other, bare)
    assert statuses(good, other, bare) == ["published", "published", "in_review"]
    messages = told(response)
    assert "It stands in no document yet" in messages[0]
    assert messages[1] == "Published: 2."


@pytest.mark.parametrize(
    ("action", "start", "end"),
    [("send_back_chosen", waiting, "draft"), ("withdraw_chosen", make_published_statement, None)],
)
def test_what_needs_a_reason_is_not_done_without(client, curator, action, start, end):
    statement = start()
    before = statement.status
    response = choose(client, action, statement)
    assert "the reason is missing" in told(response)[0]
    assert statuses(statement) == [before]
    choose(client, action, statement, reason="Misheard.")
    assert statuses(statement) == [end or "withdrawn"]
    assert statement.reviews.last().reason == "Misheard."


def test_contributors_submit_several_and_publish_none(client, contributor):
    drafts = [make_statement(entered_by=contributor) for _ in range(2)]
    actions = client.get(reverse(LIST)).context["action_form"].fields["action"].choices
    assert [name for name, _ in actions if name] == ["submit_chosen"]
    choose(client, "submit_chosen", *drafts)
    assert statuses(*drafts) == ["in_review", "in_review"]
    choose(client, "publish_chosen", *drafts)
    assert statuses(*drafts) == ["in_review", "in_review"]


def test_more_at_once_than_anybody_has_looked_at_is_refused(client, curator, monkeypatch):
    monkeypatch.setattr(review, "CHOSEN", 1)
    rows = [waiting(), waiting()]
    response = choose(client, "publish_chosen", *rows)
    assert "More than 1 at once" in told(response)[0]
    assert statuses(*rows) == ["in_review", "in_review"]


def test_the_navigation_counts_what_waits(client, curator):
    waiting()
    waiting()
    make_statement(entered_by=curator)
    groups = client.get(reverse("admin:index")).context["sidebar_navigation"]
    to_do = {item["title"]: item.get("badge") for item in groups[0]["items"]}
    assert to_do == {
        "Review queue": "2",
        "My drafts": "1",
        "Add a statement": None,
        "Add from article": None,
        "Changed sources": None,
    }
    titles = {item["title"] for group in groups for item in group["items"]}
    assert {"People", "Documents", "Statements", "Dossiers"} <= titles


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (
            "Contributor",
            [
                "Review queue",
                "My drafts",
                "Add a statement",
                "Add from article",
                "Changed sources",
            ],
        ),
        ("Staff", ["Review queue"]),
    ],
)
def test_the_navigation_offers_what_the_role_allows(client, role, expected):
    client.force_login(make_user("somebody", role))
    groups = client.get(reverse("admin:index")).context["sidebar_navigation"]
    assert [item["title"] for item in groups[0]["items"]] == expected
