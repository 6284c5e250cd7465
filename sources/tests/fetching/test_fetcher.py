"""Fetching from a server that answers well, and from one that means harm."""

import os
import socket
import time
from contextlib import suppress

import pytest

from sources.failures import CaptureError, Failure
from sources.fetching import Fetcher, Limits
from sources.tests.fetching.conftest import make_fetcher
from sources.tests.fetching.server import redirect, response


def failure(fetcher, url, **options):
    with pytest.raises(CaptureError) as refused:
        fetcher.fetch(url, **options)
    return refused.value.failure


def test_a_page_comes_with_its_headers_and_final_address(server, fetcher):
    server.pages["/old"] = redirect("/new?a=1#part")
    server.pages["/new"] = response(b"<p>Words", content_type="text/html; charset=utf-8")
    page = fetcher.fetch(server.url("/old#top"))
    assert page.url == server.url("/new?a=1")
    assert page.body == b"<p>Words"
    assert page.content_type == "text/html; charset=utf-8"


def test_it_says_who_asks_and_names_the_host(server, fetcher):
    server.pages["/"] = response(b"x")
    fetcher.fetch(server.url())
    request = server.requests[0].decode().lower()
    assert "user-agent: onrecord/test (curator@example.org)" in request
    assert f"host: 127.0.0.1:{server.port}\r\n" in request
    assert "cookie" not in request


def test_no_cookie_is_kept_or_sent(server, fetcher):
    server.pages["/"] = response(status="302 Found", location="/in", set_cookie="visit=secret")
    server.pages["/in"] = response(b"x", set_cookie="visit=secret")
    page = fetcher.fetch(server.url())
    assert b"secret" not in b"".join(server.requests)
    assert "set-cookie" not in page.headers


def test_proxies_of_the_environment_are_not_used(server, fetcher, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.2:9")
    server.pages["/"] = response(b"x")
    assert fetcher.fetch(server.url()).body == b"x"


# Addresses


@pytest.mark.parametrize(
    "url",
    [
        "",
        "words",
        "file:///etc/passwd",
        "ftp://daily.example/",
        "gopher://daily.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://",
        "http://user:password@daily.example/",
        "http://daily.example:99999/",
        "http://daily.example/\r\nHost: other",
    ],
)
def test_what_is_no_web_address_is_never_asked(fetcher, url):
    assert failure(fetcher, url) == Failure.INVALID_ADDRESS


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433"])
def test_this_machine_is_refused_however_it_is_written(server, monkeypatch, host):
    real = socket.getaddrinfo
    # What the system makes of such a name; the tests' own guard knows fewer forms of it.
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda name, *args, **kw: real("127.0.0.1", *args, **kw)
    )
    guarded = Fetcher(user_agent="OnRecord/test")
    assert failure(guarded, server.url(host=host)) == Failure.REFUSED_ADDRESS
    assert server.requests == []


def test_a_redirect_into_a_closed_network_is_refused(server, fetcher):
    server.pages["/"] = redirect(server.url("/secret", host="127.0.0.2"))
    assert failure(fetcher, server.url()) == Failure.REFUSED_ADDRESS
    assert server.asked() == ["/"]


@pytest.mark.parametrize("to", ["file:///etc/passwd", "http://user:pw@127.0.0.1/", "ftp://x/"])
def test_a_redirect_to_what_is_no_web_address_is_refused(server, fetcher, to):
    server.pages["/"] = redirect(to)
    assert failure(fetcher, server.url()) == Failure.INVALID_ADDRESS


def test_a_name_is_resolved_once_and_connected_to_as_checked(server, monkeypatch):
    answers = iter(["127.0.0.1", "127.0.0.2"])
    real = socket.getaddrinfo
    asked = []

    def rebinding(name, port, *args, **kw):
        if name in ("127.0.0.1", "127.0.0.2"):
            return real(name, port, *args, **kw)
        asked.append(name)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    server.pages["/"] = response(b"x")
    page = make_fetcher().fetch(server.url(host="daily.example"))
    assert (page.body, asked) == (b"x", ["daily.example"])
    assert f"host: daily.example:{server.port}".encode() in server.requests[0].lower()


