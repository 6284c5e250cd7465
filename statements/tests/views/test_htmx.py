"""Lists are whole pages without a script, and parts of them for htmx."""

import pytest

from statements.listing import PAGE
from statements.tests.factories import make_person, make_published_statement
from statements.tests.views.pages import make_record

PART = {"HX-Request": "true", "HX-Target": "found"}


@pytest.mark.django_db
class TestAnswers:
    def test_htmx_is_given_the_list_alone(self, client, record):
        for address in ("/statements/", record.person.get_absolute_url()):
            html = client.get(address, headers=PART).content.decode()
            assert 'id="found"' in html, address
            assert "<html" not in html, address
            assert record.text in html, address

    def test_the_part_has_the_title_of_what_is_asked_for(self, client, record):
        html = client.get("/statements/?q=word", headers=PART).content.decode()
        assert html.strip().startswith("<title>word · Statements · On Record</title>")

    def test_going_back_is_given_a_whole_page(self, client, record):
        headers = {**PART, "HX-History-Restore-Request": "true"}
        assert "<html" in client.get("/statements/", headers=headers).content.decode()

    @pytest.mark.parametrize("headers", [{}, PART])
    def test_no_cache_takes_one_for_the_other(self, client, record, headers):
        for address in ("/statements/", record.person.get_absolute_url()):
            vary = client.get(address, headers=headers)["Vary"]
            assert {"HX-Request", "HX-Target"} <= {one.strip() for one in vary.split(",")}

    def test_a_wrong_filter_is_told_in_the_part_too(self, client, record):
        response = client.get("/statements/?kind=rumour", headers=PART)
        assert response.status_code == 400
        assert "There is no kind “rumour”" in response.content.decode()

    def test_every_control_has_an_address_of_its_own(self, client, record):
        html = client.get("/statements/?kind=direct").content.decode()
        # Nothing but the suggestions is asked for by htmx alone.
        assert set(_values(html, "data-hx-get")) == {"/suggestions/"}
        assert 'action="/statements/"' in html

    def test_htmx_may_neither_style_nor_run_what_it_is_sent(self, client):
        html = client.get("/").content.decode()
        assert '"includeIndicatorStyles": false' in html
        assert '"allowEval": false' in html


def _values(html, attribute):
    return [part.split('"', 1)[0] for part in html.split(f'{attribute}="')[1:]]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
class TestBrowser:
    @pytest.fixture
    def site(self, live_server, page):
        record = make_record()
        other = make_person(name="Ben Moor", slug="ben-moor")
        for number in range(PAGE + 2):
            make_published_statement(person=other, text=f"The harbour is open, {number}.")
        self.errors = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.asked = []
        page.on("request", lambda asked: self.asked.append(asked))
        page.goto(f"{live_server.url}/statements/")
        yield record
        assert self.errors == []

    @property
    def whole(self):
        """The pages that were loaded whole."""
        return [one.url for one in self.asked if one.resource_type == "document"]

    def test_filters_swap_the_list_and_keep_the_focus(self, page, site):
        page.get_by_label("Words", exact=True).fill("keep")
        page.keyboard.press("Enter")
        page.wait_for_url("**/statements/?q=keep")
        page.get_by_text("1 statement", exact=False).first.wait_for()
        assert page.title() == "keep · Statements · On Record"
        assert page.evaluate("document.activeElement.name") == "q"
        assert "1 statement" in page.locator("[data-said]").text_content()
        page.get_by_role("link", name="remove this filter").click()
        page.wait_for_url("**/statements/")
        # What had the focus is gone: it is at the number of what was found.
        page.locator("#total:focus").wait_for()
        assert page.get_by_label("Words", exact=True).input_value() == ""
        assert len(self.whole) == 1

    def test_filters_are_folded_where_there_is_no_room_for_them(self, page, site):
        page.set_viewport_size({"width": 1280, "height": 900})
        assert page.get_by_label("Language").is_visible()
        assert not page.get_by_text("More filters").is_visible()
        page.set_viewport_size({"width": 390, "height": 900})
        assert not page.get_by_label("Language").is_visible()
        page.get_by_text("More filters").click()
        assert page.get_by_label("Language").is_visible()

    def test_a_box_narrows_at_once(self, page, site):
        page.get_by_label("Direct quote", exact=True).check()
        page.wait_for_url("**/statements/?kind=direct")
        page.get_by_label("Filters in force").get_by_text("direct quote").wait_for()
        assert len(self.whole) == 1

    def test_pages_turn_and_going_back_shows_what_was_there(self, page, site):
        first = page.locator(".statement").first.inner_text()
        page.get_by_role("link", name="Next statements").click()
        page.wait_for_url("**after=*")
        page.get_by_role("link", name="Previous statements").wait_for()
        assert page.locator(".statement").first.inner_text() != first
        assert len(self.whole) == 1
        page.go_back()
        page.wait_for_url("**/statements/")
        page.get_by_role("link", name="Next statements").wait_for()
        assert page.locator(".statement").first.inner_text() == first

    def test_names_are_offered_while_one_types(self, page, site):
        field = page.get_by_label("Speaker", exact=True)
        field.press_sequentially("moo")
        page.locator("#speaker-choices option[value='Ben Moor']").wait_for(state="attached")
        field.fill("Ben Moor")
        field.press("Enter")
        page.wait_for_url("**/statements/?speaker=ben-moor")
        page.get_by_label("Filters in force").get_by_text("Ben Moor").wait_for()
        assert len(self.whole) == 1

    def test_an_error_is_told_at_its_field_and_goes_with_its_cause(self, page, site):
        field = page.get_by_label("Said from")
        field.fill("soon")
        field.press("Enter")
        page.get_by_role("alert").wait_for()
        assert page.locator("#id_said_from[aria-invalid=true]").count() == 1
        page.get_by_label("Said from").fill("2017")
        page.keyboard.press("Enter")
        page.wait_for_url("**/statements/?said_from=2017")
        page.get_by_text("1 statement").first.wait_for()
        assert page.locator("#id_said_from[aria-invalid=true]").count() == 0
