"""The words of a proposal: joined, moved, cut; and the text with its marks."""

import pytest

from statements.desk.spans import (
    marked,
    moved,
    normalized,
    places_to_split,
    split,
    trimmed,
    words_of,
)

TEXT = "He came. “We agreed,” she said, “and left.” Then he went.\n\nA new day began."


def at(words, text=TEXT):
    start = text.index(words)
    return (start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We agreed.”", "We agreed."),
        ('"We agreed."', "We agreed."),
        ("« Nous partons »", "Nous partons"),
        ("„Wir gehen.“", "Wir gehen."),
        ("‘The boys’ house’", "The boys’ house"),
        ("“We agreed.", "We agreed."),
        ("We agreed.”", "We agreed."),
        ("“X”.", "X"),
        (
            "“inherently capable” and “in defiance of” it",
            "“inherently capable” and “in defiance of” it",
        ),
        ("Iran and the “resistance front”", "Iran and the “resistance front”"),
        ("the boys’", "the boys’"),
    ],
)
def test_only_the_marks_around_the_whole_go(text, words):
    assert words_of(text, [(0, len(text))]) == words


def test_words_that_stand_apart_are_joined():
    assert words_of(TEXT, [at("“We agreed,”"), at("“and left.”")]) == "We agreed, and left."


def test_spans_that_touch_become_one():
    assert normalized([(5, 9), (0, 3), (3, 4), (8, 12)]) == [(0, 4), (5, 12)]


@pytest.mark.parametrize(
    ("edge", "way", "unit", "expected"),
    [
        ("start", "wider", "word", "came. “We agreed,”"),
        ("start", "narrower", "word", "We agreed,”"),
        ("end", "wider", "word", "“We agreed,” she"),
        ("end", "narrower", "word", "“We agreed"),
        ("start", "wider", "sentence", "He came. “We agreed,”"),
        ("end", "wider", "sentence", "“We agreed,” she said, “and left.”"),
    ],
)
def test_one_end_is_moved(edge, way, unit, expected):
    [(start, end)] = moved(TEXT, [at("“We agreed,”")], edge=edge, way=way, unit=unit)
    assert TEXT[start:end] == expected


def test_words_go_one_by_one_once_their_marks_are_gone():
    start, end = at("We agreed")
    [narrowed] = moved(TEXT, [(start, end)], edge="end", way="narrower", unit="word")
    assert TEXT[slice(*narrowed)] == "We"
    assert moved(TEXT, [narrowed], edge="end", way="wider", unit="word") == [(start, end)]


def test_an_end_stays_where_it_cannot_move():
    assert moved(TEXT, [(0, 2)], edge="start", way="wider", unit="word") == [(0, 2)]
    assert moved(TEXT, [(0, 2)], edge="end", way="narrower", unit="word") == [(0, 2)]


def test_a_widened_span_swallows_the_gap_before_the_next():
    spans = [at("“We agreed,”"), at("“and left.”")]
    assert moved(TEXT, spans[:1], edge="end", way="wider", unit="sentence") == [
        (spans[0][0], spans[1][1])
    ]


def test_gaps_come_before_sentences_and_clauses_among_the_places_to_split():
    whole = "One came. Two, three left. “Four” she said “five”"
    spans = [(0, 33), (43, 49)]
    places = places_to_split(whole, spans)
    assert places[0] == 43
    assert [whole[place:][:3] for place in places[1:]] == ["Two", "“Fo", "thr"]


def test_a_split_gives_both_sides():
    before, after = split([(0, 9), (12, 20)], 5)
    assert (before, after) == ([(0, 5)], [(5, 9), (12, 20)])


def test_white_space_at_the_ends_is_left_out():
    assert trimmed("ab  cd ", [(0, 4), (4, 7), (2, 4)]) == [(0, 2), (4, 6)]


def test_the_text_is_cut_at_marks_and_the_current_one_is_on_top():
    paragraphs = marked(TEXT, {1: [at("“We agreed,”")], 2: [at("“We agreed,” she said")]}, on_top=2)
    assert [(s.text, s.key, s.is_first) for s in paragraphs[0]] == [
        ("He came. ", None, False),
        ("“We agreed,”", 2, True),
        (" she said", 2, False),
        (", “and left.” Then he went.", None, False),
    ]
    assert [stretch.text for stretch in paragraphs[1]] == ["A new day began."]
