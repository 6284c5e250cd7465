import pytest

from statements.models import Appearance
from statements.tests.factories import make_capture, make_document, make_statement
from statements.verification import verify

pytestmark = pytest.mark.django_db


def verified(words, text, **values):
    capture = make_capture(text)
    appearance = Appearance(
        statement=make_statement(text=words), document=capture.document, **values
    )
    check = verify(appearance)
    appearance.save()
    return appearance, check


def test_words_that_stand_there_are_verified_with_their_place():
    text = "Before.\n\nShe said: “We’ll keep our word,” and left.\n\nAfter."
    appearance, _ = verified("We'll keep our word.", text)
    assert appearance.state == "verified"
    assert appearance.exact == text[appearance.start : appearance.end]
    assert appearance.paragraph == "She said: “We’ll keep our word,” and left."


def test_altered_words_show_what_differs():
    appearance, check = verified(
        "We will keep our solemn word to the harbour.",
        "She said: “We will keep our word to the harbour.”",
    )
    assert appearance.state == "altered"
    assert ("insert", " solemn") in [(str(token.op), token.text) for token in check.diff]


def test_words_that_are_not_there_are_not_found():
    appearance, _ = verified("We will keep our word.", "Nothing of the kind stands here at all.")
    assert (appearance.state, appearance.capture) == ("not_found", None)


def test_without_a_kept_text_nothing_is_checked():
    appearance = Appearance(statement=make_statement(), document=make_document())
    assert verify(appearance) is None
    assert appearance.state == "unchecked"


def test_in_another_language_the_documents_own_words_are_looked_for():
    capture = make_capture("Elle dit : « Nous tiendrons parole. »")
    capture.document.language = "fr"
    statement = make_statement(text="We keep our word.")
    appearance = Appearance(
        statement=statement, document=capture.document, exact="Nous tiendrons parole."
    )
    verify(appearance)
    assert appearance.state == "verified"


def test_changed_words_do_not_stay_verified():
    appearance, _ = verified("We will keep our word.", "She said: “We will keep our word.”")
    appearance.statement.text = "Nothing like that was ever said by me."
    verify(appearance)
    assert appearance.state == "not_found"
