"""Plain texts in every encoding."""

import pytest

from sources.failures import CaptureError, Failure
from sources.reading import Article, read, read_plain
from sources.reading.lines import hyphenated_words, join_lines

WORDS = "“We’ll keep our word,” she said – at last.\n\nНу да, «слово». Ça va?"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_by_its_marks(encoding):
    assert read(WORDS.encode(encoding)).text == WORDS


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1252", "“We’ll keep our word,” she said – at last, in the café. " * 5),
        ("cp1251", "Министр сказал: «Мы сдержим своё слово, как всегда». " * 5),
        ("cp1256", "قال الوزير إننا سنفي بوعدنا كما فعلنا دائما في كل مرة " * 5),
    ],
)
def test_other_encodings_are_declared_or_guessed(encoding, words):
    raw = words.encode(encoding)
    assert read_plain(raw, f"text/plain; charset={encoding}").text == words
    if encoding != "cp1256":
        assert read_plain(raw).text == words


def test_latin_1_is_what_browsers_take_it_for():
    assert read_plain(b"\x93Words\x94", "text/plain; charset=iso-8859-1").text == "“Words”"


def test_an_encoding_nobody_knows_is_passed_over():
    assert read_plain("Café".encode(), "text/plain; charset=klingon").text == "Café"


def test_what_cannot_be_kept_goes():
    assert read_plain(b"one\r\ntwo\rthree\0").text == "one\ntwo\nthree"


def test_the_title_is_a_short_first_line():
    assert read_plain(b"\nA report\n\nWords.").title == "A report"
    assert read_plain(b"Words. " * 100).title == ""


def test_a_text_beyond_the_limit_is_refused():
    with pytest.raises(CaptureError) as refused:
        read_plain(b"x " * 1_500_000)
    assert refused.value.failure == Failure.TOO_LARGE


def test_an_article_goes_through_json_and_back():
    article = Article(text="Words", title="T", published_on=None)
    assert Article.from_json(article.as_json()) == article


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["one", "two"], "one two"),
        (["the govern-", "ment said"], "the government said"),
        (["a well-", "known fact"], "a well-known fact"),
        (["the Anglo-", "Saxon way"], "the Anglo-Saxon way"),
        (["in 2017-", "2018"], "in 2017-2018"),
        (["a door-", "keeper"], "a door-keeper"),
        (["soft\xad", "ly"], "softly"),
        (["  many   spaces ", ""], "many spaces"),
        (["he said -", "at last"], "he said - at last"),
        ([], ""),
    ],
)
def test_lines_are_joined_as_they_were_parted(lines, joined):
    assert join_lines(lines, hyphenated_words(["the door-keeper of old"])) == joined
