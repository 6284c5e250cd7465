import datetime

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
