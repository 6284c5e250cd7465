import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.text import normalize
from statements.checking import QuoteState, check_quote

BRIEF = """\
Officials of the coastal republic met in Port Alder on Sunday.

“Our harbours stay open with full force. And when needed, patrols will be carried out,” the deputy \
minister for ports, Ilse Varga, told reporters. “And if necessary, we will close them as we did \
against the Grey Fleet [the smugglers of the north],” she added.

Critics call the “harbour front” – a term the ministry avoids – a threat. “Will they close the \
straits? We don’t know,” a pilot said.

“We have kept the tolls at 2,000 crowns.

“We have a plan for the tolls, and we will keep to it,” Varga said in an interview. The oﬃcial \
text says tolls ‘may rise’."""


def exact(words, text=BRIEF, **options):
    check = check_quote(words, text, **options)
    assert check.state == QuoteState.VERIFIED, check
    return check.exact


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        pytest.param("we will close them", "we will close them", id="as it stands"),
        pytest.param("“we will close them”", "we will close them", id="in quotation marks"),
        pytest.param("We don't know", "We don’t know", id="straight apostrophe"),
        pytest.param(
            "the 'harbour front' - a term", "the “harbour front” – a term", id="marks, dash"
        ),
        pytest.param("«harbour front»", "harbour front", id="guillemets around"),
        pytest.param("tolls “may rise”.", "tolls ‘may rise’.", id="single for double"),
        pytest.param("The official\n text", "The oﬃcial text", id="ligature and line break"),
        pytest.param("har\u00adbours\u00a0stay\u2009open", "harbours stay open", id="invisible"),
        pytest.param("patrols will be carried out.", "patrols will be carried out", id="full stop"),
        pytest.param("stay open with full force,", "stay open with full force", id="comma"),
        pytest.param("with full force.", "with full force.", id="its own full stop"),
        pytest.param("Will they close the straits?", "Will they close the straits?", id="question"),
    ],
)
def test_words_that_differ_in_typography_are_verified(words, stands):
    assert exact(words) == stands


@pytest.mark.parametrize(
    ("words", "spans"),
    [
        pytest.param(
            "Our harbours […] patrols will be carried out",
            ["Our harbours", "patrols will be carried out"],
            id="bracketed ellipsis",
        ),
        pytest.param("Our harbours... full force", ["Our harbours", "full force"], id="points"),
        pytest.param("Our harbours . . . full force", ["Our harbours", "full force"], id="spaced"),
        pytest.param("Our harbours … full … And", ["Our harbours", "full", "And"], id="two gaps"),
        pytest.param("… stay open …", ["stay open"], id="gaps at the ends"),
        pytest.param("met in Port […] We have a plan", None, id="too many paragraphs between"),
        pytest.param("full force … Our harbours", None, id="wrong order"),
    ],
)
def test_an_ellipsis_leaves_out_words(words, spans):
    check = check_quote(words, BRIEF)
    if spans is None:
        assert check.state != QuoteState.VERIFIED
    else:
        assert check.state == QuoteState.VERIFIED
        assert [BRIEF[start:end] for start, end in check.spans] == spans
        assert BRIEF[check.start : check.end] == check.exact


def test_an_ellipsis_of_the_source_is_no_gap():
    assert check_quote("We wait … and see", "He said: “We wait... and see.”").spans == ((10, 28),)


def test_a_gap_is_bounded():
    text = f"We begin. {'Filler. ' * 300} We end."
    assert check_quote("We begin. … We end.", text).state != QuoteState.VERIFIED


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        pytest.param("[w]e will close them", "we will close them", id="same letter"),
        pytest.param("[W]e will close them", "we will close them", id="other case"),
        pytest.param("if necessary, [W]e will", "if necessary, we will", id="within"),
        pytest.param("close them [the harbours] as we did", "close them as we did", id="insertion"),
        pytest.param("[They] close the straits", "close the straits", id="insertion at the start"),
        pytest.param("close the straits [again]?", "close the straits?", id="at the end"),
        pytest.param("patrol[s] will be", "patrols will be", id="within a word, there"),
        pytest.param("harbours[’] stay", "harbours stay", id="within a word, not there"),
        pytest.param(
            "the Grey Fleet [the smugglers of the north].",
            "the Grey Fleet [the smugglers of the north]",
            id="in the source in brackets",
        ),
        pytest.param("kept the [tolls] at", "kept the tolls at", id="in the source without"),
    ],
)
def test_brackets_mark_the_editors_hand(words, stands):
    assert exact(words) == stands


