"""Each article of golden/ shows one construction; its .json says what is to be found.

After a wanted change: `python -m statements.tests.extraction.goldens`, then read the difference.
"""

import json

import pytest

from statements.tests.extraction.goldens import articles, found_in


@pytest.mark.parametrize("article", articles(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_statement_is_found_and_given_to_its_speaker(article):
    expected = json.loads(article.with_suffix(".json").read_text(encoding="utf-8"))

    assert found_in(article) == expected
