"""The main path in a real browser: entered, reviewed, published, found, exported."""

import csv
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe

from people.partial_dates import PartialDate
from people.tests.factories import make_user
from statements.models import Statement
from statements.tests.factories import (
    make_capture,
    make_document,
    make_office,
    make_organization,
    make_person,
    make_tenure,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORDS = "We will keep our word."
PASSWORD = "a password of mine"


def sign_in(page, site, name):
    page.context.clear_cookies()
    page.goto(f"{site}/admin/")
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(f"{site}/admin/")


def choose(page, field, typed, shown):
    """Pick from an autocomplete with the keyboard alone."""
    page.locator(f"#id_{field} + .select2 .select2-selection").focus()
    page.keyboard.press("Enter")
    # Select2 moves the focus a moment after it opens; what is typed before is lost.
    page.locator(".select2-search__field:focus").wait_for()
    page.keyboard.type(typed)
    page.get_by_role("option", name=shown).first.wait_for()
    page.keyboard.press("Enter")


def assert_no_barrier(page):
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_from_the_source_to_the_file(page, live_server):
    site = live_server.url
    for name, role in (("one", "Curator"), ("two", "Curator"), ("three", "Staff")):
        make_user(name, role, password=PASSWORD)
    ministry = make_organization(name="Harbour Ministry")
    make_tenure(
        person=make_person(name="Anna Lindqvist", slug="anna-lindqvist"),
        office=make_office(title="Harbour Minister", organization=ministry),
        start=PartialDate.parse("2016"),
    )
    document = make_document(title="Talks at the harbour")
    make_capture(f"The paper.\n\nShe said: “{WORDS}” And left.", document=document)

    # A curator enters it; the typing slip in the name is forgiven.
    sign_in(page, site, "one")
    page.goto(f"{site}/admin/statements/statement/add/")
    page.locator("#id_text").fill(WORDS)
    choose(page, "person", "Lindkvist", "Anna Lindqvist")
    page.locator("#id_said_on").fill("13 Dec 2017")
    choose(page, "appearances-0-document", "harbour", "Talks at the harbour")
    page.locator("[name=_continue]").click()
    page.get_by_text("Verified: the exact words stand in").wait_for()
    page.get_by_text("Office held then: Harbour Minister").wait_for()
    statement = Statement.objects.get()
    page.get_by_role("button", name="Submit for review").click()
    page.get_by_text("was submitted for review").wait_for()

    # Who entered it does not publish it, and until somebody does, nobody finds it.
    assert page.get_by_role("button", name="Send back").is_visible()
    assert not page.get_by_role("button", name="Publish").is_visible()
    assert page.goto(f"{site}/statements/{statement.public_id}/").status == 404

    # Another curator reviews and publishes it.
    sign_in(page, site, "two")
    page.goto(f"{site}/admin/statements/statement/?status=in_review")
    page.get_by_role("link", name=WORDS).click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("was published.").wait_for()

    # A journalist finds it by what was said and follows it to speaker, office and document.
    page.context.clear_cookies()
    page.goto(site)
    page.get_by_role("searchbox").fill("word lindqvist")
    page.keyboard.press("Enter")
    page.get_by_text("1 statement").wait_for()
    assert_no_barrier(page)
    page.get_by_role("link", name="We will keep our").click()
    page.locator("mark", has_text=WORDS).wait_for()
    assert_no_barrier(page)
    for link, heading in (
        ("Anna Lindqvist", "Anna Lindqvist"),
        ("Harbour Minister", "Harbour Minister"),
        ("Harbour Ministry", "Harbour Ministry"),
    ):
        page.get_by_role("main").get_by_role("link", name=link, exact=True).first.click()
        page.get_by_role("heading", level=1, name=heading, exact=True).wait_for()
        assert_no_barrier(page)
    page.goto(f"{site}{document.get_absolute_url()}")
    assert_no_barrier(page)

    # Staff take what the filter shows.
    sign_in(page, site, "three")
    page.goto(f"{site}/statements/?speaker=anna-lindqvist")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download CSV").click()
    lines = Path(waiting.value.path()).read_text(encoding="utf-8-sig").splitlines()
    rows = list(csv.DictReader(lines))
    assert [row["text"] for row in rows] == [WORDS]
    assert rows[0]["office"] == "Harbour Minister"

    # From the admin they take the working columns, too, as a workbook.
    page.goto(f"{site}/admin/statements/statement/?q=word")
    page.get_by_role("link", name="Export").click()
    page.locator("[name=format]").select_option(label="xlsx")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export").click()
    book = openpyxl.load_workbook(BytesIO(Path(waiting.value.path()).read_bytes()))
    header, row = book.active.iter_rows(values_only=True)
    exported = dict(zip(header, row, strict=True))
    assert (exported["text"], exported["status"]) == (WORDS, "published")
    assert (exported["entered_by"], exported["reviewed_by"]) == ("one", "two")
