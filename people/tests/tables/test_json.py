"""Tables as JSON: objects in a list or a line each."""

import json

import pytest

from people.tables import TableError
from people.tests.tables.files import read


def test_objects_in_a_list_name_the_columns():
    raw = json.dumps([{"words": "Sí", "topics": ["a", "b"]}, {"words": "No", "day": 2020}])
    found, rows, header = read(raw.encode(), "said.json")
    assert header.names == found.names == ("words", "topics", "day")
    assert [row.cells for row in rows] == [["Sí", "a; b", ""], ["No", "", "2020"]]


@pytest.mark.parametrize(
    "raw",
    [
        b'{"words": "yes"}\n{"words": "no"}\n',
        b'{"statements": [{"words": "yes"}, {"words": "no"}]}',
        b'\xef\xbb\xbf[{"words": "yes"}, {"words": "no"}]',
    ],
    ids=["lines", "in an object", "with a mark"],
)
def test_other_shapes_are_read_too(raw):
    rows = read(raw, "said.json")[1]
    assert [row.cells for row in rows] == [["yes"], ["no"]]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b'[{"a": 1},\n{"a" 2}]', "Line 2 is not JSON"),
        (b'{"a": 1}\n{"a": \n', "Line 2 is not JSON"),
        (b"[]", "nothing in the file"),
        (b'"words"', "is no table"),
        (b"[" * 100_000, "memory|not JSON"),
        (json.dumps([{f"k{n}": n for n in range(1000)}]).encode(), "500 different keys"),
    ],
    ids=["broken list", "broken line", "empty", "a text", "deep", "keys"],
)
def test_other_json_is_refused(raw, message):
    with pytest.raises(TableError, match=message):
        read(raw, "said.json")


def test_a_row_of_another_shape_is_told():
    rows = read(b'[{"a": 1}, [2]]', "said.json")[1]
    assert rows[1].fault == "It is no object like the others."
