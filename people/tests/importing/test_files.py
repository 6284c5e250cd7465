"""Files of open data are opened within limits, and say where they are wrong."""

import pytest

from people.importing import files
from people.importing.files import read_json, read_rows, read_yaml
from people.importing.found import UnreadableFileError


def refused(read, raw):
    with pytest.raises(UnreadableFileError) as caught:
        list(read(raw) or [])
    return str(caught.value)


@pytest.mark.parametrize("read", [read_json, read_yaml, read_rows])
@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "The file is empty."),
        (b" \n\t\n", "The file is empty."),
        (b"\xff\xfea\x00", "line 1: The file is not encoded as UTF-8. Save it as UTF-8."),
        ("a,b\nSã".encode("latin-1"), "line 2: The file is not encoded as UTF-8."),
    ],
)
def test_a_file_that_is_no_text_is_refused(read, raw, message):
    assert refused(read, raw).startswith(message)


def test_a_byte_order_mark_is_no_part_of_the_first_name():
    assert read_json(b'\xef\xbb\xbf{"a": "b"}') == {"a": "b"}
    assert list(read_rows(b"\xef\xbb\xbfa,b\n1,2\n")) == [("row 2", {"a": "1", "b": "2"})]


def test_a_file_that_is_too_large_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(files, "MOST_YAML_BYTES", 10)
    assert refused(read_yaml, b"a: " + b"b" * 8) == (
        "The file has 11 bytes; at most 10 are read. Split it."
    )


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b'{"a": \n [1, 2', "line 2, column 7: This is not JSON"),
        (b'{"a": NaN}', "This is not JSON: NaN is no value."),
        (b"[" * 100_000, "line 1: Lists and objects stand in one another more than 40 deep."),
        (b'{"a":' * 50 + b"1" + b"}" * 50, "line 1: Lists and objects stand"),
    ],
)
def test_json_that_is_wrong_or_hostile_is_refused(raw, message):
    assert refused(read_json, raw).startswith(message)


def test_brackets_in_the_text_of_json_do_not_count():
    assert read_json(b'["' + b"[" * 1_000 + rb"\"" + b"[" * 1_000 + b'"]')[0].count("[") == 2_000


def test_quotation_marks_that_never_close_take_no_longer_than_others():
    # Looked at again from each mark, a file of this size would take hours.
    assert refused(read_json, b'"' + b'\\"' * 1_000_000).startswith("line 1")


def test_numbers_of_a_million_digits_are_not_computed():
    assert len(read_json(b"[" + b"9" * 1_000_000 + b"]")[0]) == 400


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"a: [1, 2\nb: 3", "line 2, column 2: This is not YAML"),
        (b"a: &x [1]\nb: *x", "line 2: Aliases (*name) are not read. Write it out."),
        (b"a: !!python/object/apply:os.system [echo]", "line 1: Tags (!name) are not read."),
        (b"a: !!int 1", "line 1: Tags (!name) are not read."),
        (b"--- a\n--- b\n", "line 2: There is more than one document in it."),
        (b"[" * 5_000, "line 1: It nests more than 40 deep."),
    ],
)
def test_yaml_that_is_wrong_or_hostile_is_refused(raw, message):
    assert refused(read_yaml, raw).startswith(message)


def test_a_bomb_of_aliases_is_refused_before_anything_is_built():
    lines = ["a0: &a0 [lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    assert "Aliases" in refused(read_yaml, "\n".join(lines).encode())


def test_yaml_keeps_what_looks_like_a_number_or_a_day_as_text():
    assert read_yaml(b"thomas: 00172\nbirthday: 1958-10-13\nstate: NO\n") == {
        "thomas": "00172",
        "birthday": "1958-10-13",
        "state": "NO",
    }


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_are_parted_by_what_parts_the_header(delimiter):
    raw = delimiter.join(["a", "b", "c"]) + "\n" + delimiter.join(['"x, y; z"', "2", ""]) + "\n\n"
    assert list(read_rows(raw.encode())) == [("row 2", {"a": "x, y; z", "b": "2", "c": ""})]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"a,a\n1,2\n", "row 1: a: Two columns have this name. Rename one."),
        (b"a,b\n1,2,3\n", "row 2: This row has 3 cells and the header 2. Put text that holds"),
        (b'a,b\n"1"x,2\n', "line 2: This is not CSV"),
        (b"a" + b",b" * 300, "row 1: There are 301 columns; at most 200 are read."),
        (b"a,b\n" + b"x" * 200_000 + b",1\n", "line 2: This is not CSV: field larger than"),
    ],
)
def test_csv_that_is_wrong_or_hostile_is_refused(raw, message):
    assert refused(read_rows, raw).startswith(message)


def test_more_rows_than_are_read_are_refused(monkeypatch):
    monkeypatch.setattr(files, "MOST_ROWS", 3)
    assert refused(read_rows, b"a\n1\n2\n3\n") == "There are more than 3 rows. Split the file."