def test_of_several_addresses_only_allowed_ones_are_tried(server, monkeypatch):
    real = socket.getaddrinfo

    def mixed(name, port, *args, **kw):
        if name == "127.0.0.1":
            return real(name, port, *args, **kw)
        found = ("10.0.0.1", "127.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in found]

    monkeypatch.setattr(socket, "getaddrinfo", mixed)
    server.pages["/"] = response(b"x")
    assert make_fetcher().fetch(server.url(host="daily.example")).body == b"x"


def test_an_unknown_host_is_named(fetcher, monkeypatch):
    def unknown(*args, **kw):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(CaptureError, match=r"no site of that name \(daily\.example\)"):
        fetcher.fetch("https://daily.example/")


def test_a_resolver_that_hangs_is_given_up(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kw: time.sleep(1.5))
    fetcher = make_fetcher(limits=Limits(seconds=0.3))
    assert failure(fetcher, "https://daily.example/") == Failure.TOO_SLOW


# Size, time, redirects


def test_a_page_that_goes_on_and_on_is_cut_off(server, fetcher):
    def endless(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
        while True:
            connection.sendall(b"4000\r\n" + b"x" * 0x4000 + b"\r\n")

    server.pages["/"] = endless
    assert failure(fetcher, server.url()) == Failure.TOO_LARGE


def test_endless_headers_are_cut_off(server, fetcher):
    def endless(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(b"x-more: " + b"y" * 1000 + b"\r\n")

    server.pages["/"] = endless
    assert failure(fetcher, server.url()) in (Failure.BAD_RESPONSE, Failure.TOO_LARGE)


def test_endless_interim_answers_are_cut_off(server, fetcher):
    def endless(connection):
        while True:
            connection.sendall(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 100)

    server.pages["/"] = endless
    assert failure(fetcher, server.url()) in (Failure.TOO_LARGE, Failure.TOO_SLOW)


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_slow_drip_ends_with_the_time_allowed(server, part):
    def drip(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        if part == "body":
            connection.sendall(b"content-length: 100000\r\n\r\n")
        with suppress(OSError):
            while True:
                connection.sendall(b"x")
                time.sleep(0.05)

    server.pages["/"] = drip
    # The server never ends: that there is an answer at all is the limit's doing.
    fetcher = make_fetcher(limits=Limits(seconds=0.5))
    assert failure(fetcher, server.url()) == Failure.TOO_SLOW


def test_silence_ends_with_the_time_allowed(server):
    server.pages["/"] = lambda connection: time.sleep(1.5)
    assert failure(make_fetcher(limits=Limits(seconds=0.3)), server.url()) == Failure.TOO_SLOW


def test_redirects_share_one_budget(server):
    def slowly(connection):
        time.sleep(0.3)
        connection.sendall(redirect("/"))

    server.pages["/"] = slowly
    fetcher = make_fetcher(limits=Limits(seconds=0.8, redirects=100))
    assert failure(fetcher, server.url()) == Failure.TOO_SLOW


def test_a_ring_of_redirects_ends(server, fetcher):
    server.pages["/a"], server.pages["/b"] = redirect("/b"), redirect("/a")
    assert failure(fetcher, server.url("/a")) == Failure.TOO_MANY_REDIRECTS
    assert len(server.requests) == 4


# Answers


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("401 Unauthorized", Failure.FORBIDDEN),
        ("402 Payment Required", Failure.FORBIDDEN),
        ("403 Forbidden", Failure.FORBIDDEN),
        ("404 Not Found", Failure.GONE),
        ("410 Gone", Failure.GONE),
        ("418 Teapot", Failure.BAD_RESPONSE),
        ("429 Too Many Requests", Failure.SITE_FAILED),
        ("503 Unavailable", Failure.SITE_FAILED),
        ("204 No Content", Failure.EMPTY),
        ("302 Found", Failure.BAD_RESPONSE),
    ],
)
def test_a_status_that_is_no_page_is_told(server, fetcher, status, reason):
    server.pages["/"] = response(b"", status=status)
    assert failure(fetcher, server.url()) == reason


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00\x01\x02 no HTTP at all\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\ncut off",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx",
    ],
)
def test_half_an_answer_is_none(server, fetcher, answer):
    server.pages["/"] = answer
    assert failure(fetcher, server.url()) == Failure.BAD_RESPONSE


def test_a_closed_port_is_unreachable(fetcher):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert failure(fetcher, f"http://127.0.0.1:{port}/") == Failure.UNREACHABLE


def test_a_broken_connection_is_unreachable(server, fetcher):
    def reset(connection):
        linger = (1).to_bytes(4, "little") + bytes(4)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)

    server.pages["/"] = reset
    assert failure(fetcher, server.url()) in (Failure.UNREACHABLE, Failure.BAD_RESPONSE)


def test_incompressible_pages_within_the_limit_come_whole(server, fetcher):
    body = os.urandom(150_000)
    server.pages["/"] = response(body)
    assert fetcher.fetch(server.url()).body == body


def test_permission_is_asked_before_each_request(server, fetcher):
    server.pages["/"] = redirect("/private")

    def permit(url):
        if url.endswith("/private"):
            raise CaptureError(Failure.ROBOTS)

    assert failure(fetcher, server.url(), permit=permit) == Failure.ROBOTS
    assert server.asked() == ["/"]
