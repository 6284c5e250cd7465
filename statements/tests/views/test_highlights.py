import pytest

from statements.models import Translation
from statements.tests.factories import make_published_statement, make_statement

pytestmark = pytest.mark.django_db


def test_found_words_are_marked_and_what_was_said_stays_text(client):
    make_published_statement(text="Two <b>missiles</b> & more.")
    html = client.get("/statements/", {"q": "missile"}).content.decode()
    assert "Two &lt;b&gt;<mark>missiles</mark>&lt;/b&gt; &amp; more." in html


def test_what_is_not_published_is_not_found(client):
    make_statement(text="A secret missile.")
    assert "secret" not in client.get("/statements/", {"q": "missile"}).content.decode()


def test_a_translation_that_answers_is_shown_with_its_words_marked(client):
    statement = make_published_statement(text="Nous avons des missiles.", language="fr")
    for language, text in (("en", "We have <i>missiles</i>."), ("de", "Wir haben Raketen.")):
        Translation.objects.create(statement=statement, language=language, text=text)

    html = client.get("/statements/", {"q": "missile have"}).content.decode()
    assert "We <mark>have</mark> &lt;i&gt;<mark>missiles</mark>&lt;/i&gt;." in html
    assert "Raketen" not in html
    assert "We have" not in client.get("/statements/").content.decode()
    phrase = client.get("/statements/", {"q": '"we have"'}).content.decode()
    assert "<mark>We have</mark> &lt;i&gt;missiles" in phrase


@pytest.mark.parametrize(
    ("language", "text", "query", "marked"),
    [
        ("fr", "Nous avons négocié.", "négocier", "<mark>négocié</mark>"),
        ("fa", "کشتی‌های ما", "کشتی", "<mark>کشتی‌های</mark>"),
        ("ar", "قال المسلمون", '"قال المسلمون"', "<mark>قال المسلمون</mark>"),
        ("en", "A missile was tested", "test* NEAR/3 missile", "A <mark>missile</mark> was"),
    ],
)
def test_words_are_marked_in_the_stems_of_their_language(client, language, text, query, marked):
    make_published_statement(text=text, language=language)

    assert marked in client.get("/statements/", {"q": query}).content.decode()