@pytest.mark.parametrize("source", ["[T]he end", "The end", "the end", "“[t]he end”"])
def test_a_bracketed_capital_is_found_in_any_form(source):
    assert check_quote("[T]he end", source).state == QuoteState.VERIFIED


@pytest.mark.parametrize(
    "words",
    [
        "patrols will be carried out, And if necessary, we will close them",
        "patrols will be carried out. And if necessary, we will close them",
        "patrols will be carried out And if necessary, we will close them",
    ],
)
def test_the_speaker_may_be_named_between_the_words(words):
    check = check_quote(words, BRIEF)
    assert check.state == QuoteState.VERIFIED
    assert [BRIEF[start:end] for start, end in check.spans] == [
        "patrols will be carried out,",
        "And if necessary, we will close them",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('"We go," he said, "and stay."', id="straight"),
        pytest.param("‘We go,’ he said, ‘and stay.’", id="single"),
        pytest.param("„We go“, sagte er, „and stay.“", id="German"),
        pytest.param("»We go«, sagte er, »and stay.«", id="inward guillemets"),
        pytest.param("« We go », dit-il, « and stay. »", id="French"),
        pytest.param("“We go” — he said — “and stay.”", id="dashes"),
        pytest.param("“We go,” Iran’s minister said.\n\n“and stay.”", id="next paragraph"),
        pytest.param("「We go,」と彼は言った。「and stay.」", id="corner brackets"),
    ],
)
def test_interruptions_in_the_marks_of_many_presses(text):
    assert len(check_quote("We go, and stay.", text).spans) == 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("We go “fast” and stay", id="a word in quotation marks left out"),
        pytest.param("We go « fast » and stay", id="a French one"),
        pytest.param('We go "fast" and stay', id="a straight one"),
        pytest.param(f"“We go,” {'he said, ' * 20} “and stay”", id="too long"),
        pytest.param("“We go.”\n\n“and stay”", id="two quotations"),
        pytest.param("“We go,” he said, and stay", id="the reporter's words"),
    ],
)
def test_what_is_no_interruption(text):
    assert check_quote("We go and stay", text).state != QuoteState.VERIFIED


def test_a_quotation_of_two_paragraphs_repeats_its_opening_mark():
    assert exact("at 2,000 crowns. We have a plan") == "at 2,000 crowns.\n\n“We have a plan"


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        pytest.param(
            "We have kept the tolls at 3,000 crowns.",
            [("delete", "2"), ("insert", "3")],
            id="a figure",
        ),
        pytest.param(
            "Our harbours never stay open with full force.", [("insert", " never")], id="not"
        ),
        pytest.param(
            "They close the straits.",
            [("delete", "they"), ("insert", "They"), ("delete", "?"), ("insert", ".")],
            id="?",
        ),
        pytest.param("“our harbours stay open”", [("delete", "Our"), ("insert", "our")], id="case"),
    ],
)
def test_altered_words_are_shown(words, changes):
    check = check_quote(words, BRIEF)
    assert check.state == QuoteState.ALTERED
    assert "".join(token.text for token in check.diff if token.op != "insert") == check.exact
    assert [(token.op, token.text) for token in check.diff if token.op != "equal"] == changes


