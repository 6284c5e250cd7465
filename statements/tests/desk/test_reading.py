"""An article is read once into proposals, and who may see that."""

import re

import pytest
from django.urls import reverse

from people.tests.factories import make_user
from statements.desk.models import Reading
from statements.desk.reading import extractor_version, read_later
from statements.tests.desk.browsing import (
    ARTICLE,
    capture_of,
    desk,
    opened,
    rows,
    text_of,
    told,
)
from statements.tests.factories import (
    make_capture,
    make_document,
)

pytestmark = pytest.mark.django_db


def test_opening_an_article_reads_it_once(client, contributor, lindqvist):
    capture = capture_of()
    opened(client, capture)
    opened(client, capture)
    reading = Reading.objects.get()
    assert (reading.started_by, reading.extractor) == (contributor, extractor_version())
    assert [text_of(capture, row) for row in rows(capture)] == [
        ["the harbour will stay open"],
        ["“We will keep our word,”"],
        ["“It is too late,”", "“The boats have gone.”"],
    ]


def test_the_article_is_shown_with_every_found_word_marked(client, contributor, lindqvist):
    capture = capture_of()
    page = opened(client, capture).content.decode()
    marks = re.findall(r'class="mark[^>]*>([^<]*)<', page)
    assert marks == [
        "the harbour will stay open",
        "“We will keep our word,”",
        "“It is too late,”",
        "“The boats have gone.”",
    ]


def test_a_language_without_a_vocabulary_is_said(client, contributor):
    page = opened(client, capture_of(language="fi"))
    assert "The text was not read" in page.content.decode()


def test_a_long_text_is_read_in_the_background(
    client, contributor, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr("statements.desk.reading.AT_ONCE", 10)
    enqueued = []
    monkeypatch.setattr("statements.desk.reading._read_in_background", enqueued.append)
    with django_capture_on_commit_callbacks(execute=True):
        page = opened(client, capture := capture_of())
    assert "is being read in the background" in page.content.decode()
    assert enqueued == [Reading.objects.get().pk]
    read_later.func(enqueued[0])
    read_later.func(enqueued[0])
    assert len(rows(capture)) == 3


def test_a_document_leads_to_its_newest_text(client, contributor):
    document = make_document()
    address = reverse("admin:statements_desk_document", args=[document.pk])
    page = client.get(address, follow=True)
    assert told(page) == ["No text of it is kept yet: paste it into “Text to keep” first."]
    assert address in page.content.decode()
    capture = make_capture(ARTICLE, document=document)
    assert client.get(address).url == desk(capture)


def test_who_enters_no_statements_has_no_desk(client):
    client.force_login(make_user("reader", "Staff"))
    capture = capture_of()
    for name, arguments in (
        ("statements_desk", [capture.pk]),
        ("statements_desk_lookup", [capture.pk, "speaker"]),
        ("statements_desk_document", [capture.document_id]),
        ("statements_desk_figures", []),
    ):
        assert client.get(reverse(f"admin:{name}", args=arguments)).status_code == 403
    assert not Reading.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_article(
    client, contributor, lindqvist, django_assert_max_num_queries
):
    capture = capture_of("\n\n".join([ARTICLE] * 12))
    opened(client, capture)
    with django_assert_max_num_queries(25):
        opened(client, capture)
    assert len(rows(capture)) == 36
