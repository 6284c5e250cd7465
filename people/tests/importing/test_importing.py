"""A file of officials becomes rows: matched, never overwritten, asked about, told in history."""

import json
from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from people.importing import running, writing
from people.importing.found import Options, UnreadableFileError
from people.importing.running import FaultyFileError, check, keep, run
from people.models import (
    Import,
    ImportQuestion,
    Office,
    OfficeIdentifier,
    Organization,
    OrganizationName,
    Person,
    PersonIdentifier,
    Tenure,
)
from people.partial_dates import PartialDate
from people.tests.factories import make_office, make_organization, make_person, make_tenure

pytestmark = pytest.mark.django_db

HEADER = "position,person,personID,start,end,DOB,DOD,enwiki"
OPTIONS = Options(organization="Government of Iran", country="IR", today=date(2026, 5, 1))


def day(text):
    return PartialDate.parse(text)


def csv(*rows, header=HEADER):
    return "\n".join([header, *rows]).encode()


def take_in(raw, *, name="wikidata-office-holders", options=OPTIONS, by=None, leave_out=False):
    kept = keep(name, "officials.csv", raw, options, leave_out=leave_out, by=by)
    return run(kept)


def planned(raw, **given):
    return check("wikidata-office-holders", raw, given.get("options", OPTIONS)).plan


def events():
    return sum(
        model.objects.count()
        for model in apps.get_models()
        if hasattr(model, "pgh_created_at") and not model._meta.abstract
    )


def answer(question, value, chosen=None):
    question.answer, question.chosen = value, chosen
    question.save()


ROWS = csv(
    "Minister of Defence,Anna Tamm,Q11,2001,2004-10,1955,,",
    "Minister of Defence,Boris Mets,Q12,2004-10-13,,1960-05-06,2020,Boris Metz",
    "Spokesperson,Anna Tamm,Q11,2006-01-02,,1955,,",
)


def test_a_file_is_taken_in_whole():
    kept = take_in(ROWS)
    assert (kept.state, kept.done, kept.total) == ("done", 8, 8)
    assert kept.counts == {
        "organization": {"created": 1},
        "office": {"created": 2},
        "person": {"created": 2},
        "tenure": {"created": 3},
    }
    boris = Person.objects.get(identifiers__scheme="wikidata", identifiers__value="Q12")
    assert (boris.name, boris.sort_name, boris.slug) == ("Boris Mets", "Mets, Boris", "boris-mets")
    assert (boris.born, boris.died) == (day("1960-05-06"), day("2020"))
    assert [name.name for name in boris.names.all()] == ["Boris Metz"]
    tenure = boris.tenures.get()
    assert (tenure.start, tenure.end, tenure.state) == (day("2004-10-13"), None, "unknown")
    assert tenure.office.organization.name == "Government of Iran"
    ended = Tenure.objects.get(office__title="Minister of Defence", person__name="Anna Tamm")
    assert (ended.start, ended.end, ended.state) == (day("2001"), day("October 2004"), "ended")


def test_a_second_run_changes_nothing():
    take_in(ROWS)
    before = events()
    kept = take_in(ROWS)
    assert events() == before
    assert (kept.state, kept.done) == ("done", 0)
    assert all(set(counts) == {"left alone"} for counts in kept.counts.values())


def test_a_dry_run_writes_nothing():
    planned(ROWS)
    assert events() == 0
    assert not Import.objects.exists()


def test_history_names_the_import_and_who_ran_it():
    user = get_user_model().objects.create(username="curator")
    kept = take_in(ROWS, by=user)
    event = Person.pgh_event_model.objects.earliest("pgh_id")
    assert event.pgh_context.metadata == {
        "user": user.pk,
        "imported": kept.pk,
        "source": "Wikidata CSV of office-holders, officials.csv",
    }


