"""Articles on web pages, read as their readers see them."""

from pathlib import Path

import pytest

from sources.failures import CaptureError, Failure
from sources.reading import read

FILES = Path(__file__).parent / "files"
URL = "https://courier.example/world/x"


def read_file(name, **options):
    return read((FILES / name).read_bytes(), url=URL, **options)


def page(body, head=""):
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


LONG = "<p>The minister said that nothing would change, " + "and nothing did change. " * 15 + "</p>"


def failure(raw, **options):
    with pytest.raises(CaptureError) as refused:
        read(raw, **options)
    return refused.value.failure


def test_a_news_page_says_what_it_is():
    article = read_file("news.htm")
    assert article.title == "Harbour tolls stay, minister says"
    assert article.authors == "Maren Oduya, Ivo Kestler"
    assert str(article.published_on) == "13 December 2017"
    assert article.language == "en"
    assert article.site_name == "The Tidewater Courier"
    assert article.canonical_url == "https://courier.example/world/harbour-tolls-stay"


def test_paragraphs_and_quotation_marks_stand_as_printed():
    lines = read_file("news.htm").text.split("\n")
    assert (
        "“We will not raise the tolls this year,” the harbour minister, Anna Lindqvist, told "
        "reporters on Tuesday. “Nor will we close the straits to anyone who pays – not to "
        "traders, not to fishermen, and not to the fleets of our neighbours.”"
    ) in [line.replace("\xa0", " ") for line in lines]
    assert '"And we have to repair it."' in lines
    assert any("«Le port reste ouvert»" in line for line in lines)
    assert any("‘a good day for the harbour’" in line for line in lines)
    assert any("“can’t promise” the same" in line for line in lines)
    assert any(line.startswith("The straits are open to all, as the treaty") for line in lines)


def test_what_is_around_the_article_is_left_out_of_it_but_not_of_the_page():
    article = read_file("news.htm")
    for around in ("cookies", "Most read", "Sport", "All rights reserved", "Advertisement"):
        assert around not in article.text
    assert "Storm warning for the weekend" in article.page_text
    assert "window.track" not in article.page_text
    assert "had been told so in confidence" in article.page_text


def test_an_old_page_laid_out_in_a_table_keeps_its_paragraphs():
    article = read_file("release.htm")
    assert article.title == "Statement by the Harbour Ministry"
    assert (
        "“We have kept our word,” Minister Lindqvist said, “and we expect others to keep theirs. "
        "The café talks of last week were a beginning, not an end.”"
    ) in article.text.split("\n")
    assert "|" not in article.text


def test_persian_keeps_its_joiners():
    article = read_file("farsi.htm")
    assert article.title == "وزیر بندر: عوارض افزایش نمی‌یابد"
    assert "«ما امسال عوارض را افزایش نمی‌دهیم و تنگه‌ها را به روی هیچ کس نمی‌بندیم.»" in article.text
    assert article.language == "fa"


@pytest.mark.parametrize(
    ("name", "reason"),
    [("paywall.htm", Failure.PAYWALL), ("shell.htm", Failure.NO_ARTICLE)],
)
def test_a_page_without_its_article_says_so(name, reason):
    with pytest.raises(CaptureError) as refused:
        read_file(name)
    assert refused.value.failure == reason


def test_a_long_article_is_read_though_it_says_it_is_not_free():
    paid = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    assert failure(page(LONG, paid)) == Failure.PAYWALL
    assert "nothing did change" in read(page(LONG * 12, paid)).text


@pytest.mark.parametrize(
    "body", ["", " \n ", "<!-- nothing -->", "<div></div>", "<p>Loading…</p>", "<img src=x>"]
)
def test_a_page_that_shows_nothing_has_no_article(body):
    assert failure(page(body)) in (Failure.NO_ARTICLE, Failure.EMPTY)


def test_no_day_is_invented():
    assert read(page(LONG)).published_on is None
    impossible = '<meta property="article:published_time" content="2017-13-45">'
    assert read(page(LONG, impossible)).published_on is None


def test_a_page_of_an_unnamed_site_names_none():
    assert read(page(LONG), url=URL).site_name == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1251", "mac-cyrillic"])
def test_the_declared_encoding_is_heeded(encoding):
    words = "Министр сказал: «Мы сдержим слово». " * 10
    raw = f"<html><body><p>{words}</p></body></html>".encode(encoding)
    article = read(raw, content_type=f"text/html; charset={encoding}")
    assert "«Мы сдержим слово»" in article.text


def test_nesting_without_end_is_survived():
    raw = page("<div>" * 20_000 + LONG)
    try:
        read(raw)
    except CaptureError as error:
        assert error.failure in (Failure.NO_ARTICLE, Failure.EMPTY)


def test_no_file_is_drawn_in_by_an_entity():
    raw = (
        b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<html><body><p>" + b"It said what it said. " * 20 + b"&x;</p></body></html>"
    )
    article = read(raw, content_type="application/xhtml+xml")
    assert "root:" not in article.text + article.page_text
