"""The published record as files: nothing else is in them, and a record comes back from them."""

import csv
import hashlib
import json
import re
from datetime import UTC, datetime

import frictionless
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from people.models import OrganizationName, PersonIdentifier, PersonName
from people.partial_dates import PartialDate
from people.tests.database import check_now
from sources.models import OutletDomain
from statements.dumps.restoring import RestoreError, restore
from statements.dumps.tables import TABLES
from statements.dumps.writing import dump
from statements.models import (
    Addressee,
    Appearance,
    DossierEntry,
    Relation,
    Statement,
    Translation,
)
from statements.tests.factories import (
    make_appearance,
    make_capture,
    make_document,
    make_dossier,
    make_occasion,
    make_office,
    make_organization,
    make_outlet,
    make_person,
    make_published_statement,
    make_statement,
    make_tenure,
    make_topic,
)

pytestmark = pytest.mark.django_db

MAY = datetime(2026, 5, 3, 12, 30, 15, 123456, tzinfo=UTC)


def make_record():
    """A record with something in every table, and secrets beside it."""
    make_person(name="Secret Person", slug="secret-person")
    ministry = make_organization(
        name="Ministry, “quoted”", country="IR", parent=make_organization()
    )
    OrganizationName.objects.create(organization=ministry, name="وزارت", language="fa")
    person = make_person(name="Anna Tamm", slug="anna", born=PartialDate.parse("c. 1960"))
    PersonName.objects.create(person=person, name="Анна Тамм", language="ru")
    PersonIdentifier.objects.create(person=person, scheme="wikidata", value="Q11")
    person.slug = "anna-tamm"
    person.save()
    office = make_office(organization=ministry)
    tenure = make_tenure(person=person, office=office, start=PartialDate.parse("2001"))
    outlet = make_outlet(affiliation=ministry, affiliation_note="state-owned")
    OutletDomain.objects.create(outlet=outlet, domain="daily.example")
    topic = make_topic(parent=make_topic())
    occasion = make_occasion(host=make_organization(name="The Host"))
    occasion.participants.add(person, make_person(name="Secret Participant"))
    draft = make_statement(text="Secret draft.", person=make_person(name="Secret Drafter"))
    first = make_published_statement(
        text="We will, “perhaps”,\nkeep our word.",
        person=person,
        tenure=tenure,
        occasion=occasion,
        published_at=MAY,
        said_on=PartialDate.parse("2001-05"),
    )
    first.topics.add(topic)
    Addressee.objects.create(statement=first, person=make_person(name="Somebody Addressed"))
    Addressee.objects.create(statement=first, description="students")
    Translation.objects.create(statement=first, language="fr", text="Peut-être.")
    reviewer = get_user_model().objects.create(username="Secret reviewer")
    second = make_published_statement(
        text="It is on page 3.",
        appearance={
            "document": make_document(outlet=outlet),
            "locator": "p. 3",
            "checked_by": reviewer,
            "credited_outlet": outlet,
        },
    )
    make_appearance(statement=second, parent=second.appearances.get())
    Relation.objects.create(statement=second, kind="clarifies", to_statement=first, note="So.")
    Relation.objects.create(statement=draft, kind="clarifies", to_statement=first, note="Secret.")
    dossier = make_dossier(published_at=MAY, title="Words")
    DossierEntry.objects.create(dossier=dossier, position=1, commentary="Read this:")
    DossierEntry.objects.create(dossier=dossier, position=2, statement=first)
    DossierEntry.objects.create(dossier=dossier, position=3, statement=draft)
    make_dossier(title="Secret dossier")
    # A correction that names somebody who is not public.
    Statement.objects.filter(pk=second.pk).update(person=make_person(name="Rightly Named"))
    Statement.objects.filter(pk=first.pk).update(note="Corrected.")
    make_secrets()
    return first, second


def make_secrets():
    for status in ("draft", "in_review"):
        capture = make_capture(f"Secret text: Secret {status}.", document=make_document(
            title=f"Secret document {status}", outlet=make_outlet(name=f"Secret outlet {status}")
        ))  # fmt: skip
        statement = make_statement(
            text=f"Secret {status}.",
            status=status,
            person=make_person(name=f"Secret speaker {status}"),
            occasion=make_occasion(name=f"Secret occasion {status}"),
        )
        statement.topics.add(make_topic(name=f"Secret topic {status}"))
        make_appearance(statement=statement, capture=capture)
    capture = make_capture("Secret text: Secret withdrawn.")
    withdrawn = make_published_statement(
        text="Secret withdrawn.",
        person=make_person(name="Secret Withdrawn"),
        appearance={"capture": capture},
    )
    withdrawn.status, withdrawn.withdrawn_at = "withdrawn", timezone.now()
    withdrawn.withdrawal_reason = "Secret reason."
    withdrawn.save()


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def empty_the_database():
    check_now()
    tables = ", ".join(f'"{table.table}"' for table in TABLES)
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")


