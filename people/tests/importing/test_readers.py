"""Each format is read into the same rows: nothing invented, each fault with its place and cure."""

import json
from datetime import date

import pytest

from people.importing.congress import read_congress
from people.importing.found import FoundName, FoundTenure, Options, UnreadableFileError
from people.importing.popolo import read_popolo
from people.importing.wikidata import read_office_holders, read_offices
from people.partial_dates import PartialDate

TODAY = date(2026, 5, 1)


def day(text):
    return PartialDate.parse(text)


# Popolo


def popolo(**lists):
    base = {
        "organizations": [{"id": "r", "name": "Riigikogu", "classification": "legislature"}],
        "persons": [{"id": "p", "name": "Anna Tamm"}],
    }
    return json.dumps({**base, **lists}).encode()


def read_p(raw, **options):
    return read_popolo(raw, Options(today=TODAY, **options))


def test_popolo_persons_come_with_names_dates_and_ids():
    person = {
        "id": "p",
        "name": "Anna Tamm",
        "family_name": "Tamm",
        "given_name": "Anna",
        "birth_date": "1960-05",
        "death_date": "2001",
        "summary": "Estonian lawyer.",
        "other_names": [
            {"name": "Анна Тамм", "lang": "ru", "note": "multilingual"},
            {"name": "Anna Tamm", "lang": "en"},
            {"name": "Anna Mets", "end_date": "1980"},
            {"name": "Ann Tamm", "lang": "de"},
            {"name": "Ann Tamm", "lang": "fr"},
        ],
        "identifiers": [{"scheme": "ETIS_ee", "identifier": "17"}],
    }
    found = read_p(popolo(persons=[person]), source="estonia").people["p"]
    assert (found.name, found.sort_name) == ("Anna Tamm", "Tamm, Anna")
    assert (found.born, found.died) == (day("May 1960"), day("2001"))
    assert found.description == "Estonian lawyer."
    assert found.names == (
        FoundName("Анна Тамм", "translation", "ru"),
        FoundName("Anna Mets", "former", ""),
        FoundName("Ann Tamm", "other", ""),
    )
    assert [(i.scheme, i.value) for i in found.identifiers] == [("etis-ee", "17")]


def test_popolo_keeps_the_files_own_id_of_what_has_no_other():
    found = read_p(popolo(), source="estonia")
    assert [(i.scheme, i.value) for i in found.people["p"].identifiers] == [("estonia", "p")]
    assert read_p(popolo()).people["p"].identifiers == ()


def test_popolo_posts_become_offices_and_memberships_tenures():
    found = read_p(
        popolo(
            posts=[{"id": "s", "label": "Speaker", "organization_id": "r"}],
            memberships=[
                {"person_id": "p", "post_id": "s", "start_date": "2011", "end_date": "2012-03"},
                {"person_id": "p", "organization_id": "r", "role": "member"},
            ],
        )
    )
    assert [office.title for office in found.offices.values()] == ["Speaker", "Member"]
    assert found.tenures == [
        FoundTenure("memberships[0]", "p", "s", day("2011"), day("March 2012")),
        FoundTenure("memberships[1]", "p", "r/member"),
    ]


@pytest.mark.parametrize(
    ("own", "start", "end"),
    [
        ({}, "2011-03-27", "2015-03-23"),
        ({"start_date": "2012-01-01"}, "2012-01-01", "2015-03-23"),
        # Left before the period, whatever that means: the period's start is not this one's.
        ({"end_date": "2010-01-01"}, None, "2010-01-01"),
        ({"start_date": "2016-01-01"}, "2016-01-01", None),
    ],
)
def test_popolo_periods_lend_the_days_that_a_membership_lacks(own, start, end):
    period = {"id": "t", "name": "12th", "start_date": "2011-03-27", "end_date": "2015-03-23"}
    member = {"person_id": "p", "organization_id": "r", "legislative_period_id": "t", **own}
    tenure = read_p(popolo(events=[period], memberships=[member])).tenures[0]
    assert tenure.start == (day(start) if start else None)
    assert tenure.end == (day(end) if end else None)
    assert tenure.note == "12th"
    assert not tenure.is_current