def test_nothing_is_written_of_a_file_with_a_fault():
    raw = csv("Minister,Anna Tamm,Q11,2001,,,,", "Minister,Boris Mets,Q12,soon,,,,")
    kept = take_in(raw)
    assert kept.state == "failed"
    assert kept.failure.startswith("row 3: start: “soon”")
    assert events() == 0
    with pytest.raises(FaultyFileError):
        check("wikidata-office-holders", raw, OPTIONS)


def test_faulty_rows_are_left_out_where_somebody_says_so():
    raw = csv("Minister,Anna Tamm,Q11,2001,,,,", ",Boris Mets,Q12,2002,,,,")
    kept = take_in(raw, leave_out=True)
    assert kept.state == "done"
    assert [tenure.person.name for tenure in Tenure.objects.all()] == ["Anna Tamm"]


def test_a_file_of_another_kind_is_refused():
    with pytest.raises(UnreadableFileError):
        check("popolo", ROWS, OPTIONS)


# Whose row it is


def test_identifiers_find_people_whatever_they_are_called():
    person = make_person(name="Anna Kask", born=day("1955-03-02"))
    PersonIdentifier.objects.create(person=person, scheme="wikidata", value="Q11")
    take_in(csv("Minister,Anna Kaskk,Q11,2001,,1955,,"))
    person.refresh_from_db()
    assert (person.name, person.born) == ("Anna Kask", day("1955-03-02"))
    assert [name.name for name in person.names.all()] == ["Anna Kaskk"]
    assert Person.objects.count() == 1


def test_identifiers_of_two_people_are_asked_about():
    for value, name in (("Q11", "Anna Tamm"), ("A1", "Anna Tam")):
        scheme = "wikidata" if value == "Q11" else "bioguide"
        PersonIdentifier.objects.create(person=make_person(name=name), scheme=scheme, value=value)
    raw = json.dumps(
        [{"id": {"bioguide": "A1", "wikidata": "Q11"}, "name": {"first": "Anna", "last": "Tamm"},
          "terms": [{"type": "prez", "start": "2001-01-20"}]}]
    )  # fmt: skip
    kept = take_in(raw.encode(), name="congress-legislators", options=Options())
    question = ImportQuestion.objects.get()
    assert kept.counts["tenure"] == {"waiting": 1}
    assert question.answers == ["same", "later"]
    assert {candidate["label"] for candidate in question.candidates} == {"Anna Tamm", "Anna Tam"}
    answer(question, "same", question.candidates[0]["pk"])
    run(kept)
    assert Tenure.objects.get().person_id == question.candidates[0]["pk"]


def held(person, title="Minister of Defence", **dates):
    organization = Organization.objects.filter(name="Government of Iran").first()
    organization = organization or make_organization(name="Government of Iran", country="IR")
    office = Office.objects.filter(title=title).first()
    office = office or make_office(title=title, organization=organization)
    if dates.get("end"):
        dates["state"] = "ended"
    return make_tenure(person=person, office=office, **dates)


def test_a_name_with_the_office_held_then_is_the_same_person():
    person = make_person(name="Hossein Amir-Abdollahian")
    held(person, start=day("2001-05-03"), end=day("2004-10-01"))
    take_in(csv("Minister of Defence,Hossein Amirabdollahian,Q11,2001,2004,,,"))
    assert Person.objects.count() == Tenure.objects.count() == 1
    assert person.identifiers.get().value == "Q11"


def test_a_name_with_the_day_of_birth_is_the_same_person():
    person = make_person(name="Anna Tamm", born=day("1955-03-02"))
    take_in(csv("Minister,Anna Tamm,Q11,2001,,1955-03-02,,"))
    assert Person.objects.get() == person


def test_a_namesake_born_on_another_day_is_somebody_else():
    make_person(name="Anna Tamm", born=day("1955-03-02"))
    take_in(csv("Minister,Anna Tamm,Q11,2001,,1970,,"))
    assert Person.objects.count() == 2
    assert not ImportQuestion.objects.exists()


