"""An article is fetched, pasted or uploaded, confirmed, and kept."""

import gzip
import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from people.partial_dates import PartialDate
from people.tests.factories import make_user
from sources.models import Capture, Document, Intake, Outlet, OutletDomain
from sources.tests.factories import make_outlet
from sources.tests.fetching.server import redirect, response
from sources.tests.intake.pages import (
    PAGE,
    READ,
    TEXT,
    address,
    begin,
    confirmed,
    html,
    shown,
    step,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def fetched(client, contributor, server, do_tasks, django_capture_on_commit_callbacks):
    """The article at /news/1, fetched and read."""
    server.pages["/robots.txt"] = html(status="404 Not Found")
    server.pages["/news/1"] = html(set_cookie="visit=1")
    with django_capture_on_commit_callbacks(execute=True):
        begin(client, url=server.url("/news/1?utm_source=feed"))
    do_tasks()
    return server


def test_a_page_is_fetched_in_the_background_with_its_progress_shown(
    client, contributor, server, do_tasks, django_capture_on_commit_callbacks
):
    server.pages["/news/1"] = html()
    with django_capture_on_commit_callbacks(execute=True):
        answer = begin(client, url=server.url("/news/1"))
    assert answer.url == address()
    page = shown(client).content.decode()
    assert "Waiting its turn" in page
    # It looks again by itself: with JavaScript, and without.
    assert 'data-refresh="1000"' in page
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
    assert server.requests == []

    do_tasks()

    page = shown(client).content.decode()
    assert "Confirm what will be kept" in page
    assert "data-refresh" not in page


def test_what_the_page_says_of_itself_is_proposed(client, fetched):
    form = shown(client).context["form"]
    proposed = {name: form[name].value() for name in ("title", "authors", "language", "text")}
    assert proposed == {
        "title": "The harbour stays open",
        "authors": "Ida Berg",
        "language": "English",
        "text": READ,
    }
    assert form["published_on"].value() == "14 December 2017"
    # Without what says only how the reader came.
    assert form["canonical_url"].value() == fetched.url("/news/1")
    assert (form["outlet"].value(), form["outlet_name"].value()) == ("new", "Northfield Post")


def test_what_is_confirmed_is_a_document_with_its_capture_and_the_desk_opens(
    client, contributor, fetched
):
    answer = confirmed(client, title="The harbour will stay open", outlet_kind="newspaper")

    document = Document.objects.get()
    capture = document.captures.get()
    assert answer.url == reverse("admin:statements_desk", args=[capture.pk])
    assert (str(document), str(document.outlet)) == (
        "The harbour will stay open",
        "Northfield Post",
    )
    assert document.published_on == PartialDate.parse("2017-12-14")
    assert capture.raw_bytes == PAGE.encode()
    assert capture.sha256 == hashlib.sha256(PAGE.encode()).hexdigest()
    assert len(capture.raw) < len(PAGE)
    assert capture.headers["content-type"] == "text/html; charset=utf-8"
    assert "set-cookie" not in capture.headers
    assert (capture.text, capture.is_text_mended) == (READ, False)
    assert (capture.url, capture.captured_by) == (
        fetched.url("/news/1?utm_source=feed"),
        contributor,
    )
    assert Intake.objects.get().raw == b""
    # And from then on the article's own page leads to the desk.
    assert shown(client).url == answer.url
    assert "we will keep our word" in client.get(answer.url).content.decode().lower()


def test_a_mended_text_is_kept_as_mended(client, fetched):
    mended = TEXT.replace("Peter Novak", "Petr Novák").replace("\n", "\r\n")

    confirmed(client, text=mended)

    capture = Capture.objects.get()
    assert capture.text == TEXT.replace("Peter Novak", "Petr Novák")
    assert capture.is_text_mended
    assert capture.raw_bytes == PAGE.encode()


def test_the_outlet_is_known_by_its_domain(client, contributor):
    outlet = make_outlet(name="The Post", language="fr")
    OutletDomain.objects.create(outlet=outlet, domain="post.example")
    make_outlet(name="Example")
    begin(client, url="https://news.post.example/1", text="Il a dit oui.")

    form = shown(client).context["form"]

    assert form["outlet"].value() == str(outlet.pk)
    assert form["language"].value() == "French"


def test_the_site_of_a_new_outlet_is_known_from_then_on(client, contributor):
    begin(client, url="https://www.post.example/1", text=TEXT)
    confirmed(client, outlet="new", outlet_name="The Post", outlet_kind="newspaper")

    outlet = Outlet.objects.get(name="The Post")
    assert [row.domain for row in outlet.domains.all()] == ["post.example"]


def test_a_domain_stays_with_the_outlet_that_has_it(client, contributor):
    first = make_outlet()
    OutletDomain.objects.create(outlet=first, domain="post.example")
    begin(client, url="https://www.post.example/1", text=TEXT)
    confirmed(client, outlet="new", outlet_name="Another")

    assert Document.objects.get().outlet.name == "Another"
    assert [row.outlet for row in OutletDomain.objects.all()] == [first]


def test_a_pasted_text_keeps_its_address_and_is_not_fetched(client, contributor, server):
    begin(client, url=server.url("/news/1"), text=f"\r\n{TEXT}\r\n")
    confirmed(client, outlet_name="The Post", title="Harbour")

    capture = Capture.objects.get()
    assert server.requests == []
    assert (capture.text, capture.is_text_mended) == (TEXT, False)
    assert capture.document.canonical_url == server.url("/news/1")
    assert capture.content_type == "text/plain; charset=utf-8"


def test_a_text_alone_has_no_address(client, contributor):
    begin(client, text=f"December 14, 2017\n\n{TEXT}")
    form = shown(client).context["form"]
    assert form["published_on"].value() == "14 December 2017"
    assert form["title"].value() == "December 14, 2017"

    confirmed(client, outlet_name="The Post", title="Harbour")

    assert Document.objects.get().canonical_url is None


def test_an_uploaded_file_is_read_in_the_background(
    client, contributor, do_tasks, django_capture_on_commit_callbacks
):
    raw = TEXT.encode("utf-16")
    with django_capture_on_commit_callbacks(execute=True):
        begin(client, file=SimpleUploadedFile("harbour.txt", raw))
    assert "harbour.txt" in shown(client).content.decode()
    do_tasks()
    confirmed(client, outlet_name="The Post", title="Harbour")

    capture = Capture.objects.get()
    assert (capture.text, capture.raw_bytes) == (TEXT, raw)


def test_a_redirect_is_another_address_of_the_document(
    client, contributor, server, do_tasks, django_capture_on_commit_callbacks
):
    server.pages["/short"] = redirect("/news/1")
    server.pages["/news/1"] = html()
    with django_capture_on_commit_callbacks(execute=True):
        begin(client, url=server.url("/short"))
    do_tasks()
    confirmed(client)

    document = Document.objects.get()
    assert document.canonical_url == server.url("/news/1")
    assert [row.url for row in document.other_urls.all()] == [server.url("/short")]
    assert Capture.objects.get().final_url == server.url("/news/1")


def test_an_archived_copy_is_kept_as_a_copy_of_its_original(client, contributor):
    copy = "https://web.archive.org/web/20171214093000/https://www.post.example/1"
    begin(client, url=copy, text=TEXT)
    confirmed(client, outlet_name="The Post")

    document = Document.objects.get()
    assert document.canonical_url == "https://www.post.example/1"
    assert [(row.url, row.is_archive) for row in document.other_urls.all()] == [(copy, True)]


def test_faults_are_shown_at_their_field_and_nothing_is_kept(client, contributor):
    begin(client, text=TEXT)
    answer = confirmed(client, outlet_name="", title="", published_on="someday", text=" ")

    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert set(errors) == {"title", "published_on", "outlet_name", "text"}
    assert not Document.objects.exists()
    assert not Outlet.objects.exists()


def test_what_the_database_refuses_leaves_nothing_half_kept(client, contributor):
    make_outlet(name="The Post")
    begin(client, text=TEXT)

    answer = confirmed(client, title="Harbour", outlet="new", outlet_name="The Post")

    assert answer.status_code == 422
    assert "already exists" in answer.content.decode()
    assert not Document.objects.exists()
    assert Intake.objects.get().state == "ready"


def test_nothing_is_kept_twice(client, contributor):
    begin(client, text=TEXT)
    confirmed(client, title="Harbour", outlet_name="The Post")

    answer = step(client, "keep", title="Again", outlet="new", outlet_name="Another", text=TEXT)

    assert answer.status_code == 302
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Give an address, paste a text or choose a file."),
        ({"url": "ftp://example.org/1"}, "must start with http"),
        ({"url": "https://user:secret@example.org/1"}, "must not contain a user name"),
        ({"text": "  \n "}, "Give an address"),
    ],
    ids=["nothing", "no web address", "a password", "blank"],
)
def test_what_cannot_be_begun_is_said(client, contributor, data, said):
    answer = begin(client, **data)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Intake.objects.exists()


