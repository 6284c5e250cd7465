"""No public page puts up a barrier: axe in light and dark, wide and narrow; no page too wide."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from statements.tests.views.pages import (
    enrich,
    every_other_page,
    every_page,
    make_record,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE, NARROW, NARROWEST = 1280, 390, 320


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("addresses_of", [every_page, every_other_page])
def test_axe_finds_nothing(page, live_server, scheme, addresses_of):
    record = make_record()
    addresses = addresses_of(record)
    enrich(record)
    page.emulate_media(color_scheme=scheme)
    for name, address in addresses.items():
        page.set_viewport_size({"width": WIDE, "height": 900})
        page.goto(f"{live_server.url}{address}")
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 900})
            results = Axe().run(page)
            assert results.violations_count == 0, f"{name}, {width}\n{results.generate_report()}"


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_no_page_is_wider_than_the_screen(page, live_server, direction):
    record = make_record()
    addresses = every_page(record) | every_other_page(record)
    enrich(record)
    page.set_viewport_size({"width": NARROWEST, "height": 700})
    for name, address in addresses.items():
        page.goto(f"{live_server.url}{address}")
        page.evaluate("direction => { document.documentElement.dir = direction }", direction)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST, name
