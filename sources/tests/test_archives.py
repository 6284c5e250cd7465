import pytest

from sources.archives import original_of


@pytest.mark.parametrize(
    ("copy", "original"),
    [
        (
            "https://web.archive.org/web/20171214093000/https://www.example.org/news/1?id=2",
            "https://www.example.org/news/1?id=2",
        ),
        (
            "http://web.archive.org/web/20171214093000id_/http://example.org/news/",
            "http://example.org/news/",
        ),
        ("https://web.archive.org/web/2017/example.org/1", "http://example.org/1"),
        # Some sites and browsers make one slash of two.
        ("https://web.archive.org/web/20171214/https:/example.org/1", "https://example.org/1"),
        (
            "https://arquivo.pt/wayback/20171214093000/https://example.pt/1",
            "https://example.pt/1",
        ),
        (
            "https://webarchive.example.gov.uk/ukgwa/20171214093000/https://example.gov.uk/speech",
            "https://example.gov.uk/speech",
        ),
    ],
)
def test_an_archived_copy_leads_to_its_original(copy, original):
    assert original_of(copy) == original


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/news/1",
        "https://example.org/2017/12/14/report.pdf",
        "https://example.org/20171214/story.html",
        "https://archive.ph/AbCdE",
        "https://web.archive.org/web/*/https://example.org/",
        "no address at all",
        "",
    ],
)
def test_any_other_address_is_no_copy(url):
    assert original_of(url) == ""