@pytest.mark.parametrize(
    ("lists", "fault"),
    [
        ({"persons": [{"name": "A"}]}, "persons[0]: id: is missing. Fill it in"),
        ({"persons": [{"id": "a"}]}, "persons[0]: name: is missing."),
        ({"persons": [7]}, "persons[0]: should be an object, not a number."),
        ({"persons": [{"id": "a", "name": ["A"]}]}, "persons[0]: name: should be text, and is a l"),
        ({"persons": [{"id": "a", "name": "A\x00"}]}, "persons[0]: name: holds a NUL character"),
        ({"persons": [{"id": "a", "name": "A" * 201}]}, "persons[0]: name: is 201 characters"),
        ({"persons": [{"id": "a", "name": "A"}] * 2}, "persons[1]: id: “a” is that of another"),
        (
            {"persons": [{"id": "a", "name": "A", "birth_date": "1960-02-30"}]},
            "persons[0]: birth_date: “1960-02-30”: There is no 30 February 1960",
        ),
        (
            {"persons": [{"id": "a", "name": "A", "other_names": {}}]},
            "persons[0]: other_names: should be a list, and is an object.",
        ),
        (
            {
                "persons": [
                    {
                        "id": "a",
                        "name": "A",
                        "identifiers": [{"scheme": "wikidata", "identifier": "42"}],
                    }
                ]
            },
            "persons[0].identifiers[0]: wikidata: “42” is no Wikidata id, such as Q42.",
        ),
        (
            {"memberships": [{"person_id": "x", "organization_id": "r"}]},
            "memberships[0]: person_id: “x” is not in the file. Add it, or mend the id.",
        ),
        (
            {"memberships": [{"person_id": "p", "post_id": "x"}]},
            "memberships[0]: post_id: “x” is not in the file.",
        ),
        (
            {
                "memberships": [
                    {
                        "person_id": "p",
                        "organization_id": "r",
                        "start_date": "2012",
                        "end_date": "2011",
                    }
                ]
            },
            "memberships[0]: end_date: 2011 is before the start, 2012.",
        ),
        (
            {"organizations": [{"id": "a", "name": "A", "parent_id": "b"}]},
            "organizations[0]: parent_id: There is no organization “b” in the file.",
        ),
        (
            {"organizations": [{"id": "a", "name": "A", "parent_id": "a"}]},
            "organizations[0]: parent_id: An organization stands below itself.",
        ),
    ],
)
def test_faults_in_popolo_name_place_field_and_cure(lists, fault):
    assert str(read_p(popolo(**lists)).faults[0]).startswith(fault)


@pytest.mark.parametrize("raw", [b"[]", b'{"a": 1}', b"7", b'{"persons": 7}'])
def test_what_is_no_popolo_is_refused(raw):
    with pytest.raises(UnreadableFileError):
        read_p(raw)


def test_a_file_with_more_faults_than_can_be_listed_is_refused():
    with pytest.raises(UnreadableFileError, match="More than 100 faults"):
        read_p(popolo(persons=[{}] * 200))


# congress-legislators


def congress(terms, **person):
    base = {"id": {"bioguide": "A1"}, "name": {"first": "Ann", "last": "Lee"}, "terms": terms}
    return json.dumps([{**base, **person}]).encode()  # JSON is YAML


def read_c(raw, **options):
    return read_congress(raw, Options(today=TODAY, **options))


def test_congress_terms_become_offices_and_tenures():
    found = read_c(
        congress(
            [
                {"type": "rep", "start": "1993-01-05", "end": "1995-01-03", "state": "WA",
                 "district": 1, "party": "Democrat"},
                {"type": "rep", "start": "1995", "end": "1997", "state": "WY", "district": 0},
                {"type": "rep", "start": "1997", "end": "1999", "state": "GU", "district": 0},
                {"type": "rep", "start": "1999", "end": "2001", "state": "PR", "district": 0},
                {"type": "sen", "start": "2001-01-03", "end": "2007-01-03", "state": "WA"},
                {"type": "prez", "start": "2009-01-20", "end": "2017-01-20"},
            ]
        )
    )  # fmt: skip
    assert [office.title for office in found.offices.values()] == [
        "Representative for Washington, district 1",
        "Representative for Wyoming",
        "Delegate for Guam",
        "Resident Commissioner of Puerto Rico",
        "Senator for Washington",
        "President of the United States",
    ]
    assert found.tenures[0] == FoundTenure(
        "[0].terms[0]",
        "bioguide A1",
        "house/Representative for Washington, district 1",
        day("1993-01-05"),
        day("1995-01-03"),
        note="Democrat",
    )


