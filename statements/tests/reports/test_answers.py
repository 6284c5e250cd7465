"""What a report answers: rows, counts and cross-tables, each as the record has it."""

import datetime

import pytest
from django.utils import timezone

from people.partial_dates import PartialDate
from people.tests.database import update
from people.tests.factories import make_user
from sources.models.captures import CaptureState
from statements.columns import COLUMNS
from statements.reports.definition import COUNTS, CROSS, ROWS, Definition, ReportError
from statements.reports.dimensions import DIMENSIONS
from statements.reports.ready import READY
from statements.reports.tables import preview, table_of
from statements.tests.factories import (
    make_appearance,
    make_capture,
    make_document,
    make_occasion,
    make_organization,
    make_outlet,
    make_person,
    make_published_statement,
    make_statement,
    make_tenure,
    make_topic,
)

pytestmark = pytest.mark.django_db


def counts(by, query=""):
    return dict(table_of(Definition(query, COUNTS, by=by)).rows)


def test_counts_by_speaker_largest_first_with_those_who_have_no_row():
    anna = make_person(name="Anna Lindqvist")
    for _ in range(2):
        make_statement(person=anna)
    make_statement(organization=make_organization(name="Navy"))
    make_statement(attribution="U.S. officials")
    table = table_of(Definition("", COUNTS, by="speaker"))
    assert table.heads == ["Speaker", "Statements"]
    assert table.rows == [["Anna Lindqvist", 2], ["Navy", 1], ["U.S. officials", 1]]
    assert table.total == 4


def test_each_dimension_counts_what_it_says():
    curator = make_user("anna", "Curator")
    tenure = make_tenure(person=make_person(name="Bo Ek"))
    statement = make_published_statement(
        person=tenure.person,
        tenure=tenure,
        said_on=PartialDate.parse("2017-12-13"),
        occasion=make_occasion(name="Talk"),
        entered_by=curator,
        language="sv",
        published_at=datetime.datetime(2020, 5, 1, tzinfo=datetime.UTC),
    )
    statement.topics.add(make_topic(name="Trade"), make_topic(name="Harbours"))
    statement.reviews.create(decision="published", decided_by=curator)
    place = statement.appearances.get()
    expected = {
        "speaker": {"Bo Ek"},
        "organization": {str(tenure.office.organization)},
        "office": {str(tenure.office)},
        "outlet": {str(place.document.outlet)},
        "credited_outlet": {"none"},
        "topic": {"Trade", "Harbours"},
        "occasion": {"Talk"},
        "month": {"2017-12"},
        "year": {"2017"},
        "kind": {"direct quote"},
        "language": {"Swedish"},
        "status": {"published"},
        "verification": {"verified"},
        "curator": {"anna"},
        "reviewer": {"none"},
        "decided_by": {"anna"},
        "decision": {"published"},
        "entered_month": {f"{timezone.now():%Y-%m}"},
        "published_month": {"2020-05"},
    }
    assert {name: set(counts(name)) for name in DIMENSIONS} == expected


def test_a_date_known_less_exactly_is_in_no_month():
    make_statement(said_on=PartialDate.parse("2017"))
    make_statement(said_on=PartialDate.parse("May 2017"))
    make_statement()
    assert counts("month") == {"2017-05": 1, "not known": 2}
    assert counts("year") == {"2017": 2, "not known": 1}


def test_time_runs_forward():
    for month in ("2019-02", "2018-11", "2019-01"):
        make_statement(said_on=PartialDate.parse(month))
    table = table_of(Definition("", COUNTS, by="month"))
    assert [name for name, _ in table.rows] == ["2018-11", "2019-01", "2019-02"]


def test_of_several_topics_each_counts_and_the_total_counts_once():
    statement = make_statement()
    statement.topics.add(make_topic(name="Trade"), make_topic(name="Harbours"))
    table = table_of(Definition("", COUNTS, by="topic"))
    assert (sorted(table.rows), table.total) == ([["Harbours", 1], ["Trade", 1]], 1)
    assert "more than one topic" in table.note


def test_a_cross_table_adds_up():
    anna, bo = make_person(name="Anna"), make_person(name="Bo")
    for person, month in ((anna, "2019-01"), (anna, "2019-02"), (anna, "2019-02"), (bo, "2019-01")):
        make_statement(person=person, said_on=PartialDate.parse(month))
    table = table_of(Definition("", CROSS, by="speaker", across="month"))
    assert table.heads == ["Speaker", "2019-01", "2019-02", "total"]
    assert table.rows == [["Anna", 1, 2, 3], ["Bo", 1, 0, 1]]


def test_what_is_rare_across_is_summed(monkeypatch):
    monkeypatch.setattr("statements.reports.tables.MOST_ACROSS", 2)
    for language in ("en", "en", "fr", "fr", "de", "sv"):
        make_statement(language=language)
    table = table_of(Definition("", CROSS, by="kind", across="language"))
    assert table.heads == ["Kind", "English", "French", "others", "total"]
    assert table.rows == [["direct quote", 2, 2, 2, 6]]


def test_too_many_groups_are_an_error(monkeypatch):
    monkeypatch.setattr("statements.reports.tables.MOST_GROUPS", 1)
    make_statement()
    make_statement()
    with pytest.raises(ReportError, match="narrow the filter"):
        table_of(Definition("", COUNTS, by="speaker"))


