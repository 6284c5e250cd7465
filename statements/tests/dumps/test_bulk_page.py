"""The page that offers the newest dump, and its files, whole or in parts."""

import pytest

from statements.dumps.writing import dump
from statements.tests.factories import make_published_statement
from statements.views.bulk import span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def dumps(settings, tmp_path):
    settings.DUMPS = tmp_path / "dumps"
    return settings.DUMPS


def body(response):
    return b"".join(response.streaming_content)


def test_without_a_dump_the_page_says_so(client, dumps, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "No dump has been made yet." in client.get("/data/").text


def test_the_newest_whole_dump_is_offered(client, dumps):
    dump(dumps)
    make_published_statement()
    made = dump(dumps)
    (dumps / ".partial-x").mkdir()
    (dumps / "9999-01-01T000000.000000Z").mkdir()
    page = client.get("/data/").text
    assert f"/data/{made.name}/csv/people.csv" in page
    assert f"/data/{made.name}/SHA256SUMS" in page
    assert "9999" not in page
    assert "partial" not in page


def test_files_of_months_stand_together(client, dumps):
    for day in ("2025-12-31", "2026-01-01"):
        make_published_statement(published_at=f"{day}T12:00Z")
    made = dump(dumps)
    page = client.get("/data/").text
    assert "csv/statements: 2 months, " in page
    assert f'<a href="/data/{made.name}/csv/statements/2025-12.csv">2025-12</a>' in page
    for path in made.rglob("*.*"):
        assert page.count(f'/data/{made.name}/{path.relative_to(made)}"') == 1, path


def test_a_file_is_served_whole_and_in_parts(client, dumps):
    made = dump(dumps)
    content = (made / "csv/people.csv").read_bytes()
    address = f"/data/{made.name}/csv/people.csv"
    whole = client.get(address)
    assert body(whole) == content
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert whole.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in whole.headers["Content-Disposition"]
    part = client.get(address, headers={"range": "bytes=3-9"})
    assert (part.status_code, body(part)) == (206, content[3:10])
    assert part.headers["Content-Range"] == f"bytes 3-9/{len(content)}"
    assert client.get(address, headers={"range": "bytes=999999-"}).status_code == 416
    etag = whole.headers["ETag"]
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    other = client.get(address, headers={"range": "bytes=3-9", "if-range": '"other"'})
    assert (other.status_code, body(other)) == (200, content)


@pytest.mark.parametrize(
    "path",
    ["csv/none.csv", "../secret", "%2e%2e/secret", "csv/../../secret", "csv/", "/etc/passwd"],
)
def test_nothing_else_is_served(client, dumps, path):
    made = dump(dumps)
    (dumps / "secret").write_text("secret")
    assert client.get(f"/data/{made.name}/{path}").status_code == 404
    assert client.get(f"/data/.partial-x/{path}").status_code == 404
    assert client.get("/data/../secret").status_code == 404


@pytest.mark.parametrize(
    ("asked", "span"),
    [
        ("bytes=0-0", (0, 0)),
        ("bytes=0-99", (0, 9)),
        ("bytes=4-", (4, 9)),
        ("bytes=-3", (7, 9)),
        ("bytes=-30", (0, 9)),
        ("bytes=10-", None),
        ("bytes=5-4", None),
        ("bytes=-0", None),
        ("bytes=-", None),
        ("bytes=0-1,3-4", None),
        ("lines=0-1", None),
        ("bytes=a-b", None),
    ],
)
def test_a_range_is_understood(asked, span):
    assert span_of(asked, 10) == span
