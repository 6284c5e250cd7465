"""What cannot be added is said plainly; the text can be pasted; nothing is half-kept."""

import datetime

import pytest
from django.utils import timezone

from sources.intake import steps
from sources.models import Capture, Document, Intake
from sources.tests.fetching.server import redirect, response
from sources.tests.intake.pages import (
    TEXT,
    begin,
    confirmed,
    html,
    shown,
    step,
)

pytestmark = pytest.mark.django_db

SHELL = "<!doctype html><html><body><div id=app></div><script>start()</script></body></html>"
WALL = (
    "<!doctype html><html lang=en><head><title>Harbour</title>"
    '<script type="application/ld+json">{"isAccessibleForFree": false}</script></head>'
    f"<body><article><h1>Harbour</h1><p>{TEXT.splitlines()[0]}</p></article></body></html>"
)


@pytest.fixture
def fetch(client, server, do_tasks, django_capture_on_commit_callbacks):
    """Begin with a path of the site, and let the background do what it can."""

    def fetch(path="/news/1"):
        with django_capture_on_commit_callbacks(execute=True):
            begin(client, url=server.url(path))
        do_tasks()

    return fetch


def again(client, name, do_tasks, capture_callbacks):
    with capture_callbacks(execute=True):
        answer = step(client, name)
    do_tasks()
    return answer


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (html(status="404 Not Found"), "The page is not there, or not any more (404)."),
        (html(status="402 Payment Required"), "to subscribers or browsers alone (402)."),
        (html(status="503 Unavailable"), "The site has a fault of its own (503)."),
        (redirect("http://127.0.0.2/"), "leads into a private network"),
        (redirect("file:///etc/passwd"), "This is not an address of a web page"),
        (response(b"\x00\x01\x02" * 50, content_type="image/png"), "neither a web page nor a PDF"),
        (html(SHELL), "There is no article on the page"),
        (html(WALL), "the rest is for subscribers"),
        (response(b"%PDF-1.4\nnonsense", content_type="application/pdf"), "damaged"),
    ],
    ids=[
        "gone",
        "paid",
        "failing",
        "private",
        "a file",
        "an image",
        "no article",
        "paywall",
        "damaged",
    ],
)
def test_why_it_was_not_added_is_said_and_nothing_is_kept(
    client, contributor, server, fetch, answer, said
):
    server.pages["/news/1"] = answer
    fetch()

    page = shown(client).content.decode()
    assert said in page
    assert "Its text" in page
    intake = Intake.objects.get()
    assert (intake.state, intake.raw, intake.article) == ("failed", b"", None)
    assert not Document.objects.exists()
    assert not Capture.objects.exists()


def test_the_text_is_pasted_instead_and_keeps_the_address(client, contributor, server, fetch):
    server.pages["/news/1"] = html(WALL)
    fetch()

    step(client, "paste", text=TEXT)
    confirmed(client, title="Harbour", outlet_name="The Post")

    capture = Capture.objects.get()
    assert capture.text == TEXT
    assert capture.document.canonical_url == server.url("/news/1")
    assert (capture.url, capture.final_url) == (server.url("/news/1"), None)


def test_pasting_nothing_is_refused(client, contributor, server, fetch):
    fetch()
    answer = step(client, "paste", text=" \n")

    assert answer.status_code == 422
    assert "There is nothing in it." in answer.content.decode()
    assert Intake.objects.get().state == "failed"


def test_a_page_that_is_gone_leads_to_archived_copies(client, contributor, server, fetch):
    fetch()

    assert (
        f"https://web.archive.org/web/*/{server.url('/news/1')}" in shown(client).content.decode()
    )


def test_robots_are_respected_unless_a_curator_overrides_which_is_recorded(
    client, curator, server, fetch, do_tasks, django_capture_on_commit_callbacks
):
    server.pages["/robots.txt"] = response(b"User-agent: *\nDisallow: /news/")
    server.pages["/news/1"] = html()
    fetch()
    page = shown(client).content.decode()
    assert "asks programs not to fetch this page" in page
    assert server.asked() == ["/robots.txt"]

    again(client, "override", do_tasks, django_capture_on_commit_callbacks)
    assert "against robots.txt" in shown(client).content.decode()
    confirmed(client)

    capture = Capture.objects.get()
    assert capture.overrode_robots
    assert capture.captured_by == curator


def test_a_contributor_does_not_override_robots(client, contributor, server, fetch):
    server.pages["/robots.txt"] = response(b"User-agent: *\nDisallow: /")
    fetch()

    assert "Fetch it nevertheless" not in shown(client).content.decode()
    assert step(client, "override").status_code == 403
    assert not Intake.objects.get().overrides_robots


def test_a_text_that_is_pasted_after_all_overrides_nothing(
    client, curator, server, fetch, do_tasks, django_capture_on_commit_callbacks
):
    server.pages["/robots.txt"] = response(b"User-agent: *\nDisallow: /")
    fetch()
    again(client, "override", do_tasks, django_capture_on_commit_callbacks)
    step(client, "paste", text=TEXT)
    confirmed(client, title="Harbour", outlet_name="The Post")

    assert not Capture.objects.get().overrode_robots


def test_it_can_be_tried_again(
    client, contributor, server, fetch, do_tasks, django_capture_on_commit_callbacks
):
    fetch()
    server.pages["/news/1"] = html()
    again(client, "again", do_tasks, django_capture_on_commit_callbacks)

    assert "Confirm what will be kept" in shown(client).content.decode()


def test_what_was_discarded_meanwhile_is_left_alone(
    client, contributor, server, do_tasks, django_capture_on_commit_callbacks
):
    server.pages["/news/1"] = html()
    with django_capture_on_commit_callbacks(execute=True):
        begin(client, url=server.url("/news/1"))
    step(client, "discard")

    do_tasks()

    assert not Intake.objects.exists()
    assert server.requests == []


def test_a_fault_of_ours_is_told_and_logged(client, contributor, fetch, monkeypatch, caplog):
    def break_down(*args, **kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr(steps.capturing, "fetch", break_down)
    fetch()

    assert "Something went wrong here" in shown(client).content.decode()
    assert "RuntimeError: broken" in caplog.text


def test_a_worker_that_is_not_running_is_hinted_at(client, contributor):
    begin(client, url="https://post.example/1")
    Intake.objects.update(changed_at=timezone.now() - datetime.timedelta(seconds=40))
    assert "the worker in the background is not running" in shown(client).content.decode()

    Intake.objects.update(changed_at=timezone.now() - datetime.timedelta(minutes=9))
    page = shown(client).content.decode()
    assert "Nothing has happened for minutes" in page
    step(client, "again")
    assert Intake.objects.get().state == "waiting"


def test_what_nobody_confirmed_is_forgotten_after_a_month(client, contributor):
    begin(client, text=TEXT)
    Intake.objects.update(changed_at=timezone.now() - datetime.timedelta(days=31))

    begin(client, text=f"Another. {TEXT}")

    assert Intake.objects.count() == 1


def test_a_worker_begun_again_goes_on_where_it_was(client, contributor, server, fetch, do_tasks):
    """As after a power cut between fetching and reading."""
    server.pages["/news/1"] = html()
    fetch()
    Intake.objects.update(state="reading", article=None)
    asked = server.asked()

    steps.take_in.call(Intake.objects.get().pk)

    assert Intake.objects.get().state == "ready"
    assert server.asked() == asked
