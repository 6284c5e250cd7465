"""An article added and reviewed in a real browser: without scripts, and from a bookmark.

With ON_RECORD_PICTURES set, the pictures of docs/capture.md and docs/review-desk.md are taken anew.
"""

import pytest
from django.urls import reverse

from people.tests.factories import make_user
from sources.models import Intake
from sources.tests.factories import make_outlet
from statements.models import Appearance, Statement
from statements.tests.curation.test_browser import picture
from statements.tests.desk.browsing import ARTICLE
from statements.tests.test_walk import PASSWORD, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scriptless(browser):
    """A page in a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False, locale="en-GB", timezone_id="UTC")
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def begin(page, site):
    make_user("one", "Contributor", password=PASSWORD)
    sign_in(page, site, "one")
    page.goto(f"{site}{reverse('admin:sources_intake_add')}")


def test_an_article_is_pasted_confirmed_and_reviewed_without_scripts(
    scriptless, live_server, lindqvist
):
    make_outlet(name="Northfield Post")
    page = scriptless
    begin(page, live_server.url)
    page.get_by_label("Or its text").fill(f"The harbour stays open\n\n{ARTICLE}")
    page.get_by_role("button", name="Add", exact=True).click()

    # Enter looks the outlet up; a fault is told at its field, and what was entered stands.
    page.get_by_label("Published on").fill("yesterday or so")
    page.get_by_label("Look up an outlet").fill("Northfield")
    page.get_by_label("Look up an outlet").press("Enter")
    page.get_by_role("radio", name="Northfield Post").check()
    page.get_by_role("button", name="Keep it and find its statements").click()
    page.locator(".errorlist").wait_for()
    assert page.get_by_label("Published on").input_value() == "yesterday or so"
    assert page.get_by_role("radio", name="Northfield Post").is_checked()
    page.get_by_label("Published on").fill("14 December 2017")
    page.get_by_role("button", name="Keep it and find its statements").click()

    # An end is moved, and moved back; each is accepted, the last with a person made for it.
    page.get_by_text("0 of 3 decided").wait_for()
    words = page.locator("blockquote").inner_text()
    page.get_by_text("Words: move the ends").click()
    page.get_by_role("button", name="One word less at the end").click()
    assert page.locator("blockquote").inner_text() == words.rpartition(" ")[0]
    page.get_by_text("Words: move the ends").click()
    page.get_by_role("button", name="One word more at the end").click()
    assert page.locator("blockquote").inner_text() == words
    for decided in ("1 of 3 decided", "2 of 3 decided", "3 of 3 decided"):
        page.get_by_role("button", name="Accept").click()
        page.get_by_text(decided).wait_for()
    page.get_by_text("Everything is decided.").wait_for()
    found = sorted(Statement.objects.all(), key=lambda one: one.appearances.get().start)
    assert [one.speaker_name for one in found] == ["Anna Lindqvist"] * 2 + ["Peter Novak"]
    assert {one.appearances.get().state for one in found} == {Appearance.State.VERIFIED}


def test_the_name_of_a_file_is_no_address(page, live_server, tmp_path):
    faults = []
    page.on("pageerror", lambda fault: faults.append(fault))
    begin(page, live_server.url)
    (tmp_path / "news.txt").write_text(ARTICLE, encoding="utf-8")
    page.get_by_label("Or a file").set_input_files(tmp_path / "news.txt")
    assert page.get_by_label("Address of the article").input_value() == ""
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_load_state()
    intake = Intake.objects.get()
    assert (intake.url, intake.file_name, faults) == (None, "news.txt", [])


def test_the_bookmark_brings_the_page_and_the_words_marked_there(page, live_server):
    begin(page, live_server.url)
    page.goto(f"{live_server.url}{reverse('admin:sources_intake_bookmarklet')}")
    script = page.get_by_role("link", name="Add to On Record").get_attribute("href")
    read = f"{live_server.url}/about/"
    page.goto(read)
    page.locator("h1").select_text()
    marked = page.locator("h1").inner_text()
    with page.expect_popup() as opened:
        page.evaluate(script.removeprefix("javascript:"))
    form = opened.value
    form.wait_for_load_state()
    assert form.get_by_label("Address of the article").input_value() == read
    assert form.get_by_label("Or its text").input_value() == marked
    assert not Intake.objects.exists()


def test_an_address_with_hostile_words_only_fills_the_form(page, live_server):
    begin(page, live_server.url)
    address = reverse("admin:sources_intake_add")
    page.goto(
        f"{live_server.url}{address}?url=javascript:alert(1)#text=%3Cscript%3Ealert(1)%3C/script%3E"
    )
    assert page.get_by_label("Or its text").input_value() == "<script>alert(1)</script>"
    page.get_by_label("Or its text").fill("")
    page.get_by_role("button", name="Add", exact=True).click()
    page.locator(".errorlist").first.wait_for()
    assert not Intake.objects.exists()


@pytest.mark.parametrize("width", [1280, 390])
def test_each_step_of_adding_is_shown_whole(page, live_server, lindqvist, width):
    page.set_viewport_size({"width": width, "height": 900})
    suffix = "" if width == 1280 else "-narrow"
    begin(page, live_server.url)
    page.get_by_label("Or its text").fill(f"The harbour stays open\n\n{ARTICLE}")
    picture(page, f"add-from-article{suffix}")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("radio", name="New", exact=True).check()
    page.get_by_label("Name", exact=True).fill("Northfield Post")
    page.get_by_label("Published on").fill("14 December 2017")
    picture(page, f"confirm-article{suffix}")
    page.get_by_role("button", name="Keep it and find its statements").click()
    page.get_by_text("decided").first.wait_for()
    picture(page, f"review-desk{suffix}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
