"""The curator's guide in a real browser: every step by keyboard, no barrier, and its pictures.

With ON_RECORD_PICTURES set, the pictures of docs/curators-guide.md are taken anew.
"""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse

from people.models import Person
from people.partial_dates import PartialDate
from people.tests.factories import make_user
from statements.models import Appearance, Statement
from statements.tests.factories import (
    make_capture,
    make_document,
    make_office,
    make_organization,
    make_outlet,
    make_person,
    make_statement,
    make_tenure,
)
from statements.tests.test_walk import PASSWORD, choose, sign_in
from statements.verification import verify

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "The harbour will stay open, whatever the winter brings."
TEXT = (
    "Talks on the tolls ended without a result on Wednesday.\n\n"
    f"“{WORDS}” Anna Lindqvist told reporters in Northfield. “We have kept our word, and we "
    "expect others to keep theirs.”\n\nThe pilots’ union said that it would wait for the paper."
)
ADD = "admin:statements_statement_add"
LIST = "admin:statements_statement_changelist"
QUEUE = "admin:statements_statement_review"
# The theme's own pages have faults of theirs; these are ours within them.
OURS = [".curation", ".related-links", ".understood"]


def picture(page, name):
    """Keep what is seen as a picture of the guide, where that is asked for."""
    if os.environ.get("ON_RECORD_PICTURES"):
        page.screenshot(path=settings.BASE_DIR / "docs" / "images" / f"{name}.png")


def assert_no_barrier(page):
    for part in OURS:
        if page.locator(part).count():
            results = Axe().run(page, context=part)
            assert results.violations_count == 0, results.generate_report()


@pytest.fixture
def lindqvist(db):
    ministry = make_organization(name="Harbour Ministry")
    person = make_person(name="Anna Lindqvist", slug="anna-lindqvist")
    for title, start in (("Harbour Minister", "2016"), ("Envoy for the Tolls", "May 2017")):
        make_tenure(
            person=person,
            office=make_office(title=title, organization=ministry),
            start=PartialDate.parse(start),
        )
    return person


@pytest.fixture
def document(db):
    outlet = make_outlet(name="Northfield Courier")
    document = make_document(title="Talks at the harbour end", outlet=outlet)
    make_capture(TEXT, document=document)
    return document


def waiting(text, document, **overrides):
    statement = make_statement(text=text, status="in_review", **overrides)
    appearance = Appearance(statement=statement, document=document)
    verify(appearance)
    appearance.save()
    return statement


def opened(page, site, role, name, *arguments):
    make_user("somebody", role, password=PASSWORD)
    page.set_viewport_size({"width": 1200, "height": 800})
    sign_in(page, site, "somebody")
    page.goto(f"{site}{reverse(name, args=arguments)}")


def test_a_statement_is_entered_without_a_mouse(page, live_server, lindqvist, document):
    opened(page, live_server.url, "Contributor", ADD)
    page.locator("#id_text").focus()
    page.keyboard.type(WORDS)
    choose(page, "person", "Lindkvist", "Anna Lindqvist")
    page.locator("#id_said_on").focus()
    page.keyboard.type("dec 2016")
    page.get_by_text("Understood: December 2016").wait_for()
    page.locator("[data-fits]").wait_for()
    assert "Harbour Minister" in page.locator("#id_tenure option:checked").inner_text()

    # Another day, on which two offices overlap: what was filled in goes, and one is chosen.
    page.locator("#id_said_on").fill("13 dec 2017")
    page.get_by_text("may have held several offices").wait_for()
    assert page.locator("#id_tenure").input_value() == ""
    assert_no_barrier(page)
    page.set_viewport_size({"width": 1200, "height": 980})
    picture(page, "entering")
    page.get_by_role("button", name="Envoy for the Tolls").focus()
    page.keyboard.press("Enter")
    assert "Envoy" in page.locator("#id_tenure option:checked").inner_text()

    choose(page, "appearances-0-document", "harbour", "Talks at the harbour end")
    page.locator("[name=_addanother]").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Verified: the exact words stand in").wait_for()
    page.get_by_text("Document, speaker, occasion and day are those of the last one").wait_for()
    statement = Statement.objects.get()
    assert (statement.person, statement.tenure.office.title) == (lindqvist, "Envoy for the Tolls")
    assert page.locator("#id_person").input_value() == str(lindqvist.pk)
    assert page.locator("#id_appearances-0-document").input_value() == str(document.pk)

    # The same words once more are named before they are saved.
    page.locator("#id_text").fill(WORDS)
    page.locator("[data-advice]").get_by_text("Likely the same as").wait_for()
    assert_no_barrier(page)


