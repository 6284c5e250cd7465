"""Officials as Popolo JSON: the public ones, and all that is told of them comes back."""

import json
import re

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from people.importing.found import Options
from people.importing.running import check, keep, run
from people.models import (
    ImportQuestion,
    OfficeIdentifier,
    OrganizationIdentifier,
    OrganizationName,
    Person,
    PersonIdentifier,
    PersonName,
    Tenure,
)
from people.partial_dates import PartialDate
from people.tests.database import check_now
from statements.dumps.writing import dump, officials
from statements.tests.dumps.test_dumps import make_record
from statements.tests.factories import (
    make_office,
    make_organization,
    make_person,
    make_published_statement,
    make_tenure,
)

pytestmark = pytest.mark.django_db

SOURCE = Options(source="other")


def exported(*, is_whole=True):
    return b"".join(officials(is_whole=is_whole))


def take_in(raw):
    return run(keep("popolo", "popolo.json", raw, SOURCE, leave_out=False))


def day(text):
    return PartialDate.parse(text)


def make_officials():
    """Everything that could be lost on the way."""
    ministry = make_organization(name="Ministry, “quoted”\n\\", slug="ministry", kind="ministry")
    state = make_organization(name="State", slug="state", country="IR", short_name="I.R.")
    ministry.parent, ministry.country = state, "IR"
    ministry.save()
    guards = make_organization(name="Guards", kind="armed_force", description="One line.")
    OrganizationName.objects.create(organization=guards, name="سپاه", kind="short", language="fa")
    OrganizationIdentifier.objects.create(organization=guards, scheme="un_body", value="7 / a")
    anna = make_person(name="Anna Tamm", sort_name="Tamm, Anna", born=day("c. 1960"))
    for language, kind in (("et", "other"), ("fi", "nickname"), ("", "former")):
        PersonName.objects.create(person=anna, name="Anu", kind=kind, language=language)
    PersonName.objects.create(person=anna, name="Anna Tamm", kind="full", language="en")
    PersonIdentifier.objects.create(person=anna, scheme="wikidata", value="Q11")
    PersonIdentifier.objects.create(person=anna, scheme="wikidata", value="Q12")
    make_person(name="Boris Mets", slug="somewhere-else", died=day("2020-02"))
    make_person(name="Bare")
    chief = make_office(title="Chief of the Guards", organization=guards, description="It leads.")
    OfficeIdentifier.objects.create(office=chief, scheme="wikidata", value="Q13")
    make_office(title="chief of the guards", organization=guards)
    foreign = make_office(title="Minister of Foreign Affairs", organization=ministry)
    make_office(title="Foreign Affairs Minister", organization=ministry)
    make_tenure(person=anna, office=chief, start=day("2001"), end=day("c. 2003"), state="ended")
    make_tenure(person=anna, office=chief, start=day("2001-09"), state="ended", note="Acting; so.")
    make_tenure(person=anna, office=foreign, state="current")
    make_tenure(person=anna, office=foreign, start=day("2010-05-06"), state="unknown")


def empty_the_database():
    check_now()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE people_person, people_organization RESTART IDENTITY CASCADE")


def test_what_was_exported_comes_back_whole():
    make_officials()
    first = exported()
    empty_the_database()
    kept = take_in(first)
    assert (kept.state, kept.refused) == ("done", [])
    assert not ImportQuestion.objects.exists()
    assert exported() == first
    assert Person.objects.get(slug="somewhere-else").name == "Boris Mets"
    assert sorted(Tenure.objects.values_list("state", flat=True)) == [
        *("current", "ended", "ended", "unknown")
    ]


def test_into_the_same_record_it_changes_nothing():
    make_officials()
    kept = take_in(exported())
    assert {kind: set(counts) for kind, counts in kept.counts.items()} == {
        kind: {"left alone"} for kind in ("person", "organization", "office", "tenure")
    }


