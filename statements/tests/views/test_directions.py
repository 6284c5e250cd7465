"""Words that run from right to left, in a page that does not, and a page that does."""

import pytest

from statements.tests.factories import make_published_statement
from statements.tests.views.pages import make_record

PERSIAN = "ما به قول خود عمل می‌کنیم (2017)."


@pytest.mark.django_db
def test_words_are_set_in_their_own_language_and_direction(client):
    statement = make_published_statement(text=PERSIAN, language="fa")
    for address in ("/statements/", statement.get_absolute_url(), "/"):
        html = client.get(address).content.decode().partition("</h1>")[2]
        quote = html[: html.index(PERSIAN)].rpartition("<blockquote")[2]
        assert 'lang="fa" dir="auto"' in quote, address
        # Their own quotation marks, too.
        assert "«" in quote, address
    html = client.get(statement.get_absolute_url()).content.decode()
    # A name in whatever letters does not turn what stands beside it.
    assert f"<bdi>{statement.person}</bdi>" in html


def side(page, selector):
    """Return the distance of an element from the left and the right edge of the window."""
    box = page.locator(selector).first.bounding_box()
    return box["x"], page.viewport_size["width"] - box["x"] - box["width"]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_quote_runs_its_own_way_and_a_page_can_be_mirrored(page, live_server):
    record = make_record()
    statement = make_published_statement(text=PERSIAN, language="fa", person=record.person)
    direction = "element => getComputedStyle(element).direction"
    page.goto(f"{live_server.url}{statement.get_absolute_url()}")
    assert page.locator(".words").first.evaluate(direction) == "rtl"
    assert page.locator(".said .byline").evaluate(direction) == "ltr"

    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{live_server.url}/statements/")
    places = {selector: side(page, selector) for selector in (".wordmark", ".filters", ".facets")}
    page.evaluate("document.documentElement.dir = 'rtl'")
    for selector, (left, right) in places.items():
        assert left < right, selector
        mirrored = side(page, selector)
        assert mirrored[0] > mirrored[1], selector
        assert mirrored[1] == pytest.approx(left, abs=20), selector