def test_a_new_person_is_added_and_nothing_typed_is_lost(page, live_server, document):
    opened(page, live_server.url, "Contributor", ADD)
    page.locator("#id_text").fill(WORDS)
    page.locator("#id_person + .select2 .select2-selection").focus()
    page.keyboard.press("Tab")
    with page.context.expect_page() as waiting_for:
        page.keyboard.press("Enter")
    window = waiting_for.value
    window.locator("#id_name").press_sequentially("Peter Novak")
    window.locator("#id_sort_name").fill("Novak, Peter")
    with window.expect_event("close"):
        window.locator("#id_sort_name").press("Enter")
    page.locator("#id_person option", has_text="Peter Novak").wait_for(state="attached")
    assert page.locator("#id_person").input_value() == str(Person.objects.get().pk)
    assert page.locator("#id_text").input_value() == WORDS


def test_a_wrong_date_is_said_while_it_is_typed(page, live_server):
    opened(page, live_server.url, "Contributor", ADD)
    page.locator("#id_said_on").press_sequentially("30 Feb 2017")
    page.locator(".understood.is-wrong", has_text="February").wait_for()
    assert_no_barrier(page)


def test_the_queue_is_worked_through_by_keyboard(page, live_server, lindqvist, document):
    first = waiting(WORDS, document, person=lindqvist)
    second = waiting("We have kept our word, and expect others to.", document, person=lindqvist)
    opened(page, live_server.url, "Curator", QUEUE)
    page.locator("mark", has_text=WORDS).wait_for()
    assert_no_barrier(page)
    picture(page, "review-queue")
    page.get_by_role("button", name="Publish").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text("was published").wait_for()
    page.get_by_label("Reason").fill("“their word” is missing.")
    page.keyboard.press("Enter")
    page.get_by_text("was sent back").wait_for()
    page.get_by_text("Nothing waits for review").wait_for()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == ("published", "draft")