def test_a_namesake_with_another_id_is_somebody_else():
    person = make_person(name="Anna Tamm")
    PersonIdentifier.objects.create(person=person, scheme="wikidata", value="Q99")
    take_in(csv("Minister,Anna Tamm,Q11,2001,,,,"))
    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    ("value", "people"), [("same", 1), ("different", 2), ("later", 1), ("", 1)]
)
def test_a_name_alone_is_asked_about_and_the_answer_holds(value, people):
    person = make_person(name="Anna Tamm")
    kept = take_in(csv("Minister,Anna Tamm,Q11,2001,,,,"))
    assert kept.counts["person"] == {"asked": 1}
    question = ImportQuestion.objects.get()
    assert question.text == "Is “Anna Tamm” in the file somebody on record?"
    answer(question, value, person.pk if value == "same" else None)
    run(kept)
    assert Person.objects.count() == people
    assert Tenure.objects.count() == (value in ("same", "different"))
    assert ImportQuestion.objects.count() == 1
    before = events()
    run(kept)
    assert events() == before


def test_a_label_that_looks_vandalised_waits_for_a_curator():
    raw = csv("Commander,moslman ali,Q11,2019,,1960,,Hossein Salami")
    kept = take_in(raw)
    assert kept.counts["person"] == {"asked": 1}
    assert not Person.objects.exists()
    question = ImportQuestion.objects.get()
    assert "slip or vandalism" in question.text
    answer(question, "keep")
    run(kept)
    assert Person.objects.get().name == "Hossein Salami"
    assert Tenure.objects.count() == 1


def test_a_name_unlike_every_known_one_is_not_added():
    person = make_person(name="Hossein Salami")
    PersonIdentifier.objects.create(person=person, scheme="wikidata", value="Q11")
    kept = take_in(csv("Commander,moslman ali,Q11,2019,,,,"))
    assert not person.names.exists()
    assert Tenure.objects.count() == 1
    answer(ImportQuestion.objects.get(), "take")
    run(kept)
    assert [name.name for name in person.names.all()] == ["moslman ali"]


def test_an_id_that_a_file_gives_to_two_is_left_out():
    people = [
        {"id": {"bioguide": f"A{n}", "icpsr": "7"}, "name": {"first": "Ann", "last": last},
         "terms": []}
        for n, last in enumerate(["Tamm", "Mets"])
    ]  # fmt: skip
    raw = json.dumps(people).encode()
    checked = check("congress-legislators", raw, Options())
    assert checked.plan.notes == [
        "[0]: icpsr 7 is given to two in the file, and was left out.",
        "[1]: icpsr 7 is given to two in the file, and was left out.",
    ]
    take_in(raw, name="congress-legislators", options=Options())
    assert PersonIdentifier.objects.filter(scheme="icpsr").count() == 0


# Offices and organizations


@pytest.mark.parametrize(
    ("known", "printed"),
    [
        ("Minister of Foreign Affairs", "Foreign Affairs Minister of Iran"),
        ("Vice-President for Legal Affairs", "Vice President for Legal Affairs"),
        ("President of Iran", "President"),
    ],
)
def test_titles_that_say_the_same_are_one_office(known, printed):
    held(make_person(), title=known)
    take_in(csv(f"{printed},Anna Tamm,Q11,2001,,,,"))
    assert [office.title for office in Office.objects.all()] == [known]


def test_titles_that_differ_in_spelling_are_asked_about():
    held(make_person(), title="Minister of Defense")
    kept = take_in(csv("Minister of Defence,Anna Tamm,Q11,2001,,,,"))
    assert kept.counts["office"] == {"asked": 1}
    assert kept.counts["tenure"] == {"waiting": 1}
    answer(ImportQuestion.objects.get(), "different")
    run(kept)
    assert Office.objects.count() == 2


@pytest.mark.parametrize(
    ("known", "printed"),
    [
        ("Representative for Ohio, district 1", "Representative for Ohio, district 2"),
        ("Senator for Kansas", "Senator for Arkansas"),
        ("Minister of Defence", "Deputy Minister of Defence"),
    ],
)
def test_titles_that_differ_are_other_offices(known, printed):
    held(make_person(), title=known)
    take_in(csv(f'"{printed}",Anna Tamm,Q11,2001,,,,'))
    assert Office.objects.count() == 2


