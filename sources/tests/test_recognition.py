import pytest

from sources.models import DocumentURL, OutletDomain
from sources.recognition import known_documents, outlet_of, site_of
from sources.tests.factories import make_capture, make_document, make_outlet
from sources.tests.intake.pages import TEXT

pytestmark = pytest.mark.django_db


def found(*urls, text=""):
    return [(one.document, one.reason) for one in known_documents(urls, text)]


@pytest.mark.parametrize(
    "url",
    [
        "https://post.example/1",
        "https://post.example/1?utm_source=feed#top",
        "http://www.post.example/1/",
        "https://m.post.example/1",
        "https://web.archive.org/web/20171214093000/https://post.example/1",
    ],
)
def test_a_document_is_known_by_its_address_however_it_is_written(url):
    document = make_document(canonical_url="https://post.example/1")
    make_document()

    assert found(url) == [(document, "the same address")]


def test_it_is_known_by_its_other_addresses():
    document = make_document()
    DocumentURL.objects.create(document=document, url="https://short.example/x")

    assert found("https://short.example/x") == [(document, "another address of it")]


def test_it_is_known_by_its_text():
    document = make_document()
    make_capture("The harbour stays open\n" + TEXT.replace("“", '"'), document=document)
    make_capture("Quite another text about nothing that matters here.", document=make_document())

    assert found("https://elsewhere.example/1", text=TEXT) == [(document, "the same text")]


def test_each_document_is_named_once_and_addresses_come_first():
    reprint = make_document()
    make_capture(TEXT, document=reprint)
    document = make_document(canonical_url="https://post.example/1")
    make_capture(TEXT, document=document)

    assert found("https://post.example/1", text=TEXT) == [
        (document, "the same address"),
        (reprint, "the same text"),
    ]


def test_what_is_not_on_record_is_not_known():
    make_document()
    assert found("https://post.example/2", "", "no address", text=TEXT) == []


def test_the_longest_domain_decides_whose_a_page_is():
    agency = make_outlet()
    OutletDomain.objects.create(outlet=agency, domain="agency.example")
    bureau = make_outlet()
    OutletDomain.objects.create(outlet=bureau, domain="bureau.agency.example")

    assert outlet_of("https://www.bureau.agency.example/1") == bureau
    assert outlet_of("https://agency.example/1") == agency
    assert outlet_of("https://notagency.example/1") is None
    assert outlet_of("") is None


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.example.org/1", "example.org"),
        ("https://news.example.co.uk/1", "example.co.uk"),
        ("https://bbc.uk/1", "bbc.uk"),
        ("http://127.0.0.1:8000/1", ""),
        ("http://localhost/1", ""),
    ],
)
def test_the_site_is_the_domain_that_was_registered(url, site):
    assert site_of(url) == site