def test_typography_is_no_alteration():
    check = check_quote("\"Critics call the 'harbour front' - a word the ministry avoids.\"", BRIEF)
    assert [(token.op, token.text) for token in check.diff if token.op != "equal"] == [
        ("delete", "term"),
        ("insert", "word"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("The lighthouse keepers were paid in silver.", id="never said"),
        pytest.param("open", id="a word"),
        pytest.param("", id="empty"),
        pytest.param(" […] “—” ", id="no word"),
        pytest.param("arbour", id="part of a word"),
    ],
)
def test_not_found(words):
    text = BRIEF.replace("open", "shut")
    check = check_quote(words, text)
    assert check.state == QuoteState.NOT_FOUND
    assert (check.spans, check.start, check.exact, check.diff) == ((), None, "", ())


def test_words_in_scripts_without_spaces_are_found_anywhere():
    assert exact("導彈計劃", "他說：「我們的導彈計劃不變。」") == "導彈計劃"


def test_persian_words_are_found_whatever_the_keyboard():
    text = "او گفت: «ما مذاکره نمی‌کنیم و کشور ما آزاد است.»"
    assert exact("ما مذاكره نمي‌كنيم", text) == "ما مذاکره نمی‌کنیم"


def test_of_two_places_the_nearer_is_taken():
    text = "We go. " + "Filler. " * 9 + "We go."
    assert check_quote("We go", text).start == 0
    assert check_quote("We go", text, near=70).start == text.rindex("We go")


def test_the_selector_leads_to_the_words():
    check = check_quote("we will close them", BRIEF)
    assert BRIEF.index(check.prefix + check.exact + check.suffix) == check.start - len(check.prefix)
    assert 32 <= len(check.prefix) <= 64
    assert 32 <= len(check.suffix) <= 64
    assert BRIEF[slice(*check.paragraph)].startswith("“Our harbours stay open")
    assert BRIEF[slice(*check.paragraph)].endswith("she added.")


TOKENS = st.lists(
    st.sampled_from(
        [
            "we",
            "We",
            "will",
            "go.",
            "no,",
            "“so”",
            "don’t",
            "—",
            "[a]",
            "…",
            "مي‌رود",
            "é",
            "a-b",
            "?",
        ]
    ),
    min_size=1,
    max_size=25,
)


@given(TOKENS, st.sampled_from([" ", "\n\n", "\u00a0", "  "]), st.data())
def test_every_part_of_a_text_is_found_in_it(tokens, space, data):
    start = data.draw(st.integers(0, len(tokens) - 1))
    end = data.draw(st.integers(start + 1, len(tokens)))
    words = " ".join(token for token in tokens[start:end] if token not in ("…", "[a]"))
    text = space.join(token for token in tokens if token not in ("…", "[a]"))
    check = check_quote(words, text)
    if any(character.isalnum() for character in words):
        assert check.state == QuoteState.VERIFIED
        assert bare(normalize(text[check.start : check.end]).text) == bare(normalize(words).text)


def bare(text):
    return text.replace("“", '"').replace('""', '"').strip(' ,.-"')


@pytest.mark.parametrize("text", ["", "0", "Something else."])
def test_an_insertion_alone_quotes_nobody(text):
    assert check_quote("[so]", text).state == QuoteState.NOT_FOUND


@given(st.text(max_size=60), st.text(max_size=200), st.none() | st.integers())
def test_any_text_can_be_checked(words, text, near):
    check = check_quote(words, text, near=near)
    assert 0 <= check.score <= 1
    assert all(0 <= start < end <= len(text) for start, end in check.spans)


@given(TOKENS.map(" ".join), TOKENS.map("\n".join))
def test_any_words_can_be_checked(words, text):
    check = check_quote(words, text)
    assert (check.state == QuoteState.NOT_FOUND) == (check.start is None)
    assert (check.state == QuoteState.ALTERED) == bool(check.diff)


def test_long_texts_are_checked_in_bounded_time():
    text = BRIEF * 250
    begun = time.perf_counter()
    check_quote("we will close them, and the lighthouses … and a plan for the lamps", text)
    assert time.perf_counter() - begun < 5