def test_an_office_of_another_country_waits():
    raw = b"id,position,country\nQ1,President,Q794\nQ2,Minister,Q794\nQ3,Minister of Mars,Q111\n"
    kept = take_in(raw, name="wikidata-offices")
    assert kept.counts["office"] == {"created": 2, "asked": 1}
    assert OfficeIdentifier.objects.filter(value="Q3").count() == 0


def test_organizations_are_found_by_any_name_in_their_country():
    organization = make_organization(name="Iran", country="IR")
    OrganizationName.objects.create(organization=organization, name="Government of Iran")
    make_organization(name="Government of Iran", country="XK")
    take_in(ROWS)
    assert Organization.objects.count() == 2
    assert organization.offices.count() == 2


# Tenures beside those on record


@pytest.mark.parametrize(
    ("known", "printed", "after"),
    [
        # The record knows it as exactly, or more exactly: left alone.
        (("2001", "2004"), "2001,2004", ("2001", "2004", "ended")),
        (("2001-05-03", "2004-10-01"), "2001,2004", ("2001-05-03", "2004-10-01", "ended")),
        # What the record does not know is filled in.
        (("2001", ""), "2001,2004", ("2001", "2004", "ended")),
        (("", ""), "2001,2004", ("2001", "2004", "ended")),
        (("2001", "2004"), "2001,", ("2001", "2004", "ended")),
    ],
)
def test_a_tenure_on_record_is_filled_in_and_not_changed(known, printed, after):
    person = make_person(name="Anna Tamm", born=day("1955-03-02"))
    dates = {name: day(text) for name, text in zip(("start", "end"), known, strict=True) if text}
    held(person, **dates)
    take_in(csv(f"Minister of Defence,Anna Tamm,Q11,{printed},1955-03-02,,"))
    tenure = Tenure.objects.get()
    start, end = (str(value.isoformat()) if value else "" for value in (tenure.start, tenure.end))
    assert (start, end, tenure.state) == after
    assert not ImportQuestion.objects.exists()


@pytest.mark.parametrize(
    ("known", "printed", "taken"),
    [
        (("2001", "2004"), "2001,2005", ("2001", "2005")),
        (("2001", "2004"), "2001-05-03,2004", ("2001-05-03", "2004")),
    ],
)
def test_what_contradicts_the_record_is_listed_and_decided(known, printed, taken):
    person = make_person(name="Anna Tamm", born=day("1955-03-02"))
    tenure = held(person, start=day(known[0]), end=day(known[1]))
    kept = take_in(csv(f"Minister of Defence,Anna Tamm,Q11,{printed},1955-03-02,,"))
    tenure.refresh_from_db()
    assert (tenure.start, tenure.end) == (day(known[0]), day(known[1]))
    question = ImportQuestion.objects.get()
    assert question.answers == ["keep", "take", "later"]
    answer(question, "keep")
    before = events()
    run(kept)
    assert events() == before
    answer(question, "take")
    run(kept)
    tenure.refresh_from_db()
    assert (tenure.start, tenure.end) == (day(taken[0]), day(taken[1]))


def test_a_tenure_that_is_current_on_record_is_not_ended_unasked():
    person = make_person(name="Anna Tamm", born=day("1955-03-02"))
    tenure = held(person, start=day("2001"), state="current")
    take_in(csv("Minister of Defence,Anna Tamm,Q11,2001,2004,1955-03-02,,"))
    tenure.refresh_from_db()
    assert (tenure.state, tenure.end) == ("current", None)
    assert "open, and the tenure current" in ImportQuestion.objects.get().text


