import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.extraction import Kind, UnknownLanguageError, extract

WORDS = (
    " said |Ann Lee| he |, |. |that |told |according to |The mayor|: |—|(|)|words and words| who "
    "|’s|PENCE|É|🙂|3.5| added|asked|claim that |“|”|\"|''|‘|’|«|»|\n\n"
)
PIECES = st.lists(st.sampled_from(WORDS.split("|")), max_size=40).map("".join)


def test_an_empty_text_has_no_statements():
    assert extract("") == ()
    assert extract("\n \n") == ()


def test_a_text_without_statements_has_none():
    assert extract("The ferry sails at nine. It has two decks.") == ()


def test_offsets_count_code_points():
    text = "🙂 É. “We go,” said Ann Lee."

    (proposal,) = extract(text)

    assert [text[start:end] for start, end in proposal.spans] == ["“We go,”"]
    assert text[slice(*proposal.mention_span)] == "Ann Lee"
    assert text[slice(*proposal.cue_span)] == "said"


def test_the_paragraph_is_the_one_the_words_stand_in():
    text = "Nothing here.\n\nAnn Lee said the ferry would sail.\n\nNor here."

    (proposal,) = extract(text)

    assert text[slice(*proposal.paragraph)] == "Ann Lee said the ferry would sail."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We go at nine,” said Ann Lee.", Kind.DIRECT),
        ("Ann Lee said the trip was “a disgrace” to all.", Kind.MIXED),
        ("Ann Lee said that the ferry would sail.", Kind.INDIRECT),
        ("The resolution calls upon both sides to withdraw.", Kind.DOCUMENT),
    ],
)
def test_each_statement_has_its_kind(text, kind):
    assert [proposal.kind for proposal in extract(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee did not say that the ferry would sail.",
        "The mayor was told that the ferry would sail.",
        "Her claims were never proved.",
    ],
)
def test_what_nobody_said_is_no_statement(text):
    assert extract(text) == ()


def test_a_language_without_vocabulary_is_refused():
    with pytest.raises(UnknownLanguageError, match="no vocabulary for 'fi'"):
        extract("“Niin”, hän sanoi.", language="fi")


def test_a_regional_tag_means_its_language():
    text = "« Nous partons », a déclaré Anne Leblanc."

    assert extract(text, language="fr-CA") == extract(text, language="fr")


@given(PIECES)
def test_any_text_gives_spans_in_order_within_it(text):
    for proposal in extract(text):
        assert proposal.spans
        assert 0 < proposal.confidence <= 1
        flat = [offset for span in proposal.spans for offset in span]
        assert flat == sorted(flat)
        assert 0 <= flat[0] < flat[-1] <= len(text)
        assert all(start < end for start, end in proposal.spans)


def test_the_engine_needs_no_django():
    code = "import sys, statements.extraction; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_predicting_survives_articles_with_odd_content(tmp_path):
    odd = [
        {"id": "empty", "text": ""},
        {"id": "none", "text": None, "published": 20240315},
        {"id": "bare"},
        {"id": "day", "text": "“Go,” said Ann Lee.", "published": "no day", "outlet": 5},
        {"text": "x\x00y 🙂 “”‘’''`` ( \ud83d"},
    ]
    given, out = tmp_path / "odd.articles.json", tmp_path / "out.json"
    given.write_text(json.dumps({"articles": odd}), encoding="utf-8")
    script = Path(__file__).parents[3] / "bench/extraction.py"

    subprocess.run([sys.executable, script, "predict", given, out], cwd=tmp_path, check=True)

    predicted = json.loads(out.read_text(encoding="utf-8"))["articles"]
    assert [article["id"] for article in predicted] == ["empty", "none", "bare", "day", 4]
    assert [len(article["quotes"]) for article in predicted] == [0, 0, 0, 1, 0]
