import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.urls import (
    MAX_LENGTH,
    InvalidURLError,
    canonicalize_url,
    domain_of,
    likely_same_urls,
    matches_domain,
)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        pytest.param(
            " https://Daily.Example/A ", "https://daily.example/A", id="host in lower case"
        ),
        pytest.param("HTTP://daily.example", "http://daily.example/", id="scheme and root"),
        pytest.param("https://daily.example:443/a", "https://daily.example/a", id="default port"),
        pytest.param("http://daily.example:443/a", "http://daily.example:443/a", id="other port"),
        pytest.param("https://daily.example./a", "https://daily.example/a", id="dot after host"),
        pytest.param("https://bücher.example/a", "https://xn--bcher-kva.example/a", id="IDN"),
        pytest.param("https://[2001:DB8::1]/a", "https://[2001:db8::1]/a", id="IPv6"),
        pytest.param("https://daily.example/a#top", "https://daily.example/a", id="fragment"),
        pytest.param("https://daily.example/a?", "https://daily.example/a", id="empty query"),
        pytest.param("https://daily.example/a/./b/../c", "https://daily.example/a/c", id="dots"),
        pytest.param("https://daily.example/../..", "https://daily.example/", id="dots above root"),
        pytest.param("https://daily.example/a/..", "https://daily.example/", id="dots at the end"),
        pytest.param(
            "https://daily.example/%7ea%2fb", "https://daily.example/~a%2Fb", id="escapes"
        ),
        pytest.param("https://daily.example/100%", "https://daily.example/100%25", id="stray %"),
        pytest.param(
            "https://daily.example/خبر تازه",
            "https://daily.example/%D8%AE%D8%A8%D8%B1%20%D8%AA%D8%A7%D8%B2%D9%87",
            id="letters and spaces",
        ),
        pytest.param("https://daily.example/a/index.html", "https://daily.example/a/", id="index"),
        pytest.param(
            "https://d.example/index.php?id=3", "https://d.example/index.php?id=3", id="php"
        ),
        pytest.param(
            "https://daily.example/a/", "https://daily.example/a/", id="final slash stays"
        ),
        pytest.param("https://m.daily.example/a", "https://m.daily.example/a", id="m. stays"),
        pytest.param("https://www.daily.example/", "https://www.daily.example/", id="www. stays"),
        pytest.param(
            "https://d.example/a?b=2&a=1&b=1", "https://d.example/a?a=1&b=2&b=1", id="order"
        ),
        pytest.param(
            "https://d.example/a?q=x+y&&z", "https://d.example/a?q=x+y&z", id="query kept"
        ),
    ],
)
def test_one_address_has_one_form(url, canonical):
    assert canonicalize_url(url) == canonical


@pytest.mark.parametrize(
    "query",
    [
        "utm_source=x&UTM_Medium=y",
        "fbclid=a&gclid=b&mc_cid=c&igshid=d",
        "%75tm_source=x",
        "amp",
        "amp=1",
        "outputType=amp",
        "PHPSESSID=1",
        "at_medium=RSS&at_campaign=x",
    ],
)
def test_parameters_that_only_track_are_dropped(query):
    assert canonicalize_url(f"https://daily.example/a?{query}") == "https://daily.example/a"
    assert canonicalize_url(f"https://d.example/a?id=7&{query}") == "https://d.example/a?id=7"


@pytest.mark.parametrize(
    "query", ["id=7", "p=12", "ref=main", "source=7", "t=30", "page=amp", "s=x"]
)
def test_parameters_that_may_choose_the_page_stay(query):
    assert canonicalize_url(f"https://daily.example/a?{query}").endswith(f"?{query}")


def test_some_parameters_only_track_on_some_sites():
    assert canonicalize_url("https://x.com/a/status/1?s=20&t=b") == "https://x.com/a/status/1"
    assert canonicalize_url("https://www.youtube.com/watch?v=a&t=9") == (
        "https://www.youtube.com/watch?v=a"
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://www.daily.example/news/a/amp",
        "https://www.daily.example/news/a/amp/",
        "https://www.daily.example/news/a.amp",
        "https://amp.daily.example/news/a",
        "https://www.google.com/amp/s/www.daily.example/news/a/amp/",
        "https://www.google.co.uk/amp/s/amp.daily.example/news/a?utm_source=x",
        "https://www-daily-example.cdn.ampproject.org/c/s/www.daily.example/news/a",
        "https://www-daily-example.cdn.ampproject.org/v/s/www.daily.example/news/a?amp_js_v=0.1",
        "https://www.daily.example/news/a;jsessionid=0A1B",
        "https://www.daily.example/news/a/amp/index.html",
    ],
)
def test_accelerated_copies_lead_to_the_page(url):
    assert canonicalize_url(url).rstrip("/") == "https://www.daily.example/news/a"