def test_tenures_that_overlap_are_asked_about():
    person = make_person(name="Anna Tamm", born=day("1955-03-02"))
    held(person, start=day("2001"), end=day("2004"))
    kept = take_in(csv("Minister of Defence,Anna Tamm,Q11,2003,2006,1955-03-02,,"))
    assert kept.counts["tenure"] == {"asked": 1}
    answer(ImportQuestion.objects.get(), "different")
    run(kept)
    assert Tenure.objects.count() == 2


def test_terms_that_follow_one_another_are_tenures_of_their_own():
    person = make_person(name="Anna Tamm", born=day("1955-03-02"))
    held(person, start=day("2001-01-03"), end=day("2004-01-03"))
    take_in(csv("Minister of Defence,Anna Tamm,Q11,2004-01-03,2006-01-03,1955-03-02,,"))
    assert Tenure.objects.count() == 2
    assert not ImportQuestion.objects.exists()


def test_a_birth_that_contradicts_the_record_is_asked_about():
    person = make_person(name="Anna Tamm", born=day("1955"))
    PersonIdentifier.objects.create(person=person, scheme="wikidata", value="Q11")
    take_in(csv("Minister,Anna Tamm,Q11,2001,,1956,,"))
    person.refresh_from_db()
    assert person.born == day("1955")
    assert "born is 1955 on record, and 1956 in the file" in ImportQuestion.objects.get().text


# Going on, and going wrong


def test_what_was_broken_off_goes_on_with_the_rest(monkeypatch):
    monkeypatch.setattr(writing, "BATCH", 1)
    steps = []

    def break_off(done, total):
        steps.append(done)
        if done == 3:
            raise KeyboardInterrupt

    kept = keep("wikidata-office-holders", "officials.csv", ROWS, OPTIONS, leave_out=False)
    with pytest.raises(KeyboardInterrupt):
        run(kept, progress=break_off)
    assert steps == [1, 2, 3]
    kept.refresh_from_db()
    assert kept.state == "failed"
    assert "goes on with what is left" in kept.failure
    # The batch that was being counted went with the interruption; what was counted before stays.
    assert Office.objects.count() == 1
    run(kept)
    assert (kept.state, Tenure.objects.count()) == ("done", 3)


def test_what_somebody_changes_meanwhile_is_not_written_over(monkeypatch):
    person = make_person(name="Anna Tamm", born=day("1955-03-02"))
    plan_of = running.check_kept

    def check_then_change(kept):
        checked = plan_of(kept)
        Person.objects.filter(pk=person.pk).update(description="Changed just now.")
        return checked

    monkeypatch.setattr(running, "check_kept", check_then_change)
    kept = take_in(csv("Minister,Anna Tamm,Q11,2001,,1955-03-02,2020,"))
    assert kept.state == "failed"
    assert "was changed by somebody" in kept.failure
    person.refresh_from_db()
    assert person.died is None
    monkeypatch.undo()
    assert run(kept).state == "done"
    person.refresh_from_db()
    assert person.died == day("2020")


def test_what_the_database_refuses_is_told_and_the_rest_is_written():
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE people_person ADD CONSTRAINT people_person_no_boris "
            "CHECK (name NOT LIKE 'Boris%%')"
        )
    with transaction.atomic():
        kept = take_in(ROWS)
    assert kept.state == "done"
    assert [where for where, _ in kept.refused] == ["row 3", "row 3"]
    assert "Boris Mets" in kept.refused[0][1]
    assert kept.refused[1][1].endswith("waits for what was refused.")
    assert {tenure.person.name for tenure in Tenure.objects.all()} == {"Anna Tamm"}
    # The first attempt, of all rows together, took no address from the second.
    assert Person.objects.get().slug == "anna-tamm"


def test_an_answer_same_names_which_one():
    from people.tests.database import assert_refused

    make_person(name="Anna Tamm")
    take_in(csv("Minister,Anna Tamm,Q11,2001,,,,"))
    question = ImportQuestion.objects.get()
    assert_refused("people_importquestion_chosen", answer, question, "same")
    assert_refused("people_importquestion_chosen", answer, question, "different", 7)
    assert_refused("people_importquestion_answer", answer, question, "perhaps")
