import pytest

from statements.tests.factories import make_published_statement, make_statement

pytestmark = pytest.mark.django_db


def test_found_words_are_marked_and_what_was_said_stays_text(client):
    make_published_statement(text="Two <b>missiles</b> & more.")
    html = client.get("/statements/", {"q": "missile"}).content.decode()
    assert "Two &lt;b&gt;<mark>missiles</mark>&lt;/b&gt; &amp; more." in html


def test_what_is_not_published_is_not_found(client):
    make_statement(text="A secret missile.")
    assert "secret" not in client.get("/statements/", {"q": "missile"}).content.decode()
