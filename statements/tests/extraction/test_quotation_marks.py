import pytest

from statements.extraction.quotation_marks import find_quotations


def quoted(text):
    return [text[found.start : found.end] for found in find_quotations(text)]


@pytest.mark.parametrize(
    "text",
    [
        "“a b”",
        '"a b"',
        "''a b''",
        "``a b''",
        "«a b»",
        "« a b »",
        "„a b“",
        "„a b”",
        "‘a b’",
        "'a b'",
    ],
)
def test_every_pair_of_marks_is_known(text):
    assert quoted(f"He said {text} to us.") == [text]


def test_single_marks_are_apostrophes_where_double_ones_quote():
    assert quoted("“It’s the crew’s,” he said, ‘n’ left.") == ["“It’s the crew’s,”"]


def test_a_nested_quotation_belongs_to_the_outer_one():
    assert quoted("“He said ‘no’ twice,” she said.") == ["“He said ‘no’ twice,”"]


def test_inches_and_stray_marks_open_nothing():
    assert quoted("He stood 6'2\" tall.") == []


def test_a_paragraph_that_reopens_continues_the_one_left_open():
    text = "“One.\n\n“Two.”\n\n“Three.”"

    first, second, third = find_quotations(text)

    assert (first.is_closed, second.is_continued, third.is_continued) == (False, True, False)


def test_a_missing_closing_mark_ends_with_its_paragraph():
    text = "“One, two.\n\nThree."

    (found,) = find_quotations(text)

    assert text[found.start : found.end] == "“One, two."
    assert not found.is_closed
