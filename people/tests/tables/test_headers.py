"""Which row names the columns."""

import pytest

from people.tests.tables.files import read


@pytest.mark.parametrize(
    ("raw", "number", "names"),
    [
        (b"speaker,words\nAnna,Yes we will.\n", 1, ("speaker", "words")),
        (b"2635.json,Says it is so.\n99.json,No.\n", 0, ("A", "B")),
        (b"Statements 2024,\n\nspeaker,words\nAnna,Yes.\n", 3, ("speaker", "words")),
        (b"name,name\nAnna,Yes.\n", 0, ("A", "B")),
        (b"speaker,\nAnna,Yes.\n", 0, ("A", "B")),
        (b"one,two,three,four,\n1,2,3,4,5\n", 1, ("one", "two", "three", "four", "E")),
        (b"words\nWe will.\n", 1, ("words",)),
        (b"1,2\n3,4\n", 0, ("A", "B")),
    ],
    ids=[
        "plain",
        "none",
        "below a title",
        "twice",
        "one name of two",
        "one missing",
        "one",
        "numbers",
    ],
)
def test_the_header_is_found(raw, number, names):
    _, _, header = read(raw)
    assert (header.number, header.names) == (number, names)