def test_congress_people_come_with_every_form_of_their_name_and_every_id():
    name = {"first": "Bernard", "middle": "X.", "last": "Lee", "nickname": "Bernie",
            "official_full": "Bernard Lee Jr."}  # fmt: skip
    ids = {"bioguide": "A1", "votesmart": 7, "fec": ["S8", "H2"], "icpsr_prez": 3}
    bio = {"birthday": "1941-09-08"}
    person = read_c(congress([], id=ids, name=name, bio=bio)).people["bioguide A1"]
    assert (person.name, person.sort_name) == ("Bernard Lee Jr.", "Lee, Bernard")
    assert [n.name for n in person.names] == ["Bernie Lee", "Bernard Lee", "Bernard X. Lee"]
    assert person.born == day("1941-09-08")
    assert [f"{i.scheme} {i.value}" for i in person.identifiers] == [
        "bioguide A1",
        "votesmart 7",
        "fec S8",
        "fec H2",
        "icpsr-prez 3",
    ]


@pytest.mark.parametrize(
    ("as_of", "is_current"),
    [(None, False), (date(2026, 4, 1), True), (date(2024, 4, 1), False)],
)
def test_a_term_that_has_not_run_out_is_current_only_where_somebody_says_so(as_of, is_current):
    term = {"type": "sen", "start": "2025-01-03", "end": "2031-01-03", "state": "WA"}
    tenure = read_c(congress([term]), as_of=as_of).tenures[0]
    assert tenure.end is None
    assert tenure.is_current is is_current
    assert tenure.note == "elected until 3 January 2031"


def test_roles_without_an_end_are_not_current():
    role = {"title": "Minority Leader", "chamber": "senate", "start": "2021-01-20"}
    found = read_c(congress([], leadership_roles=[role]), as_of=TODAY)
    assert found.offices["senate/Minority Leader"].organization == "senate"
    assert found.tenures[0].end is None
    assert not found.tenures[0].is_current


@pytest.mark.parametrize(
    ("term", "fault"),
    [
        ({"start": "2001"}, "[0].terms[0]: type: is missing."),
        ({"type": "king"}, "[0].terms[0]: type: “king” is not known (sen, rep, prez, viceprez)."),
        ({"type": "sen", "state": "XX"}, "[0].terms[0]: state: “XX” is no state or territory."),
        ({"type": "sen"}, "[0].terms[0]: state: is missing."),
        ({"type": "prez", "start": "17"}, "[0].terms[0]: start: “17”"),
        ({"type": "prez", "start": "2001", "end": "1999"}, "[0].terms[0]: end: 1999 is before"),
        ("sen", "[0].terms[0]: should be a mapping, and is text."),
    ],
)
def test_faults_in_congress_files_name_place_field_and_cure(term, fault):
    assert str(read_c(congress([term])).faults[0]).startswith(fault)


@pytest.mark.parametrize("raw", [b"{}", b"[]", b"[7]", b"- id: 3", b"text"])
def test_what_is_no_file_of_legislators_is_refused(raw):
    with pytest.raises(UnreadableFileError, match="congress-legislators"):
        read_c(raw)


# Wikidata


def holders(*rows, header="position,person,personID,start,end,DOB,enwiki"):
    return "\n".join([header, *rows]).encode()


def read_w(raw, **options):
    options = {"organization": "Government of Iran", "country": "IR", **options}
    return read_office_holders(raw, Options(today=TODAY, **options))


