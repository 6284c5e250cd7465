"""Tables as text, as people save them: encodings, delimiters, quotation marks."""

import pytest

from people.tables import Choices, TableError
from people.tests.tables.files import cells, read

TABLE = "speaker,words\nAnna Lindqvist,Tak for ordet\nJosé Núñez,Niño — “sí”\n"


@pytest.mark.parametrize(
    ("encoding", "mark", "told"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("cp1252", b"", "cp1252"),
    ],
)
def test_the_encoding_is_found_and_told(encoding, mark, told):
    found, rows, _ = read(mark + TABLE.encode(encoding))
    assert rows[2].cells == ["José Núñez", "Niño — “sí”"]
    assert found.encoding == told


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Министр,Мы сдержим слово и выполним договор\nПосол,Переговоры продолжаются\n"),
        ("cp1256", "الوزير,سوف نفي بوعودنا ونحترم الاتفاق\nالسفير,المفاوضات مستمرة اليوم\n"),
    ],
)
def test_older_encodings_are_guessed(encoding, text):
    assert cells(text.encode(encoding))[0] == text.partition("\n")[0].split(",")


def test_a_chosen_encoding_holds_and_must_fit():
    raw = "день,да".encode("koi8-r")
    assert cells(raw, choices=Choices(encoding="koi8-r")) == [["день", "да"]]
    with pytest.raises(TableError, match="Line 2 is not written in ascii"):
        read("a,b\né,b\n".encode(), choices=Choices(encoding="ascii"))
    with pytest.raises(TableError, match="no encoding “klingon”"):
        read(raw, choices=Choices(encoding="klingon"))


@pytest.mark.parametrize("delimiter", ["\t", ",", ";", "|"])
def test_the_delimiter_is_found(delimiter):
    lines = ["speaker", "words"], ["Anna", "1.000 ships"], ["Bo", "no"]
    raw = "\n".join(delimiter.join(line) for line in lines).encode()
    found, rows, _ = read(raw)
    assert found.delimiter == delimiter
    assert [row.cells for row in rows] == [list(line) for line in lines]


def test_commas_in_sentences_are_no_delimiters():
    raw = b"Anna\tYes, we will, soon\nBo\tNo, never, ever\nCy\tYes, no\n"
    assert read(raw)[0].delimiter == "\t"


def test_what_excel_says_of_the_delimiter_is_believed():
    found, rows, _ = read(b"sep=;\r\na,b;c\r\n")
    assert found.delimiter == ";"
    assert (rows[0].number, rows[0].cells) == (2, ["a,b", "c"])


def test_by_the_rules_a_cell_may_hold_lines_and_marks():
    raw = b'speaker,words\r\nAnna,"First,\r\nthen ""yes"""\r\nBo,no\r\n'
    rows = read(raw)[1]
    assert rows[1].cells == ["Anna", 'First,\nthen "yes"']
    assert [row.number for row in rows] == [1, 2, 4]


def test_stray_quotation_marks_swallow_nothing():
    lines = [
        "1\tAnna\tHe said no",
        '2\tBo\t"Under the plan," he said, "we win',
        '3\tCy\t"All of it."',
        '4\tDi\t"never closed',
        '5\tEd\tor "within" it',
    ]
    found, rows, _ = read("\n".join(lines).encode(), "said.tsv")
    assert [row.number for row in rows] == [1, 2, 3, 4, 5]
    assert rows[1].cells[2] == '"Under the plan," he said, "we win'
    assert rows[2].cells[2] == "All of it."
    assert rows[3].cells[2] == '"never closed'
    assert "every line" in found.notes[0]
    assert not any(row.fault for row in rows)


def test_marks_that_do_not_pair_are_told_at_their_line():
    raw = b'a,b\n"one,two",x\n"broken,two,three"y\nlast,"one\nof two"\n' + b"c,d\n" * 9
    rows = read(raw)[1]
    assert [(row.number, row.fault) for row in rows if row.fault] == [
        (3, "Its quotation marks do not pair: correct them.")
    ]
    assert rows[3].cells == ["last", "one\nof two"]


def test_a_null_byte_is_refused_with_its_line():
    with pytest.raises(TableError, match="Line 2 holds a null byte"):
        read(b"a,b\nc\0,d\n" + b"e,f\n" * 2000)


def test_a_formula_is_refused_in_its_row_alone():
    rows = read(b'a,b\n=HYPERLINK("http://x.example"),b\nc,d\n')[1]
    assert rows[1].fault.startswith("Column A is a formula (=HYPERLINK(")
    assert not rows[2].fault


def test_what_our_exports_disarm_comes_back_as_it_was():
    assert cells(b"a,b\n'=1+1,'-5 degrees\n")[1] == ["=1+1", "-5 degrees"]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "There is nothing in the file."),
        (b"\n \n", "There is nothing in the file."),
        (b"%PDF-1.7 ...", "This is a PDF"),
        (b"<!DOCTYPE html><table>", "This is a web page"),
        (b"a," * 1000, "Row 1 has 1,001 cells"),
        (b"x,y\n" + b"w" * 600_000 + b",z\n", "Row 2, column A has 600,000 characters"),
        (b"x,y\n" + b"w" * 3_000_000, "Line 2 has 3,000,000 characters"),
    ],
    ids=["empty", "blank", "pdf", "html", "columns", "cell", "line"],
)
def test_what_is_no_table_is_refused_in_one_line(raw, message):
    with pytest.raises(TableError, match=message) as caught:
        read(raw)
    assert "\n" not in str(caught.value)


def test_a_million_columns_are_refused():
    with pytest.raises(TableError, match=r"columns are read|characters"):
        read(b"a," * 1_000_000)


def test_a_large_file_is_read_row_by_row():
    line = "Anna Lindqvist\tWe will keep our word, whatever they say of us\t2020-01-02\n"
    raw = line.encode() * 100_000
    _, rows, _ = read(raw, "large.tsv")
    assert len(rows) == 100_000
    assert rows[-1].number == 100_000