def test_rows_show_the_columns_in_their_order_newest_first():
    make_statement(text="old", said_on=PartialDate.parse("2017"))
    make_statement(text="undated")
    make_statement(text="=new", said_on=PartialDate.parse("c. 2019"))
    table = table_of(Definition("", ROWS, columns=("said_on", "text")))
    assert table.heads == ["Said on", "Words"]
    assert table.rows == [["2019~", "'=new"], ["2017", "old"], ["", "undated"]]


def test_every_column_has_its_value():
    curator = make_user("anna", "Curator")
    tenure = make_tenure(person=make_person(name="Bo Ek"))
    party = make_organization()
    document = make_document(
        outlet=make_outlet(affiliation_note="party-run"), authors="B. Writer",
        published_on=PartialDate.parse("2017"),
    )  # fmt: skip
    statement = make_published_statement(
        person=tenure.person, tenure=tenure, said_on=PartialDate.parse("Dec 2017"),
        occasion=make_occasion(name="Talk", place="Oslo"), entered_by=curator, reviewed_by=curator,
        note="Seen.", attribution="the minister",
        appearance={"capture": make_capture("“We will keep our word.”", document=document),
            "locator": "p. 3", "credited_outlet": make_outlet(name="Agency", affiliation=party)},
    )  # fmt: skip
    statement.addressees.create(description="sailors")
    statement.translations.create(language="fa", text="سلام")
    statement.corrections.create(changes={})
    statement.topics.add(make_topic(name="Trade"), make_topic(name="Harbours"))
    [row] = table_of(Definition("", ROWS, columns=tuple(COLUMNS))).rows
    told = dict(zip(COLUMNS, row, strict=True))
    place = statement.appearances.get()
    assert not [name for name, value in told.items() if value == ""]
    assert told["address"] == statement.get_absolute_url()
    assert told["document_address"] == place.document.get_absolute_url()
    assert (told["speaker"], told["office"]) == ("Bo Ek", tenure.office.title)
    assert (told["topics"], told["said_on"]) == ("Harbours; Trade", "2017-12")
    assert (told["credited_outlet"], told["locator"]) == ("Agency", "p. 3")
    assert (told["addressees"], told["translations"]) == ("sailors", "fa: سلام")
    assert (told["entered_by"], told["verification"]) == ("anna", "verified")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("status=draft", ["draft"]),
        ("status=draft&status=published", ["draft", "published"]),
        ("entered_by=anna", ["draft"]),
        ("check=no_source", ["draft"]),
        ("check=unverified", ["draft"]),
        ("entered_within=7", ["draft", "published"]),
        ("changed_within=7", ["draft", "published"]),
        ("speaker=bo-ek", ["draft"]),
        ("q=boats", ["published"]),
    ],
)
def test_workflow_and_public_filters_narrow_together(query, found):
    bo = make_person(name="Bo Ek", slug="bo-ek")
    make_statement(text="draft", person=bo, entered_by=make_user("anna", "Curator"))
    make_published_statement(text="published boats")
    rows = table_of(Definition(query, ROWS, columns=("text",))).rows
    assert sorted(text.split()[0] for [text] in rows) == found


def test_older_changes_are_not_of_last_week():
    statement = make_statement()
    long_ago = timezone.now() - datetime.timedelta(days=30)
    update(statement, created_at=long_ago)
    assert counts("kind", "entered_within=7") == {}
    assert counts("kind", "changed_within=7") == {"direct quote": 1}


def test_a_broken_source_is_one_whose_last_capture_failed():
    broken, mended = make_document(), make_document()
    for document in (broken, mended):
        make_appearance(statement=make_statement(text=document.title), document=document)
    make_capture(document=broken)
    broken.captures.create(state=CaptureState.FAILED, failure="Gone.")
    mended.captures.create(state=CaptureState.FAILED, failure="Gone.")
    make_capture(document=mended)
    table = table_of(Definition("check=broken_source", ROWS, columns=("text",)))
    assert table.rows == [[broken.title]]


@pytest.mark.parametrize(
    ("definition", "message"),
    [
        (Definition("speaker=nobody"), "nobody"),
        (Definition("colour=red"), "colour: there is no such filter"),
        (Definition("said_from=soon"), "Said from"),
        (Definition(form="poem"), "Choose a form"),
        (Definition(by="colour"), "by what to count"),
        (Definition(form=CROSS, by="kind", across="kind"), "two different things"),
        (Definition(form=ROWS, columns=("colour",)), "no column “colour”"),
        (Definition(form=ROWS, columns=()), "at least one column"),
    ],
)
def test_a_wrong_question_is_an_error_and_never_all_rows(definition, message):
    make_statement()
    with pytest.raises(ReportError, match=message):
        preview(definition)


@pytest.mark.parametrize("slug", READY)
def test_each_ready_report_is_answered_by_an_empty_record_and_a_filled_one(slug):
    _, definition = READY[slug]
    assert preview(definition).total == 0
    statement = make_published_statement(said_on=PartialDate.parse("2020-01"))
    statement.topics.add(make_topic())
    preview(definition)


@pytest.mark.parametrize("form", [COUNTS, CROSS, ROWS])
def test_more_statements_are_not_more_queries(form, django_assert_max_num_queries):
    for _ in range(20):
        make_published_statement()
    with django_assert_max_num_queries(6):
        preview(Definition("", form, by="speaker", across="kind"))


def test_a_filter_is_told_in_words():
    assert Definition("status=draft&status=published&q=boats").told() == (
        "Status: draft, published; Words: boats"
    )
    assert Definition("").told() == "all statements"