def rows(folder, path):
    with (folder / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_record_comes_back_from_its_dump(tmp_path):
    first, second = make_record()
    made = dump(tmp_path)
    empty_the_database()
    restore(made)
    again = dump(tmp_path)
    assert contents(made) == contents(again)
    back = Statement.objects.get(public_id=first.public_id)
    assert (back.text, back.published_at, back.version) == (first.text, MAY, 2)
    assert (back.person.name, str(back.said_on)) == ("Anna Tamm", "May 2001")
    assert [a.state for a in back.appearances.all()] == ["verified"]
    assert back.corrections.get().changes == {"note": ["", "Corrected."]}
    other = Statement.objects.get(public_id=second.public_id)
    assert [a.locator for a in other.appearances.all()] == ["p. 3", ""]
    assert other.appearances.all()[1].parent == other.appearances.all()[0]
    assert Statement.objects.search("perhaps").count() == 1
    # New rows go on where the restored ones end.
    assert make_statement().pk == 3


def test_former_addresses_lead_to_restored_rows(tmp_path, client):
    make_record()
    made = dump(tmp_path)
    empty_the_database()
    restore(made)
    assert client.get("/people/anna/").headers["Location"] == "/people/anna-tamm/"


def test_nothing_unpublished_is_in_a_dump(tmp_path):
    make_record()
    for path, content in contents(dump(tmp_path)).items():
        assert b"Secret" not in content, path


def test_rows_are_numbered_without_gaps(tmp_path):
    make_record()
    made = dump(tmp_path)
    for path in made.glob("csv/*.csv"):
        numbers = [int(row["id"]) for row in rows(made, path) if "id" in row]
        assert numbers == list(range(1, len(numbers) + 1)), path


def test_a_correction_tells_rows_by_their_number_in_the_dump(tmp_path):
    make_record()
    made = dump(tmp_path)
    (path,) = [p for p in made.glob("csv/corrections/*.csv") if p.stem != "2026-05"]
    (correction,) = rows(made, path)
    people = {row["name"]: int(row["id"]) for row in rows(made, "csv/people.csv")}
    # Who was named wrongly is not public, and has no number.
    assert json.loads(correction["changes"]) == {"person_id": [None, people["Rightly Named"]]}


def test_statements_are_split_by_month_of_publication(tmp_path):
    first, _ = make_record()
    made = dump(tmp_path)
    this_month = timezone.now().strftime("%Y-%m")
    for kind, folder in (("csv", "csv/statements"), ("jsonl", "jsonl/statements")):
        assert sorted(p.name for p in (made / folder).iterdir()) == [
            f"2026-05.{kind}",
            f"{this_month}.{kind}",
        ]
    (line,) = (made / "jsonl/statements/2026-05.jsonl").read_text().splitlines()
    told = json.loads(line)
    assert told["text"] == first.text
    assert told["speaker"] == {"type": "person", "name": "Anna Tamm", "slug": "anna-tamm"}
    assert told["published_at"] == "2026-05-03T12:30:15.123456Z"
    assert [one["text"] for one in told["translations"]] == ["Peut-être."]


def test_the_same_record_makes_the_same_dump(tmp_path):
    make_record()
    assert contents(dump(tmp_path)) == contents(dump(tmp_path))


def test_an_empty_record_has_a_dump_too(tmp_path):
    made = dump(tmp_path)
    assert rows(made, "csv/people.csv") == []
    restore(made)
    assert contents(dump(tmp_path)) == contents(made)


def test_checksums_are_right(tmp_path):
    make_record()
    made = dump(tmp_path)
    lines = (made / "SHA256SUMS").read_text().splitlines()
    told = dict(reversed(line.split("  ")) for line in lines)
    assert told == {
        path: hashlib.sha256(content).hexdigest()
        for path, content in contents(made).items()
        if path != "SHA256SUMS"
    }


# The descriptor, by the Data Package and Table Schema specifications, version 1

PARSERS = {
    "integer": int,
    "string": str,
    "boolean": lambda text: {"true": True, "false": False}[text],
    "date": lambda text: datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC),
    "datetime": lambda text: datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC),
    "array": lambda text: list(json.loads(text)),
    "object": lambda text: dict(json.loads(text)),
}


