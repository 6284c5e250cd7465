from sources.fingerprints import SAME_TEXT, SIZE, fingerprint, likeness
from sources.tests.intake.pages import TEXT

# Long enough that a changed sentence is a small part of it.
ARTICLE = "\n".join(
    f"On day {number} the minister spoke of harbour {number * 7} and of {number * 13} boats there."
    for number in range(40)
)


def test_layout_case_and_punctuation_make_no_difference():
    reprint = TEXT.upper().replace("“", '"').replace("”", '"').replace("\n", "\n\n  ")

    assert fingerprint(reprint) == fingerprint(TEXT)


def test_it_is_bounded_and_of_64_signed_bits():
    sketch = fingerprint(ARTICLE)

    assert len(sketch) == SIZE
    assert sketch == sorted(sketch)
    assert all(-(2**63) <= number < 2**63 for number in sketch)


def test_a_text_without_words_has_none_and_is_like_nothing():
    assert fingerprint(" … \n") == []
    assert likeness([], fingerprint(TEXT)) == 0.0


def test_a_changed_paragraph_leaves_it_the_same_text():
    changed = ARTICLE.replace("of harbour 70 and", "of no harbour at all and")

    assert likeness(fingerprint(changed), fingerprint(ARTICLE)) > 0.8


def test_half_of_an_article_and_another_article_are_told_apart():
    half = ARTICLE[: len(ARTICLE) // 2]
    other = ARTICLE.replace("minister", "fisherman").replace("boats", "nets")

    assert 0.3 < likeness(fingerprint(half), fingerprint(ARTICLE)) < 0.7
    assert likeness(fingerprint(other), fingerprint(ARTICLE)) < SAME_TEXT


def test_a_short_text_is_compared_as_a_whole():
    assert likeness(fingerprint("Il a dit oui."), fingerprint("il a dit: oui")) == 1.0
    assert likeness(fingerprint("Il a dit oui."), fingerprint("Il a dit non.")) == 0.0
