"""The demonstration brief worked through in a real browser, by the keys alone."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from people.models import Person
from people.tests.factories import make_user
from sources.models import Document
from statements.models import Appearance, Statement
from statements.tests.desk.browsing import ARTICLE, capture_of, desk, rows, text_of
from statements.tests.factories import make_office, make_person, make_tenure
from statements.tests.test_walk import PASSWORD, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ARAGHCHI = ("Abbas Araghchi", "Deputy Foreign Minister", "", "")
HAJIZADEH = ("Amir Ali Hajizadeh", "Commander", "Tasnim News Agency", "")
LE_DRIAN = ("Jean-Yves Le Drian", "Foreign Minister", "", "")
SALAMI = ("Hossein Salami", "Deputy Commander", "Tasnim News Agency", "")
# Speaker, office, credited outlet and day of each statement, in the order of the text.
BRIEF = [
    ("Officials in Tehran", "", "", ""),
    ARAGHCHI,
    ARAGHCHI,
    HAJIZADEH,
    HAJIZADEH,
    ("António Guterres", "Secretary-General", "", "13 December 2017"),
    ("European powers", "", "", ""),
    LE_DRIAN,
    LE_DRIAN,
    LE_DRIAN,
    ("Iran’s leaders", "", "", ""),
    ("Islamic Revolution Guards Corps", "", "", ""),
    SALAMI,
    SALAMI,
    ("United Nations Security Council", "", "", ""),
    ("Tehran", "", "", ""),
    ("U.S. officials", "", "", ""),
]


# How far the content reaches to the right; what only screen readers see aside.
WIDEST = """Math.max(...[...document.querySelectorAll("main *:not(.unseen, option)")]
    .map((element) => element.getBoundingClientRect().right))"""


def assert_no_barrier(page):
    """What is ours: the theme around it has faults of its own."""
    results = Axe().run(page, context="main")
    assert results.violations_count == 0, results.generate_report()


def press(page, key):
    """Press a key and wait for the page it leads to."""
    with page.expect_navigation():
        page.keyboard.press(key)


def as_seen(statement):
    appearance = statement.appearances.get()
    assert appearance.state == Appearance.State.VERIFIED
    office = statement.tenure.office.title if statement.tenure else ""
    said_on = str(statement.said_on or "")
    return (statement.speaker_name, office, str(appearance.credited_outlet or ""), said_on)


def opened(page, site, capture):
    make_user("one", "Contributor", password=PASSWORD)
    sign_in(page, site, "one")
    page.goto(f"{site}{desk(capture)}")


@pytest.fixture
def people_of_the_demonstration():
    """The record's people, offices and outlets before any statement of theirs."""
    call_command("load_demonstration", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE statements_statement, sources_document CASCADE")


def test_the_pasted_brief_is_on_record_in_under_a_minute_of_keys(
    page, live_server, people_of_the_demonstration
):
    text = (settings.BASE_DIR / "fixtures/demonstration/brief.txt").read_text(encoding="utf-8")
    make_user("one", "Contributor", password=PASSWORD)
    sign_in(page, live_server.url, "one")
    started = time.monotonic()
    page.goto(f"{live_server.url}/admin/sources/intake/add/")
    page.get_by_label("Or its text").fill(text)
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_label("Look up an outlet").fill("Middle East Inst")
    page.get_by_role("radio", name="Middle East Institute").check()
    page.get_by_label("Published on").fill("15 December 2017")
    assert_no_barrier(page)
    page.get_by_role("button", name="Keep it and find its statements").click()
    page.get_by_text("0 of 17 decided").wait_for()
    for _ in BRIEF:
        press(page, "a")
    page.get_by_text("Everything is decided.").wait_for()
    assert time.monotonic() - started < 60
    assert_no_barrier(page)
    found = sorted(Statement.objects.all(), key=lambda one: one.appearances.get().start)
    assert [as_seen(statement) for statement in found] == BRIEF
    assert {statement.status for statement in found} == {"draft"}
    document = Document.objects.get()
    assert str(document) == text.partition("\n")[0]
    assert (str(document.outlet), str(document.published_on), document.language) == (
        "Middle East Institute",
        "15 December 2017",
        "en",
    )


def test_a_brief_is_reviewed_to_its_end_on_a_phone(page, live_server, people_of_the_demonstration):
    text = (settings.BASE_DIR / "fixtures/demonstration/brief.txt").read_text(encoding="utf-8")
    page.set_viewport_size({"width": 390, "height": 800})
    page.emulate_media(color_scheme="dark")
    opened(page, live_server.url, capture_of(text))
    for number in range(len(BRIEF)):
        page.get_by_text(f"{number} of {len(BRIEF)} decided").wait_for()
        if number % 2:
            page.get_by_role("button", name="Accept", exact=True).dblclick()
        else:
            # Impatient fingers: the second press comes before the next page.
            page.keyboard.press("a")
            page.keyboard.press("a")
    page.get_by_text("Everything is decided.").wait_for()
    assert page.evaluate(WIDEST) <= 390
    assert_no_barrier(page)
    found = sorted(Statement.objects.all(), key=lambda one: one.appearances.get().start)
    assert [statement.speaker_name for statement in found] == [who for who, *_ in BRIEF]


def test_every_step_has_its_key(page, live_server):
    capture = capture_of(ARTICLE)
    opened(page, live_server.url, capture)
    first, second, third = rows(capture)

    def words():
        return page.locator("blockquote").inner_text()

    assert words() == "the harbour will stay open"
    press(page, "n")
    assert words() == "We will keep our word,"
    press(page, "k")
    for key, expected in (
        ("[", "that the harbour will stay open"),
        ("{", "the harbour will stay open"),
        ("]", "the harbour will stay open."),
        ("}", "the harbour will stay open"),
    ):
        press(page, key)
        assert words() == expected
    press(page, "x")
    assert words() == "We will keep our word,"
    press(page, "j")
    press(page, "m")
    assert words() == "We will keep our word, It is too late, The boats have gone."
    press(page, "s")
    assert words() == "We will keep our word,"
    first, second, third, fourth = rows(capture)
    assert [row.state for row in (first, second, third, fourth)] == [
        "rejected",
        "pending",
        "merged",
        "pending",
    ]
    assert text_of(capture, fourth) == ["“It is too late,”", "“The boats have gone.”"]

    # Letters typed into a field are letters.
    page.keyboard.press("?")
    page.get_by_text("Keys are on").wait_for()
    Person.objects.create(name="Xaver Jansen", sort_name="Jansen, Xaver", slug="xaver-jansen")
    page.keyboard.press("c")
    page.keyboard.type("Jansen")
    page.get_by_role("radio", name="Xaver Jansen").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    press(page, "a")
    assert Statement.objects.get().speaker_name == "Xaver Jansen"

    # And keys can be switched off.
    page.keyboard.press("?")
    page.get_by_label("Keys are on").uncheck()
    page.keyboard.press("x")
    assert rows(capture)[3].state == "pending"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_puts_up_no_barrier(page, live_server, scheme):
    make_tenure(
        person=make_person(name="Anna Lindqvist"), office=make_office(title="Harbour Minister " * 5)
    )
    capture = capture_of(ARTICLE)
    page.emulate_media(color_scheme=scheme)
    opened(page, live_server.url, capture)
    for width in (1400, 390):
        page.set_viewport_size({"width": width, "height": 800})
        assert_no_barrier(page)
        assert page.evaluate(WIDEST) <= width
