"""What cells mean, and what is said where they mean nothing."""

import pytest

from people.tables import Row
from statements.importing.fields import field_named
from statements.importing.mapping import Mapping, guess
from statements.importing.values import RowError, readable, unquoted, values_of


def read(mapping=None, constants=None, order="", **cells):
    names = tuple(cells)
    row = Row(7, list(cells.values()))
    constants = {"kind": "by_marks", "language": "en", "status": "draft"} | (constants or {})
    return values_of(row, Mapping(names, constants, order), names)


def refused(**cells):
    with pytest.raises(RowError) as caught:
        read(**cells)
    return caught.value.column, caught.value.value, caught.value.message


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Quote", "text"),
        ("Said_On", "said_on"),
        ("DATE ", "said_on"),
        ("Source – address", "source_url"),
        ("public_id", "public_id"),
        ("address", ""),
        ("speaker_address", ""),
        ("shoe size", ""),
    ],
)
def test_headings_are_understood(heading, field):
    assert field_named(heading) == field


def test_a_field_is_guessed_once():
    assert guess(["quote", "statement", "who"]).columns == ("text", "", "speaker")


@pytest.mark.parametrize(
    ("text", "words", "is_quoted"),
    [
        ("“We will.”", "We will.", True),
        ('"We will."', "We will.", True),
        ("«Oui»", "Oui", True),
        ("„Ja“", "Ja", True),
        ("We will.", "We will.", False),
        ('"No," he said, "never."', '"No," he said, "never."', False),
        ("“", "“", False),
    ],
)
def test_marks_around_all_words_are_taken_off(text, words, is_quoted):
    assert unquoted(text) == (words, is_quoted)


@pytest.mark.parametrize(
    ("name", "told"),
    [("barack-obama", "Barack Obama"), ("Anna  Lindqvist", "Anna Lindqvist"), ("GaGOP", "GaGOP")],
)
def test_slugs_become_names(name, told):
    assert readable(name) == told


def test_the_kind_follows_the_marks_unless_it_is_said():
    assert read(text="“Yes.”", speaker="Anna")["kind"] == "direct"
    assert read(text="Says yes.", speaker="Anna")["kind"] == "indirect"
    assert read(text="Yes.", speaker="Anna", kind="Direct quote")["kind"] == "direct"


@pytest.mark.parametrize(
    ("day", "order", "said_on"),
    [
        ("2020-03-04", "", "2020-03-04"),
        ("4 March 2020", "", "2020-03-04"),
        ("13/04/2020", "", "2020-04-13"),
        ("03/04/2020", "day", "2020-04-03"),
        ("03/04/2020", "month", "2020-03-04"),
        ("13.4.2020", "month", "2020-04-13"),
        ("2020-03-04 09:30:00", "", "2020-03-04"),
        ("2020-03-04T09:30:00Z", "", "2020-03-04"),
        ("Dec 2017", "", "2017-12"),
        ("c. 2015", "", "2015~"),
    ],
)
def test_mixed_dates(day, order, said_on):
    assert read(text="Yes.", speaker="Anna", said_on=day, order=order)["said_on"] == said_on


def test_a_date_of_two_readings_is_refused_with_both():
    column, value, message = refused(text="Yes.", speaker="Anna", said_on="03/04/2020")
    assert (column, value) == ("said_on", "03/04/2020")
    assert "3 April 2020 or 4 March 2020" in message


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"text": " ", "speaker": "Anna"}, "Words", "no words"),
        ({"text": "“ ”", "speaker": "Anna"}, "Words", "no words"),
        ({"text": "Yes.", "speaker": ""}, "Speaker", "Nobody is named"),
        ({"text": "Yes.", "speaker": "A" * 201}, "speaker", "longer than 200"),
        ({"text": "Yes.", "speaker": "Anna", "kind": "sung"}, "kind", "A kind is"),
        ({"text": "Yes.", "speaker": "Anna", "status": "published"}, "Status", "curator publishes"),
        ({"text": "Yes.", "speaker": "Anna", "status": "so-so"}, "status", "draft or in review"),
        ({"text": "Yes.", "speaker": "Anna", "language": "Elvish!"}, "language", "is no language"),
        ({"text": "Yes.", "speaker": "Anna", "source_url": "no url"}, "source_url", ""),
        ({"text": "Yes.", "speaker": "Anna", "document": "Report"}, "Outlet", "needs its outlet"),
        ({"text": "Yes.", "speaker": "Anna", "topics": "t" * 121}, "topics", "at most 120"),
        ({"text": "Yes.", "public_id": "none"}, "public_id", "ten letters"),
        ({"text": "w" * 100_001, "speaker": "Anna"}, "text", "at most 100,000"),
    ],
)
def test_a_refusal_names_the_column_and_the_cure(cells, column, message):
    told = refused(**cells)
    assert told[0] == column
    assert message in told[2]


def test_a_row_of_too_many_cells_is_refused():
    with pytest.raises(RowError, match="5 cells, the table 2 columns"):
        values_of(
            Row(3, ["Yes.", "Anna", "", "x", ""]),
            Mapping(("text", "speaker")),
            ("text", "speaker"),
        )


def test_a_row_that_ends_early_lacks_its_last_cells():
    mapping = Mapping(("text", "speaker", "note"))
    values = values_of(Row(3, ["Yes.", "Anna"]), mapping, ("a", "b", "c"))
    assert values == {"text": "Yes.", "speaker": "Anna"}


def test_topics_are_parted_and_made_readable():
    assert read(text="Yes.", speaker="A", topics="energy,job-accomplishments, energy")[
        "topics"
    ] == ["Energy", "Job accomplishments"]
    assert read(text="Yes.", speaker="A", topics="War, peace; Trade")["topics"] == [
        "War, peace",
        "Trade",
    ]


def test_languages_have_names_too():
    assert read(text="بله", speaker="A", language="Persian")["language"] == "fa"
    assert read(text="Yes", speaker="A", language="EN_GB")["language"] == "en-GB"


def test_an_update_takes_only_what_its_row_says():
    values = read(public_id="https://on.example/statements/0123456789/", note="Corrected.")
    assert values == {"public_id": "0123456789", "note": "Corrected."}


def test_constants_fill_empty_cells():
    values = read(text="Yes.", speaker="Anna", said_on="", constants={"said_on": "2020"})
    assert values["said_on"] == "2020"


def test_tracking_parameters_go():
    values = read(
        text="Yes.", speaker="A", source_url="https://Daily.example/a?utm_source=x", outlet="Daily"
    )
    assert values["source_url"] == "https://daily.example/a"


@pytest.mark.parametrize(
    ("columns", "fault"),
    [
        (("speaker",), "which column holds the words"),
        (("text",), "which column holds the speaker"),
        (("text", "text", "speaker"), "Two columns are given as “Words”"),
    ],
)
def test_a_mapping_that_cannot_work_says_so(columns, fault):
    assert fault in Mapping(columns).faults()[0]