def test_opening_the_page_by_a_bookmark_fetches_nothing(client, contributor):
    page = client.get(reverse("admin:sources_intake_add"), {"url": "https://post.example/1"})

    assert 'value="https://post.example/1"' in page.content.decode()
    assert not Intake.objects.exists()


def test_the_bookmark_is_offered(client, contributor):
    page = client.get(reverse("admin:sources_intake_bookmarklet")).content.decode()

    assert "javascript:void(open(&#x27;http://testserver/admin/sources/intake/add/?url=" in page


def test_an_outlet_is_looked_up_without_losing_what_was_typed(client, contributor):
    outlet = make_outlet(name="The Northfield Post")
    begin(client, text=TEXT)

    page = step(client, "look-up", title="Typed", outlet_find="northf", outlet="new", text=TEXT)

    assert page.context["form"]["title"].value() == "Typed"
    assert page.context["outlets"] == [outlet]
    looked_up = client.get(reverse("admin:sources_intake_outlets"), {"find": "northf"})
    assert "The Northfield Post" in looked_up.content.decode()


def test_who_enters_no_documents_adds_none(client):
    client.force_login(make_user("eva", "Staff"))
    for page in ("sources_intake_add", "sources_intake_bookmarklet", "sources_intake_outlets"):
        assert client.get(reverse(f"admin:{page}")).status_code == 403
    assert begin(client, text=TEXT).status_code == 403
    client.logout()
    assert begin(client, text=TEXT).status_code == 302
    assert not Intake.objects.exists()