def test_the_list_is_filtered_by_keyboard(page, live_server, lindqvist, document):
    waiting(WORDS, document, person=lindqvist)
    make_statement(person=make_person(name="Peter Novak"))
    opened(page, live_server.url, "Curator", LIST)
    page.locator("summary", has_text="Filters").focus()
    page.keyboard.press("Enter")
    choose(page, "speaker", "Lindkvist", "Anna Lindqvist")
    assert_no_barrier(page)
    picture(page, "curators-list")
    page.get_by_role("button", name="Filter", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Speaker: Anna Lindqvist").wait_for()
    page.get_by_text("1 statement", exact=True).wait_for()


def test_on_a_phone_the_list_shows_all_of_the_words(page, live_server, lindqvist, document):
    waiting(WORDS * 2, document, person=lindqvist)
    opened(page, live_server.url, "Curator", LIST)
    page.set_viewport_size({"width": 360, "height": 800})
    cells = page.locator("#result_list tbody :is(td, th)")
    assert cells.filter(has_text="The harbour will stay open").count() == 1
    for cell in cells.all():
        assert cell.evaluate("cell => cell.scrollHeight <= cell.clientHeight")


def test_a_save_over_a_newer_one_shows_both(page, live_server, lindqvist):
    opened(page, live_server.url, "Curator", "admin:people_person_change", lindqvist.pk)
    page.locator("#id_description").fill("Minister of Harbours")
    Person.objects.filter(pk=lindqvist.pk).update(description="Minister for Harbours and Tolls")
    page.locator("[name=_continue]").focus()
    page.keyboard.press("Enter")
    page.get_by_text("while you were editing an older one").wait_for()
    assert page.locator("#id_description").input_value() == "Minister of Harbours"
    picture(page, "two-edits")
    page.locator("[name=_continue]").click()
    page.get_by_text("was changed successfully").wait_for()
    lindqvist.refresh_from_db()
    assert lindqvist.description == "Minister of Harbours"

    page.goto(f"{live_server.url}{reverse('admin:people_person_history', args=[lindqvist.pk])}")
    page.get_by_text("Minister for Harbours and Tolls").first.wait_for()
    picture(page, "history")
    page.get_by_role("button", name="Restore this version").first.focus()
    page.keyboard.press("Enter")
    page.get_by_text("The version was restored as a new one").wait_for()
    lindqvist.refresh_from_db()
    assert lindqvist.description == "Minister for Harbours and Tolls"


def test_two_curators_who_save_over_one_another_both_see_it_and_lose_nothing(
    page, live_server, lindqvist
):
    site = live_server.url
    statement = make_statement(text=WORDS, person=lindqvist)
    address = f"{site}{reverse('admin:statements_statement_change', args=[statement.pk])}"
    other = page.context.browser.new_context().new_page()
    other.set_default_timeout(20_000)
    windows = {"anna": page, "bo": other}
    for name, window in windows.items():
        make_user(name, "Curator", password=PASSWORD)
        sign_in(window, site, name)
        window.goto(address)

    # Both have the same version before them. The first to save wins.
    page.locator("#id_text").fill("The harbour will stay open.")
    page.locator("#id_attribution").fill("the minister")
    other.locator("#id_text").fill("The harbour will stay open, whatever comes.")
    other.locator("#id_note").fill("Said twice.")
    page.locator("[name=_continue]").click()
    page.get_by_text("was changed successfully").wait_for()

    # The second is told who was faster, sees both, keeps what they typed, and takes over the rest.
    other.locator("[name=_continue]").click()
    other.get_by_text("while you were editing an older one").wait_for()
    told = other.locator(".errornote, .errorlist").first.inner_text()
    assert "anna" in other.locator("body").inner_text(), told
    assert other.locator("#id_text").input_value() == "The harbour will stay open, whatever comes."
    assert other.locator("#id_note").input_value() == "Said twice."
    assert other.locator("#id_attribution").input_value() == "the minister"
    statement.refresh_from_db()
    assert statement.text == "The harbour will stay open."

    # Having seen both, they save; now it is the first whose page is old.
    other.locator("[name=_continue]").click()
    other.get_by_text("was changed successfully").wait_for()
    page.locator("#id_note").fill("A note of mine.")
    page.locator("[name=_continue]").click()
    page.get_by_text("while you were editing an older one").wait_for()
    assert page.locator("#id_text").input_value() == "The harbour will stay open, whatever comes."
    other.context.close()
    statement.refresh_from_db()
    assert (statement.note, statement.attribution) == ("Said twice.", "the minister")


def test_the_speakers_own_offices_are_offered_by_keyboard(page, live_server, lindqvist):
    make_tenure(person=make_person(name="Peter Novak"), office=make_office(title="Envoy of others"))
    opened(page, live_server.url, "Contributor", ADD)
    choose(page, "person", "Lindkvist", "Anna Lindqvist")
    choose(page, "tenure", "envoy", "Envoy for the Tolls")
    page.locator("#id_tenure + .select2 .select2-selection").focus()
    page.keyboard.press("Enter")
    page.get_by_role("option", name="Harbour Minister").wait_for()
    assert page.get_by_role("option", name="Envoy of others").count() == 0


def test_without_scripts_one_of_the_speakers_offices_can_be_chosen(page, live_server, lindqvist):
    site = live_server.url
    statement = make_statement(text=WORDS, person=lindqvist)
    make_user("somebody", "Curator", password=PASSWORD)
    sign_in(page, site, "somebody")
    plain = page.context.browser.new_context(java_script_enabled=False)
    plain.add_cookies(page.context.cookies())
    window = plain.new_page()
    window.goto(f"{site}{reverse('admin:statements_statement_change', args=[statement.pk])}")
    assert window.locator("#id_tenure option").count() == 3
    tenure = lindqvist.tenures.get(office__title="Envoy for the Tolls")
    window.locator("#id_tenure").select_option(str(tenure.pk), force=True)
    window.locator("[name=_continue]").click()
    window.get_by_text("was changed successfully").wait_for()
    plain.close()
    statement.refresh_from_db()
    assert statement.tenure == tenure


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_ours_puts_up_a_barrier(page, live_server, lindqvist, document, scheme):
    document.title = "What was said at the harbour of the tolls of the winter, and in which words"
    document.save()
    statement = waiting(WORDS, document, person=lindqvist)
    waiting(WORDS.replace("winter", "spring"), document, person=make_person(name="Peter Novak"))
    capture = document.captures.get()
    page.emulate_media(color_scheme=scheme)
    opened(page, live_server.url, "Curator", QUEUE)
    pages = {
        QUEUE: [],
        LIST: [],
        "admin:statements_kept_text": [capture.pk],
        "admin:statements_statement_change": [statement.pk],
        "admin:statements_statement_history": [statement.pk],
        "admin:statements_statement_deleted": [],
    }
    for name, arguments in pages.items():
        page.goto(f"{live_server.url}{reverse(name, args=arguments)}")
        for width in (1200, 390):
            page.set_viewport_size({"width": width, "height": 800})
            assert_no_barrier(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        if name == "admin:statements_kept_text" and scheme == "light":
            page.set_viewport_size({"width": 1200, "height": 640})
            picture(page, "kept-text")