def test_the_descriptor_describes_every_file(tmp_path):
    make_record()
    made = dump(tmp_path)
    package = json.loads((made / "datapackage.json").read_text())
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    resources = package["resources"]
    names = [resource["name"] for resource in resources]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9._-]+", name) for name in names)
    files = contents(made)
    described = {resource["path"] for resource in resources}
    assert described == files.keys() - {"datapackage.json", "SHA256SUMS"}
    for resource in resources:
        content = files[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"


def errors_by_the_standard(made):
    """Return what the standard's own library finds wrong: descriptor, sums, types, keys."""
    report = frictionless.validate(made / "datapackage.json")
    resources = json.loads((made / "datapackage.json").read_text())["resources"]
    # A resource that was not read is none that was found right.
    assert (report.stats["tasks"], report.warnings) == (len(resources), [])
    tasks = [error for task in report.tasks for error in task.errors]
    return [(error.type, error.note) for error in report.errors + tasks]


def test_the_standards_own_library_finds_a_dump_valid(tmp_path):
    make_record()
    assert errors_by_the_standard(dump(tmp_path)) == []


def test_the_standards_own_library_reads_every_cell(tmp_path):
    make_record()
    made = dump(tmp_path)
    path = made / "csv/organizations.csv"
    before = path.read_bytes()
    path.write_bytes(before.replace(b"\n1,", b"\none,"))
    assert {kind for kind, _ in errors_by_the_standard(made)} >= {"type-error", "hash-count"}


def test_every_cell_is_of_its_columns_type(tmp_path):
    make_record()
    made = dump(tmp_path)
    package = json.loads((made / "datapackage.json").read_text())
    tables = {r["name"]: r for r in package["resources"] if "schema" in r}
    for resource in tables.values():
        fields = resource["schema"]["fields"]
        header = (made / resource["path"]).read_text(encoding="utf-8").partition("\n")[0]
        assert header.split(",") == [one["name"] for one in fields]
        for row in rows(made, resource["path"]):
            for one in fields:
                cell = row[one["name"]]
                assert cell or not one.get("constraints", {}).get("required"), (resource, one)
                if cell:
                    PARSERS[one["type"]](cell)
        for key in resource["schema"].get("foreignKeys", []):
            target = tables[key["reference"]["resource"] or resource["name"]]
            known = {row["id"] for row in rows(made, target["path"])} | {""}
            assert {row[key["fields"][0]] for row in rows(made, resource["path"])} <= known


def test_every_column_is_documented():
    page = (settings.BASE_DIR / "docs" / "bulk-data.md").read_text()
    for table in TABLES:
        section = page.partition(f"\n### {table.name}\n")[2].partition("\n### ")[0]
        assert table.description in section, table.name
        told = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", section, re.M)
        assert told == [(c.name, c.type, c.description) for c in table.columns], table.name


# What goes wrong


def test_a_dump_that_is_broken_off_leaves_nothing(tmp_path):
    def break_off(path, size):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dump(tmp_path, progress=break_off)
    assert list(tmp_path.iterdir()) == []


def test_a_record_that_is_not_empty_is_not_written_over(tmp_path):
    made = dump(tmp_path)
    make_person()
    with pytest.raises(RestoreError, match="There are people here already"):
        restore(made)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda made: (made / "csv/people.csv").write_text("id\n1\n"), "people.csv is damaged"),
        (lambda made: (made / "csv/people.csv").unlink(), "csv/people.csv is missing"),
        (lambda made: (made / "SHA256SUMS").unlink(), "is no dump: it has no SHA256SUMS"),
        (
            lambda made: (made / "SHA256SUMS").write_text("0  ../../etc/passwd\n"),
            "is outside the dump",
        ),
    ],
    ids=["damaged", "missing", "no sums", "outside"],
)
def test_a_damaged_dump_is_refused(tmp_path, damage, message):
    made = dump(tmp_path)
    damage(made)
    with pytest.raises(CommandError, match=message):
        call_command("restore_record", str(made))


def test_a_dump_whose_quotes_do_not_stand_there_is_refused(tmp_path):
    make_published_statement(text="We will keep our word.")
    made = dump(tmp_path)
    path = made / "csv/captures.csv"
    changed = path.read_text().replace("keep our word", "keep his word")
    path.write_text(changed)
    sums = (made / "SHA256SUMS").read_text().splitlines()
    digest = hashlib.sha256(changed.encode()).hexdigest()
    mended = [f"{digest}  csv/captures.csv" if "captures" in line else line for line in sums]
    (made / "SHA256SUMS").write_text("\n".join(mended))
    empty_the_database()
    with pytest.raises(CommandError, match="A verified appearance quotes the kept text"):
        call_command("restore_record", str(made))
    assert not Appearance.objects.exists()


def test_the_command_keeps_the_newest(tmp_path, capsys):
    for _ in range(3):
        call_command("dump_record", str(tmp_path), "--keep", "2")
    assert len(list(tmp_path.iterdir())) == 2
    assert "csv/people.csv" in capsys.readouterr().err