def test_open_articles_are_listed_whoever_began_them(client, contributor):
    begin(client, text=f"A headline\n\n{TEXT}")
    page = client.get(reverse("admin:sources_intake_changelist")).content.decode()
    assert "A headline" in page
    assert address() in page

    step(client, "discard")

    assert not Intake.objects.exists()


def test_the_number_of_queries_does_not_grow_with_the_record(
    client, contributor, django_assert_max_num_queries
):
    begin(client, url="https://www.post.example/1", text=TEXT)
    for number in range(30):
        outlet = make_outlet()
        OutletDomain.objects.create(outlet=outlet, domain=f"d{number}.example")

    with django_assert_max_num_queries(20):
        shown(client)


def test_a_compressed_page_is_kept_as_the_site_meant_it(
    client, contributor, server, do_tasks, django_capture_on_commit_callbacks
):
    packed = gzip.compress(PAGE.encode())
    server.pages["/news/1"] = response(packed, content_encoding="gzip", content_type="text/html")
    with django_capture_on_commit_callbacks(execute=True):
        begin(client, url=server.url("/news/1"))
    do_tasks()
    confirmed(client)

    capture = Capture.objects.get()
    assert capture.raw_bytes == PAGE.encode()
    assert capture.text == READ


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        pytest.param("The harbour stays open", "The harbour stays open", id="a headline"),
        pytest.param(
            "The ministry and the U.S. Navy agreed on Monday to keep the harbour open. "
            "Anna Lindqvist, the minister, told reporters that nobody would lose their work, "
            "and that whoever had lost it since the spring would be asked back before winter.",
            "The ministry and the U.S. Navy agreed on Monday to keep the harbour open.",
            id="a paragraph: its first sentence",
        ),
        pytest.param("harbour " * 40, "harbour " * 24 + "harbour…", id="no sentence"),
    ],
)
def test_a_text_without_a_title_is_called_by_its_opening(client, contributor, opening, title):
    begin(client, text=f"{opening}\n\n{TEXT}")
    assert shown(client).context["form"]["title"].value() == title
