import pytest

from statements.extraction.language import AVAILABLE, load_language

ENGLISH_ALONE = {"approximators", "familiar", "possessives", "clitics", "month_homonyms"}


@pytest.mark.parametrize("code", AVAILABLE)
def test_every_language_has_what_the_engine_cannot_do_without(code):
    language = load_language(code)

    for name in ("determiners", "prepositions", "pronouns_he", "pronouns_she", "titles", "times"):
        assert language.words_in(name), name
    groups = {verb.group for verbs in language.verbs.values() for verb in verbs}
    assert groups >= {"say", "ask", "quote", "describe", "believe"}
    assert language.according_to


def test_a_form_of_several_words_is_looked_for_before_its_first_word():
    forms = [verb.form for verb in load_language("en").verbs["pointed"]]

    assert forms == [("pointed", "out")]


def test_a_gerund_is_known_by_its_ending():
    (verb, *_) = load_language("en").verbs["adding"]

    assert (verb.lemma, verb.is_gerund) == ("add", True)
