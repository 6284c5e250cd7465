"""Workbooks: values as they were saved, and attacks that end within bounds."""

import datetime
import io
import zipfile

import openpyxl
import pytest

from people.tables import Choices, TableError
from people.tests.tables.files import cells, ods, read, saved, with_part, xlsx

SHEET = "xl/worksheets/sheet1.xml"


def test_values_are_told_as_text_and_dates_as_dates():
    day = datetime.datetime(2020, 1, 2)  # noqa: DTZ001 - as cells are
    raw = xlsx(["words", "day", "number"], ["“Sí”", day, 3], ["No", day.replace(hour=4), 2.5])
    assert cells(raw, "said.xlsx") == [
        ["words", "day", "number"],
        ["“Sí”", "2020-01-02", "3"],
        ["No", "2020-01-02 04:00:00", "2.5"],
    ]


def test_rows_keep_the_numbers_of_the_sheet():
    raw = xlsx([], [], ["words", "speaker"], ["Yes", "Anna"])
    rows = [row for row in read(raw)[1] if not row.is_blank]
    assert [row.number for row in rows] == [3, 4]


def test_merged_titles_and_groups_make_one_header():
    raw = xlsx(
        ["Statements of the ministry", None, None, None],
        ["Said", None, "Source", None],
        ["speaker", "words", "outlet", "address"],
        ["Anna", "Yes", "Daily", "https://daily.example/1"],
        merge=("A1:D1", "A2:B2", "C2:D2"),
    )
    _, _, header = read(raw)
    assert header.number == 3
    assert header.names == (
        "Said – speaker",
        "Said – words",
        "Source – outlet",
        "Source – address",
    )


def test_the_sheet_is_chosen_or_the_first_that_is_filled():
    book = openpyxl.Workbook()
    book.active.title = "Empty"
    book.create_sheet("One").append(["one"])
    book.create_sheet("Two").append(["two"])
    found, rows, _ = read(saved(book))
    assert (found.sheet, found.sheets) == ("One", ("Empty", "One", "Two"))
    assert "there are others" in found.notes[0]
    assert rows[0].cells == ["one"]
    assert cells(saved(book), choices=Choices(sheet="Two")) == [["two"]]
    with pytest.raises(TableError, match="no sheet “Three”"):
        read(saved(book), choices=Choices(sheet="Three"))


def test_a_formula_without_its_result_is_refused_in_its_row():
    rows = read(xlsx(["words", "day"], ["Yes", "=TODAY()"], ["No", "2020"]))[1]
    assert rows[1].fault.startswith("B2 is a formula that was never computed")
    assert not rows[2].fault


def test_a_formula_with_its_result_is_its_result():
    raw = with_part(
        xlsx(["words"], ["=1+1"]), SHEET, lambda part: part.replace(b"<v></v>", b"<v>2</v>")
    )
    raw = with_part(raw, SHEET, lambda part: part.replace(b"<v />", b"<v>2</v>"))
    _, rows, _ = read(raw)
    assert (rows[1].cells, rows[1].fault) == (["2"], "")


def test_an_error_value_is_refused_in_its_row():
    rows = read(xlsx(["words", "day"], ["Yes", "#N/A"]))[1]
    assert rows[1].fault == "B2 is an error, not a value."


def test_an_ods_is_read_too():
    rows = read(ods(["speaker", "words"], ["Anna", "“Oui”"]), "said.ods")[1]
    assert [row.cells for row in rows] == [["speaker", "words"], ["Anna", "“Oui”"]]


@pytest.mark.parametrize("name", [SHEET, "xl/styles.xml", "xl/workbook.xml"])
def test_external_entities_are_refused(name):
    attack = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    raw = with_part(xlsx(["words"], ["&e;"]), name, lambda part: attack + part)
    with pytest.raises(TableError, match="defines entities"):
        read(raw, "attack.xlsx")


def test_entities_in_an_ods_are_refused():
    raw = with_part(
        ods(["words"]), "content.xml", lambda part: part.replace(b"?>", b"?><!DOCTYPE x []>", 1)
    )
    with pytest.raises(TableError, match="defines entities"):
        read(raw, "attack.ods")


def test_a_bomb_is_refused_before_it_is_unpacked():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        package.writestr(SHEET, "<worksheet/>")
        # What the package says of its part, and whoever unpacks it relies on.
        package.infolist()[0].file_size = 2_000_000_000
    with pytest.raises(TableError, match="larger than any table"):
        read(kept.getvalue(), "bomb.xlsx")


def test_more_than_the_memory_allowed_ends_in_one_line():
    rows = [[f"{number} " + "words " * 20 for _ in range(20)] for number in range(2_000)]
    with pytest.raises(TableError, match="memory"):
        read(xlsx(*rows), memory=60_000_000)


def test_two_far_corners_are_no_table():
    book = openpyxl.Workbook()
    book.active["A1"] = "one"
    book.active["XFD1048576"] = "two"
    with pytest.raises(TableError, match=r"16,384 columns|memory"):
        read(saved(book))


@pytest.mark.parametrize("cut", [100, 2_000])
def test_a_damaged_file_says_so(cut):
    with pytest.raises(TableError, match="damaged"):
        read(xlsx(["words"] * 10, ["yes"] * 10)[:cut], "cut.xlsx")


def test_a_package_that_is_no_workbook_is_refused():
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        package.writestr("readme.txt", "hello")
    with pytest.raises(TableError, match="damaged"):
        read(kept.getvalue(), "said.xlsx")