def test_dates_keep_the_precision_that_the_file_gives_them():
    found = read_w(
        holders("Minister,Anna Tamm,Q1,2001,2004-10,1955,", "Minister,Anna Tamm,Q1,2006-01-02,,,")
    )
    assert found.people["Q1"].born == day("1955")
    assert [(t.start, t.end) for t in found.tenures] == [
        (day("2001"), day("October 2004")),
        (day("2 January 2006"), None),
    ]
    assert not any(tenure.is_current for tenure in found.tenures)


def test_precision_is_a_column_of_its_own_in_answers_of_the_query_service():
    header = "position,person,personLabel,start,startPrecision,dob,dobPrecision"
    row = (
        "http://www.wikidata.org/entity/Q9,http://www.wikidata.org/entity/Q1,Anna Tamm,"
        "2001-01-01T00:00:00Z,9,1955-03-01,10"
    )
    header = header.replace("position,", "position,positionLabel,")
    found = read_w(holders(row.replace("Q9,", "Q9,Minister,"), header=header))
    assert found.people["Q1"].born == day("March 1955")
    assert found.tenures[0].start == day("2001")
    assert found.offices["Q9"].title == "Minister"


def test_the_same_days_told_less_exactly_are_one_tenure():
    found = read_w(
        holders(
            "Vice President,Anna Tamm,Q1,2001,2004,,",
            "Vice President,Anna Tamm,Q1,2001-09-01,2004-10-13,,",
        )
    )
    assert [t.start for t in found.tenures] == [day("2001-09-01")]
    assert found.set_aside["tenures told twice"] == 1


def test_a_label_that_is_unlike_its_article_is_not_believed():
    found = read_w(holders("Commander,some vandal,Q1,2019,,,Hossein Salami"))
    assert found.people["Q1"].instead == "Hossein Salami"


def test_a_title_in_another_spelling_is_another_form():
    person = read_w(holders("Minister,Javad Oji,Q1,,,,Javad Owji (politician)")).people["Q1"]
    assert person.instead == ""
    assert [name.name for name in person.names] == ["Javad Owji"]


def test_an_office_of_another_country_is_in_doubt():
    raw = b"id,position,country\nQ1,President,Q794\nQ2,Minister,Q794\nQ3,Minister of Mars,Q111\n"
    found = read_offices(raw, Options(organization="Iran", today=TODAY))
    assert [office.doubt for office in found.offices.values()] == [
        "",
        "",
        "The file gives Q111 as its country, and Q794 for most others.",
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",Anna Tamm,Q1,,,,", "row 2: positionLabel: is missing."),
        ("Minister,,Q1,,,,", "row 2: personLabel: is missing."),
        ("Minister,Anna,P1,,,,", "row 2: wikidata: “P1” is no Wikidata id, such as Q42."),
        ("Minister,Anna,Q1,soon,,,", "row 2: start: “soon”"),
        ("Minister,Anna,Q1,2012,2011,,", "row 2: end: 2011 is before the start, 2012."),
    ],
)
def test_faults_in_csv_name_row_column_and_cure(row, fault):
    assert str(read_w(holders(row)).faults[0]).startswith(fault)


def test_a_file_that_names_no_organization_needs_it_said():
    with pytest.raises(UnreadableFileError) as error:
        read_w(holders("Minister,Anna Tamm,Q1,,,,"), organization="")
    assert "Say whose offices these are when you import." in str(error.value)


def test_where_one_row_of_a_column_names_no_organization_the_row_is_told():
    header = "organization,positionLabel,personLabel,person,start,end\n"
    rows = "Board,Chair,Anna Tamm,Q1,,\n,Minister,Bo Ek,Q2,,\n"
    found = read_w((header + rows).encode(), organization="")
    assert str(found.faults[0]).startswith("row 3: organization: is missing.")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"person\nAnna\n", "row 1: positionLabel: There is no column of that name"),
        (b"position,person\n", "There is a header and no row below it."),
    ],
)
def test_csv_without_its_columns_is_refused(raw, message):
    with pytest.raises(UnreadableFileError) as caught:
        read_w(raw)
    assert str(caught.value).startswith(message)
