"""The confidence of a proposal: a share that was measured, by what it was found by."""

import pytest

from statements.extraction import extract
from statements.extraction.confidence import MEASURED, Shares, length_of
from statements.extraction.speakers import Reason


def confidence_in(text):
    return extract(text)[0].confidence


def test_quoted_words_with_a_name_are_surest():
    quoted = confidence_in("“The channel will stay open until the ice comes,” Ann Lee said.")
    reported = confidence_in("The channel will stay open until the ice comes, Ann Lee said.")
    described = confidence_in("Ann Lee called it “open” to all.")
    assert quoted > 0.9 > reported > described


def test_a_pronoun_is_less_sure_than_a_name():
    lead = "Ann Lee came to the port. "
    named = confidence_in(lead + "“The channel will stay open until the ice comes,” Lee said.")
    meant = confidence_in(lead + "“The channel will stay open until the ice comes,” she said.")
    assert named > meant


SHARES = Shares(
    words={"left direct": 0.9, "direct": 0.6},
    lengths={"direct short": 0.5, "direct long": 1.2},
    speakers={Reason.NAMED: 1.0},
)


@pytest.mark.parametrize(
    ("sort", "kind", "length", "reason", "expected"),
    [
        pytest.param("left", "direct", "middling", Reason.NAMED, 0.9, id="of its sort"),
        pytest.param("left", "direct", "short", Reason.NAMED, 0.45, id="by its length"),
        pytest.param("left", "direct", "long", Reason.NAMED, 1.0, id="never above one"),
        pytest.param("dash", "direct", "middling", Reason.NAMED, 0.6, id="unseen sort, by kind"),
        pytest.param("left", "direct", "middling", Reason.GROUP, 0.54, id="unseen reason"),
        pytest.param("dash", "mixed", "middling", Reason.NAMED, 0.5, id="unseen kind"),
    ],
)
def test_shares_are_multiplied(sort, kind, length, reason, expected):
    assert SHARES.of(sort, kind, length, reason) == expected


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 39)], "short"),
        ([(0, 20), (40, 60)], "middling"),
        ([(0, 99)], "middling"),
        ([(0, 100)], "long"),
    ],
)
def test_length_counts_the_characters_of_all_parts(spans, expected):
    assert length_of(spans) == expected


def test_every_measured_share_is_one():
    shares = [*MEASURED.words.values(), *MEASURED.speakers.values()]
    assert all(0 < share <= 1 for share in shares)
