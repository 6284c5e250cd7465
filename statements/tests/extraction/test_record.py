import datetime

import pytest

from statements.extraction import (
    KnownOffice,
    KnownOrganization,
    KnownPerson,
    Record,
    extract,
)

MINISTRY = "Ministry of Foreign Affairs of Norland"
PEOPLE = (
    KnownPerson(
        "lind",
        ("Anna Lind", "Anna Maria Lind"),
        "she",
        (
            KnownOffice(
                "lind-minister", "Foreign Minister", MINISTRY, datetime.date(2020, 1, 1), None
            ),
            KnownOffice(
                "lind-mayor",
                "Mayor",
                "Easton",
                datetime.date(2010, 1, 1),
                datetime.date(2014, 1, 1),
            ),
        ),
    ),
    KnownPerson(
        "ek",
        ("Bo Ek",),
        "he",
        (
            KnownOffice(
                "ek-minister",
                "Foreign Minister",
                MINISTRY,
                datetime.date(2012, 1, 1),
                datetime.date(2019, 12, 31),
            ),
        ),
    ),
    KnownPerson("qasemi", ("Bahram Qasemi",), "he"),
)
RECORD = Record(PEOPLE, (KnownOrganization("fund", ("World Harvest Fund", "W.H.F.")),))
TODAY = datetime.date(2024, 3, 15)


def found(text, published_on=TODAY):
    (proposal,) = extract(text, record=RECORD, published_on=published_on)
    return proposal


def test_a_name_in_another_spelling_is_recognised():
    proposal = found("“We go,” said Bahram Ghassemi.")

    assert (proposal.person, proposal.speaker) == ("qasemi", "Bahram Qasemi")


def test_a_surname_the_article_never_completes_is_recognised():
    assert found("Qasemi said the talks would go on.").person == "qasemi"


def test_the_office_is_the_one_held_on_that_day():
    assert found("Anna Lind said the talks would go on.").office == "lind-minister"
    in_2012 = datetime.date(2012, 6, 1)
    assert found("Anna Lind said the talks would go on.", in_2012).office == "lind-mayor"


def test_an_office_names_its_holder_on_that_day():
    text = "Norland’s foreign minister said the talks would go on."

    proposal = found(text)
    assert proposal.person == "lind"
    assert proposal.reason == "held this office on that day, says the record"
    assert found(text, datetime.date(2015, 5, 5)).person == "ek"


def test_the_gender_on_record_decides_a_pronoun():
    text = "Anna Lind met Bahram Qasemi. He said the talks would go on."

    assert found(text).person == "qasemi"


def test_an_organization_is_recognised_by_its_short_name():
    assert found("The W.H.F. said prices would rise.").organization_key == "fund"


def test_nobody_is_recognised_by_a_name_that_is_not_on_record():
    proposal = found("Carl Ortiz said the talks would go on.")

    assert (proposal.person, proposal.speaker) == (None, "Carl Ortiz")


def head_of_force(title, text, day=datetime.date(2017, 12, 20)):
    names = ("Coast Force", "Harbour Guards Coast Force")
    office = KnownOffice("office", title, "Coast Force")
    record = Record(
        [KnownPerson("lee", ("Ann Lee",), offices=(office,))], [KnownOrganization("force", names)]
    )
    [proposal] = extract(text, record=record, published_on=day)
    return proposal.person


@pytest.mark.parametrize("title", ["Commander", "Commander-in-Chief", "Chief"])
def test_the_head_of_an_organization_is_who_leads_it_by_any_such_title(title):
    text = "The head of the Harbour Guards Coast Force said that the fog would lift."
    assert head_of_force(title, text) == "lee"


def test_a_deputy_or_the_head_of_something_else_is_not():
    text = "The head of the Harbour Guards Coast Force said that the fog would lift."
    assert head_of_force("Deputy Commander", text) is None
    assert head_of_force("Commander", text.replace("Force", "Club")) is None


@pytest.mark.parametrize(
    "printed",
    ["Resolution 12 of the Harbour Council", "The latest Northfield Harbour Council Resolution 12"],
)
def test_a_document_speaks_for_the_organization_it_is_of(printed):
    names = ("Northfield Harbour Council", "Harbour Council")
    record = Record([], [KnownOrganization("council", names)])
    text = f"{printed} “calls upon the owners not to dismiss any docker before the spring.”"
    [proposal] = extract(text, record=record)
    assert (proposal.organization_key, proposal.speaker) == ("council", names[0])
    assert proposal.reason == "whose document it is"


def test_a_part_of_its_name_means_the_organization_the_record_knows():
    text = "The Harbour Watch Guards met. The Guards warned that the bridge would close."
    record = Record([], [KnownOrganization("guards", ("Harbour Watch Guards",))])
    assert [proposal.organization_key for proposal in extract(text, record=record)] == ["guards"]
    assert [proposal.organization_key for proposal in extract(text)] == [None]


def test_a_day_and_an_occasion_go_on_to_the_next_words_of_the_same_speaker():
    text = (
        "At a hearing on Monday, Ann Lee said that the bridge would close. “It is old,” she added. "
        "“It is not,” said Omar Ortiz.\n\n“It will be rebuilt,” Lee said."
    )
    found = extract(text, published_on=datetime.date(2024, 3, 15))
    assert [(p.occasion, str(p.said_on or "")) for p in found] == [
        ("a hearing", "2024-03-11"),
        ("a hearing", "2024-03-11"),
        ("", ""),
        ("", ""),
    ]
