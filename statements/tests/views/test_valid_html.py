"""Every public page is valid HTML, the answers to wrong questions among them."""

from config.testing.html import faults_in
from statements.tests.views.pages import enrich, every_other_page, every_page


def test_every_page_is_valid(client, record, tmp_path):
    addresses = every_page(record) | every_other_page(record)
    enrich(record)
    pages = {
        name: client.get(address, follow=True).content.decode()
        for name, address in addresses.items()
    }
    assert all("<html" in html for html in pages.values())
    faults = faults_in(pages, tmp_path)
    assert not faults, "\n".join(faults)


def test_a_fault_is_found(tmp_path):
    page = "<!doctype html><html lang=en><title>A page</title><p><div id=a></div></p>{}"
    (fault,) = faults_in(
        {"good": page.replace("<p>", "").replace("</p>{}", ""), "bad": page}, tmp_path
    )
    assert fault.startswith("bad, line 1: No “p” element in scope")