def test_somebody_else_at_the_same_address_is_asked_about():
    make_person(name="Anna Tamm", slug="anna-tamm")
    raw = exported()
    Person.objects.get().delete()
    make_person(name="Anna Tamm", slug="anna-tamm", born=day("1980"))
    other = json.loads(raw)
    other["persons"][0]["summary"] = "Somebody."
    other["persons"][0]["birth_date"] = "1955-05-06"
    changed = json.dumps(other).encode()
    assert take_in(changed).counts["person"] == {"created": 1}
    # Born on other days: another person, at another address, known again by the file's id.
    new = Person.objects.exclude(slug="anna-tamm").get()
    assert new.slug == "anna-tamm-2"
    assert str(new.identifiers.get()) == "other anna-tamm"
    assert take_in(changed).counts["person"] == {"left alone": 1}


def test_an_address_is_not_enough_where_anything_would_be_added():
    make_person(name="Anna Tamm", slug="anna-tamm")
    other = {
        "generator": "On Record",
        "persons": [{"id": "anna-tamm", "name": "Anna Tamm", "birth_date": "1955-05-06"}],
    }
    assert take_in(json.dumps(other).encode()).counts["person"] == {"asked": 1}
    assert Person.objects.get().born is None


def test_only_what_is_public_is_exported_unasked():
    make_record()
    told = exported(is_whole=False)
    assert b"Secret" not in told
    assert "anna-tamm" in {person["id"] for person in json.loads(told)["persons"]}
    assert b"Secret" in exported()


def test_the_dump_holds_it(tmp_path):
    make_record()
    assert (dump(tmp_path) / "popolo.json").read_bytes() == exported(is_whole=False)


def test_it_is_popolo():
    make_officials()
    told = json.loads(exported())
    ids = {name: {row["id"] for row in told[name]} for name in told if name not in (
        "generator", "memberships"
    )}  # fmt: skip
    assert {area["id"] for area in told["areas"]} == {"IR"}
    for row in (*told["persons"], *told["memberships"]):
        for name in ("birth_date", "death_date", "start_date", "end_date"):
            assert re.fullmatch(r"\d{4}(-\d\d){0,2}", row.get(name, "2001")), row
    for organization in told["organizations"]:
        assert organization.get("parent_id", "state") in ids["organizations"]
    for post in told["posts"]:
        assert post["organization_id"] in ids["organizations"]
    for membership in told["memberships"]:
        assert membership["person_id"] in ids["persons"]
        assert membership["post_id"] in ids["posts"]
    anna = next(person for person in told["persons"] if person["name"] == "Anna Tamm")
    assert (anna["birth_date"], anna["birth_date_edtf"]) == ("1960", "1960~")
    assert {"name": "Anu", "note": "former name"} in anna["other_names"]


def test_an_empty_record_is_popolo_too():
    told = json.loads(exported())
    assert told["persons"] == []
    assert take_in(exported()).state == "done"


def test_an_address_that_is_none_is_a_fault():
    raw = b'{"generator": "On Record", "persons": [{"id": "../x", "name": "X"}]}'
    checked = check("popolo", raw, SOURCE, leave_out=True)
    assert str(checked.faults[0]).startswith("persons[0]: id: “../x” is no address")


def test_the_command_writes_a_new_file_or_prints(tmp_path, capfdbinary):
    make_published_statement(person=make_person(name="Anna Tamm"))
    make_person(name="Secret Person")
    path = tmp_path / "popolo.json"
    call_command("export_popolo", str(path))
    assert path.read_bytes() == exported(is_whole=False)
    with pytest.raises(CommandError, match="is there already"):
        call_command("export_popolo", str(path))
    assert [one.name for one in tmp_path.iterdir()] == ["popolo.json"]
    with pytest.raises(CommandError, match="cannot be written: No such file"):
        call_command("export_popolo", str(tmp_path / "none" / "popolo.json"))
    capfdbinary.readouterr()
    call_command("export_popolo", "--whole")
    assert capfdbinary.readouterr().out == exported()
