"""The examples of docs/checking.md hold."""

import re
from pathlib import Path

import pytest

from statements.checking import LIKELY_DUPLICATE, check_quote
from statements.checking.quote import ALTERED
from statements.checking.verbatim import MAX_GAP
from statements.checking.wording import MAX_INTERRUPTION

PAGE = Path(__file__).parents[3].joinpath("docs", "checking.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\| (.+) \| (.+) \| (verified|altered|not found) \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("document", "words", "result"), EXAMPLES)
def test_examples_in_the_documentation(document, words, result):
    assert check_quote(words, document).state == result.replace(" ", "_")


def test_the_documentation_has_examples_of_every_result():
    assert {result for _, _, result in EXAMPLES} == {"verified", "altered", "not found"}


def test_the_documentation_names_the_bounds():
    for bound in (
        f"{ALTERED:.0%}",
        f"{LIKELY_DUPLICATE:.0%}",
        f"{MAX_GAP:,} characters",
        f"{MAX_INTERRUPTION} characters",
    ):
        assert bound.replace("%", " %") in PAGE