@pytest.mark.parametrize(
    "url",
    [
        "https://daily.example/amp",
        "https://daily.example/wiki/AMP",
        "https://daily.example/camp",
        "https://daily.example/amp/guitars",
        "https://amp.example/",
    ],
)
def test_not_every_amp_is_an_accelerated_copy(url):
    assert canonicalize_url(url) == url


def test_html_of_an_accelerated_copy():
    assert canonicalize_url("https://d.example/a.amp.html") == "https://d.example/a.html"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        pytest.param("", "http", id="empty"),
        pytest.param("daily.example/a", "http", id="no scheme"),
        pytest.param("javascript:alert(1)", "http", id="script"),
        pytest.param("ftp://daily.example/a", "http", id="ftp"),
        pytest.param("https:///a", "no host", id="no host"),
        pytest.param("https://?a", "no host", id="query only"),
        pytest.param("https://me:secret@daily.example/", "user name", id="credentials"),
        pytest.param("https://daily.example\\@evil.example/", "user name", id="backslash"),
        pytest.param("https://daily.example/a\nb", "control", id="line break"),
        pytest.param("https://daily.example/a\x00b", "control", id="null"),
        pytest.param("https://daily.example:port/", "cannot be read", id="port"),
        pytest.param("https://[::1/", "cannot be read", id="bracket"),
        pytest.param("https://daily example/", "no domain name", id="space in host"),
        pytest.param("https://daily..example/", "no domain name", id="empty label"),
        pytest.param("https://daily%2eexample/", "no domain name", id="escape in host"),
        pytest.param("https://xn--ü.example/", "no domain name", id="bad IDN"),
        pytest.param("https://d.example/" + "a" * MAX_LENGTH, "longer", id="too long"),
        pytest.param("https://d.example/?utm_a=" + "a" * 50_000, "longer", id="far too long"),
    ],
)
def test_what_is_no_web_address_is_refused(url, message):
    with pytest.raises(InvalidURLError, match=message):
        canonicalize_url(url)


def test_a_long_tracking_parameter_does_no_harm():
    url = "https://d.example/a?utm_id=" + "a" * MAX_LENGTH
    assert canonicalize_url(url) == "https://d.example/a"


PIECES = st.lists(
    st.sampled_from(
        [
            "/",
            ".",
            "..",
            "amp",
            ".amp",
            "index.html",
            "%2e",
            "%2F",
            "%41",
            "%zz",
            "%",
            "?",
            "&",
            "=",
            "#",
            ";",
            ";jsessionid=1",
            "utm_a=1",
            "amp=1",
            "a",
            "B",
            "é",
            "+",
            ":",
            "@",
            "[",
            "]",
            "amp/s/b.example/",
            "c/s/b.example/a",
            ".html",
            "//",
        ]
    ),
    max_size=12,
).map("".join)
HOSTS = st.sampled_from(
    ["d.example", "amp.d.example", "www.google.com", "d-example.cdn.ampproject.org", "x.com"]
)


@given(HOSTS, PIECES)
def test_a_canonical_address_stays_as_it_is(host, rest):
    try:
        canonical = canonicalize_url(f"https://{host}/{rest}")
    except InvalidURLError:
        return
    assert canonicalize_url(canonical) == canonical
    assert canonical.isascii()
    assert "#" not in canonical


@given(st.text())
def test_any_text_is_an_address_or_refused(text):
    for url in (text, f"https://{text}", f"https://d.example/{text}"):
        try:
            assert canonicalize_url(canonicalize_url(url)) == canonicalize_url(url)
        except InvalidURLError as error:
            assert str(error)


def test_addresses_that_are_likely_the_same():
    same = likely_same_urls("http://www.daily.example/a/?utm_source=x")
    assert same[0] == "http://www.daily.example/a/"
    assert {"https://daily.example/a", "https://m.daily.example/a/"} <= set(same)
    assert len(same) == len(set(same)) == 16


def test_likely_same_is_mutual():
    url = "https://m.daily.example/a"
    assert all(url in likely_same_urls(other) for other in likely_same_urls(url))


def test_the_domain_of_an_address():
    assert domain_of("https://WWW.Daily.Example:8080/a") == "daily.example"
    assert domain_of("https://news.daily.example/a") == "news.daily.example"


@pytest.mark.parametrize(
    ("url", "domains", "matches"),
    [
        ("https://www.daily.example/a", ["daily.example"], True),
        ("https://news.daily.example/a", ["other.example", "Daily.Example"], True),
        ("https://daily.example/a", [" www.daily.example "], True),
        ("https://bücher.example/a", ["bücher.example"], True),
        ("https://notdaily.example/a", ["daily.example"], False),
        ("https://daily.example.evil.example/a", ["daily.example"], False),
        ("https://daily.example/a", ["news.daily.example"], False),
        ("https://daily.example/a", [], False),
    ],
)
def test_an_address_on_a_domain(url, domains, matches):
    assert matches_domain(url, domains) is matches
