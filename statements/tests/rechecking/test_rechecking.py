"""Sources are looked at again: what stands there still, what changed, what is gone."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from sources.models import Capture, Document, DocumentURL, SourceCheck
from sources.tests.fetching.server import response
from sources.tests.intake.pages import PAGE, READ, TEXT, html
from statements.models import Correction
from statements.rechecking import by_turns, due, enqueue, recheck, recheck_later
from statements.tests.factories import (
    make_appearance,
    make_capture,
    make_document,
    make_statement,
)
from statements.tests.rechecking.conftest import WORDS, captured_at
from statements.verification import verify

pytestmark = pytest.mark.django_db

LONGER = PAGE.replace("</article>", "<p>The boats came back in the evening.</p></article>")
ALTERED = PAGE.replace("We will keep our word,", "We will mostly keep our word,")
WITHOUT = PAGE.replace("“We will keep our word,” she told reporters", "She met the press")
ELSEWHERE = WITHOUT.replace("<nav>News", "<nav>“We will keep our word,” she told reporters. News")


def told(document):
    check = recheck(document)
    return check.outcome, check.lost_count


def test_the_same_text_makes_no_second_capture(document, appearance):
    assert told(document) == ("same", 0)

    assert Capture.objects.count() == 1
    appearance.refresh_from_db()
    assert (appearance.state, appearance.source_changed_at) == ("verified", None)


def test_another_text_with_all_words_is_kept_and_nothing_else_changes(document, appearance, server):
    server.pages["/news/1"] = html(LONGER)
    appearance.refresh_from_db()
    version = appearance.version

    assert told(document) == ("changed", 0)

    newest = document.captures.first()
    assert newest.text.endswith("The boats came back in the evening.")
    assert newest.raw_bytes == LONGER.encode()
    assert newest.headers["content-type"] == "text/html; charset=utf-8"
    appearance.refresh_from_db()
    assert (appearance.state, appearance.version) == ("verified", version)


@pytest.mark.parametrize(
    ("page", "state"), [(ALTERED, "altered"), (WITHOUT, "not_found")], ids=["altered", "removed"]
)
def test_words_that_stand_there_no_longer_keep_their_place_in_the_kept_text(
    document, appearance, server, page, state
):
    kept = appearance.capture
    place = (appearance.start, appearance.end, appearance.paragraph)
    server.pages["/news/1"] = html(page)

    assert told(document) == ("changed", 1)

    appearance.refresh_from_db()
    assert appearance.state == state
    assert appearance.source_changed_at is not None
    assert (appearance.capture, appearance.start, appearance.end, appearance.paragraph) == (
        kept,
        *place,
    )
    assert appearance.exact == WORDS


def test_readers_get_a_dated_correction_and_only_one(document, appearance, server):
    server.pages["/news/1"] = html(WITHOUT)
    recheck(document)
    recheck(document)

    correction = Correction.objects.get()
    assert correction.changes == {"source_text": ["verified", "not_found"]}
    assert correction.reason.startswith("The source was looked at on")
    assert [check.lost_count for check in SourceCheck.objects.order_by("pk")] == [1, 0]


def test_words_that_come_back_are_verified_again(document, appearance, server):
    server.pages["/news/1"] = html(WITHOUT)
    recheck(document)
    server.pages["/news/1"] = html()
    recheck(document)

    appearance.refresh_from_db()
    assert (appearance.state, appearance.source_changed_at) == ("verified", None)
    assert document.captures.count() == 3
    assert Correction.objects.count() == 2


def test_words_anywhere_on_the_page_still_stand_there(document, appearance, server):
    server.pages["/news/1"] = html(ELSEWHERE)

    assert told(document) == ("changed", 0)


def test_a_page_that_is_gone_has_lost_every_word(document, appearance, server):
    del server.pages["/news/1"]

    assert told(document) == ("gone", 1)

    check = SourceCheck.objects.get()
    assert check.failure.startswith("The page is not there")
    appearance.refresh_from_db()
    assert appearance.state == "not_found"
    assert Capture.objects.count() == 1


@pytest.mark.parametrize(
    "answer",
    [
        html(status="503 Unavailable"),
        html(status="403 Forbidden"),
        html("<!doctype html><title>Before you go on</title><p>Accept cookies?</p>"),
        response(b"\x89PNG\r\n\x1a\n\x00\x00", content_type="image/png"),
    ],
    ids=["failing", "forbidden", "a wall", "an image"],
)
def test_what_shows_no_article_changes_nothing(document, appearance, server, answer):
    server.pages["/news/1"] = answer

    assert told(document) == ("failed", 0)

    appearance.refresh_from_db()
    assert appearance.state == "verified"
    assert not Correction.objects.exists()


def test_robots_are_respected(document, appearance, server):
    server.pages["/robots.txt"] = response(b"User-agent: *\nDisallow: /")

    assert told(document) == ("failed", 0)
    assert server.asked() == ["/robots.txt"]


def test_words_that_never_stood_there_are_not_lost(document, appearance, server):
    other = make_appearance(document=document, statement=make_statement(text="We lied"))
    verify(other)
    other.save()
    server.pages["/news/1"] = html(WITHOUT)

    assert told(document) == ("changed", 1)


def test_a_statement_saved_again_keeps_its_place_in_the_earlier_text(document, appearance, server):
    server.pages["/news/1"] = html(WITHOUT)
    recheck(document)
    appearance.refresh_from_db()
    since = appearance.source_changed_at

    check = verify(appearance)
    appearance.save()

    assert check.state == "not_found"
    assert appearance.source_changed_at == since
    assert appearance.capture.text == READ


def test_what_was_published_on_the_kept_text_is_published_again_on_it(document, appearance, server):
    server.pages["/news/1"] = html(WITHOUT)
    recheck(document)
    statement = appearance.statement
    statement.status, statement.withdrawn_at = "withdrawn", captured_at(days=0)
    statement.withdrawal_reason = "By mistake."
    statement.save()
    statement.status, statement.withdrawn_at = "published", None
    statement.withdrawal_reason = ""
    statement.save()

    connection.check_constraints()


def test_words_that_do_not_stand_in_the_kept_text_were_not_lost_by_the_source(appearance):
    appearance.state, appearance.source_changed_at = "not_found", captured_at(days=1)
    appearance.exact = "We never said so"

    with pytest.raises(IntegrityError, match="quotes the kept text"), transaction.atomic():
        appearance.save()


def test_a_verified_appearance_is_of_an_unchanged_source(appearance):
    appearance.source_changed_at = captured_at(days=1)

    with pytest.raises(IntegrityError, match="source_changed"), transaction.atomic():
        appearance.save()


def test_other_words_forget_the_earlier_text(document, appearance, server):
    server.pages["/news/1"] = html(WITHOUT)
    recheck(document)
    appearance.refresh_from_db()
    appearance.statement.text = "The boats have gone"

    verify(appearance)

    assert (appearance.state, appearance.source_changed_at) == ("verified", None)


def test_what_was_seen_lately_is_not_due(document, appearance, server):
    assert list(due(days=30)) == [document]
    assert list(due(days=90)) == []

    recheck(document)

    assert list(due(days=30)) == []


def test_what_has_no_address_no_text_or_no_words_on_record_is_never_due(server):
    make_document()
    make_capture(TEXT, captured_at=captured_at(days=60))
    offline = make_document(canonical_url=None)
    kept = make_capture(TEXT, document=offline, captured_at=captured_at(days=60))
    verified = make_appearance(document=kept.document)
    verified.statement.text = WORDS
    verify(verified)
    verified.save()

    assert list(due()) == []


def test_documents_of_one_site_are_kept_apart():
    addresses = ["https://a.example/1", "https://a.example/2", "https://b.example/1"]
    first, second, third = (make_document(canonical_url=url).pk for url in addresses)
    assert by_turns(Document.objects.order_by("pk")) == [first, third, second]


def test_the_background_looks_once(document, appearance, server, do_tasks):
    assert enqueue(due(), days=30) == 1
    recheck_later.enqueue(document.pk, 30)

    do_tasks()

    assert SourceCheck.objects.get().outcome == "same"


def test_the_command_tells_its_progress_and_goes_on_where_it_was(document, appearance, server):
    server.pages["/news/1"] = html(WITHOUT)
    out = io.StringIO()
    call_command("recheck_sources", stdout=out)
    assert out.getvalue().splitlines() == [
        f"1/1 {server.url('/news/1')}: another text, 1 words lost",
        "Looked at 1: 1 another text.",
        "1 appearances have lost their words: see “Changed sources”.",
    ]

    out = io.StringIO()
    call_command("recheck_sources", stdout=out)
    assert out.getvalue() == "Looked at 0: nothing was due.\n"

    out = io.StringIO()
    call_command("recheck_sources", document=document.public_id, stdout=out)
    assert "1/1" in out.getvalue()


def test_the_command_names_what_it_does_not_know():
    with pytest.raises(CommandError, match="There is no document nosuch"):
        call_command("recheck_sources", document="nosuch")
    offline = make_document(canonical_url=None)
    with pytest.raises(CommandError, match="has no address"):
        call_command("recheck_sources", document=offline.public_id)


def test_archived_copies_are_offered_when_the_words_are_gone(client, document, appearance, server):
    copy = "https://web.archive.org/web/20171214093000/https://post.example/1"
    DocumentURL.objects.create(document=document, url=copy, is_archive=True)
    page = appearance.statement.get_absolute_url()
    before = client.get(page).content.decode()
    assert copy not in before
    assert "To the very words at the source" in before

    server.pages["/news/1"] = html(WITHOUT)
    recheck(document)

    after = client.get(page).content.decode()
    assert "Source changed on" in after
    assert "these words no longer stand there" in after
    assert copy in after
    assert "To the very words at the source" not in after
    # The kept text is still shown, and the change is told with its day.
    assert f"<mark>{WORDS}</mark>" in after
    assert "What stands at the source changed." in after
    kept = client.get(document.get_absolute_url()).content.decode()
    assert "Source changed on" in kept
    assert copy in kept
    assert WORDS in kept
