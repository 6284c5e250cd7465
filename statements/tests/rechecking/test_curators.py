"""Curators are told of changed sources where they look."""

import pytest
from django.urls import reverse

from people.tests.factories import make_user
from sources.models import SourceCheck
from sources.tests.intake.pages import html
from statements.admin.navigation import navigation
from statements.rechecking import recheck
from statements.tests.rechecking.test_rechecking import ALTERED

pytestmark = pytest.mark.django_db

LIST = "admin:sources_sourcecheck_changelist"


@pytest.fixture
def lost(document, appearance, server):
    server.pages["/news/1"] = html(ALTERED)
    recheck(document)
    return appearance


def page_of(document):
    return reverse("admin:statements_recheck_document", args=[document.pk])


def signed_in(client, role="Curator"):
    client.force_login(make_user("boris", role))


def to_do(client):
    """The number beside “Changed sources” on every page of the admin."""
    request = client.get(reverse("admin:index")).wsgi_request
    item = next(one for one in navigation(request)[0]["items"] if one["title"] == "Changed sources")
    return {name: item[name] for name in ("badge", "badge_variant") if name in item}


def test_changed_sources_are_listed_until_a_curator_has_seen_them(client, document, lost):
    signed_in(client)
    page = client.get(reverse(LIST)).content.decode()
    assert page_of(document) in page
    assert "another text" in page
    assert to_do(client) == {"badge": "1", "badge_variant": "primary"}

    client.post(page_of(document), {"step": "seen"})

    assert to_do(client) == {}
    assert page_of(document) not in client.get(reverse(LIST)).content.decode()
    assert page_of(document) in client.get(reverse(LIST), {"seen": "changed"}).content.decode()
    assert str(SourceCheck.objects.get().seen_by) == "boris"


def test_what_is_unchanged_troubles_nobody(client, document, appearance):
    recheck(document)
    signed_in(client)

    assert page_of(document) not in client.get(reverse(LIST)).content.decode()
    assert page_of(document) in client.get(reverse(LIST), {"seen": "all"}).content.decode()
    page = client.get(page_of(document)).content.decode()
    assert "Every word on record stood at the source" in page


def test_what_stands_there_now_is_shown_word_by_word(client, document, lost):
    signed_in(client)
    page = client.get(page_of(document)).content.decode()

    assert "<ins>mostly" in page.replace("<ins> mostly", "<ins>mostly")
    assert "web.archive.org/web/*/" in page


def test_a_curator_has_it_looked_at_again(client, document, appearance, do_tasks):
    signed_in(client)
    client.post(page_of(document), {"step": "look"})
    do_tasks()
    assert SourceCheck.objects.get().outcome == "same"


def test_a_curator_has_all_that_are_due_looked_at(client, document, appearance, do_tasks):
    signed_in(client)
    assert "not seen for thirty days: 1." in client.get(reverse(LIST)).content.decode()

    client.post(reverse(LIST), {"look": "due"})
    do_tasks()

    assert SourceCheck.objects.count() == 1


@pytest.mark.parametrize("step", ["look", "seen"])
def test_a_contributor_reads_and_decides_nothing(client, document, lost, step):
    signed_in(client, "Contributor")
    assert client.get(page_of(document)).status_code == 200
    assert client.post(page_of(document), {"step": step}).status_code == 403
    assert client.post(reverse(LIST), {"look": "due"}).status_code == 403
    assert SourceCheck.objects.get().seen_by is None


def test_who_enters_no_statements_sees_none(client, document, lost):
    signed_in(client, "Staff")
    assert client.get(page_of(document)).status_code == 403
    assert client.get(reverse(LIST)).status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_looks(
    client, document, lost, django_assert_num_queries
):
    signed_in(client)
    client.get(page_of(document))
    with django_assert_num_queries(11):
        client.get(page_of(document))
    for _ in range(3):
        recheck(document)
    with django_assert_num_queries(11):
        client.get(page_of(document))
