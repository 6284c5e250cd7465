"""What sites ask programs not to fetch."""

import pytest

from sources.failures import CaptureError, Failure
from sources.fetching.robots import Robots, parse_robots
from sources.tests.fetching.server import redirect, response


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("Disallow: /private", "/private/page", False),
        ("Disallow: /private", "/public", True),
        ("Disallow:", "/anything", True),
        ("Disallow: /", "/", False),
        ("Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("Allow: /a/b\nDisallow: /a", "/a/c", False),
        ("Disallow: /page\nAllow: /page", "/page", True),
        ("Disallow: /*.pdf$", "/reports/one.pdf", False),
        ("Disallow: /*.pdf$", "/reports/one.pdf?x=1", True),
        ("Disallow: /*print", "/a/print/b", False),
        ("Disallow: /a*b*c", "/a1b2", True),
        ("Disallow: /page$", "/page", False),
        ("Disallow: /page$", "/pages", True),
        ("Disallow: /search?q=", "/search?q=x", False),
        ("Disallow: /caf%C3%A9", "/café", False),
        ("Disallow: /café", "/caf%C3%A9/a", False),
        ("Disallow: /x # a comment", "/x", False),
        ("  disallow :  /x", "/x", False),
    ],
)
def test_the_longest_rule_that_matches_decides(rules, path, allowed):
    assert parse_robots(f"User-agent: *\n{rules}").allows(path) is allowed


def test_our_own_group_comes_before_everybodys():
    text = "User-agent: *\nDisallow: /\n\nUser-agent: Other\nUser-agent: onrecord/1.0\nDisallow: /x"
    rules = parse_robots(text)
    assert rules.allows("/page")
    assert not rules.allows("/x")


def test_a_file_without_rules_allows_everything():
    assert parse_robots("Sitemap: https://daily.example/map.xml").allows("/x")


def test_a_hostile_pattern_is_answered():
    # One that is tried in every way it could match would not be, while the test runs.
    rules = parse_robots("User-agent: *\nDisallow: /" + "a*" * 5_000 + "b$")
    assert rules.allows("/" + "a" * 20_000)


class Memory(dict):
    def set(self, key, value, timeout):
        self[key] = value


@pytest.fixture
def robots(fetcher):
    return Robots(fetcher, Memory())


def refused(robots, url):
    with pytest.raises(CaptureError) as refusal:
        robots.require_allowed(url)
    return refusal.value.failure


def test_a_site_is_asked_once(server, robots):
    server.pages["/robots.txt"] = response(b"User-agent: *\nDisallow: /x")
    assert refused(robots, server.url("/x")) == Failure.ROBOTS
    robots.require_allowed(server.url("/y"))
    assert server.asked() == ["/robots.txt"]


@pytest.mark.parametrize("status", ["401 Unauthorized", "404 Not Found", "410 Gone", "418 Teapot"])
def test_a_site_without_the_file_allows_everything(server, robots, status):
    server.pages["/robots.txt"] = response(b"Disallow: /", status=status)
    robots.require_allowed(server.url("/x"))


def test_a_page_in_place_of_the_file_is_none(server, robots):
    server.pages["/robots.txt"] = response(b"<!doctype html>User-agent: *\nDisallow: /")
    robots.require_allowed(server.url("/x"))


def test_a_site_that_fails_is_left_alone(server, robots):
    server.pages["/robots.txt"] = response(b"", status="503 Unavailable")
    assert refused(robots, server.url("/x")) == Failure.ROBOTS


def test_the_file_is_bounded_like_any_page(server, robots):
    server.pages["/robots.txt"] = response(b"User-agent: *\n" + b"Disallow: /x\n" * 100_000)
    assert refused(robots, server.url("/y")) == Failure.ROBOTS


def test_the_file_leads_into_no_closed_network(server, robots):
    server.pages["/robots.txt"] = redirect(server.url("/", host="127.0.0.2"))
    assert refused(robots, server.url("/x")) == Failure.REFUSED_ADDRESS
