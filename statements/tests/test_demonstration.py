"""The demonstration record: whole, checked against its text, and loaded once."""

from io import StringIO
from itertools import pairwise

import pytest
from django.conf import settings
from django.core.management import call_command

from people.models import Organization, Person
from people.tests.database import check_now, update
from statements.models import Appearance, Dossier, Statement

pytestmark = pytest.mark.django_db


def load():
    out = StringIO()
    call_command("load_demonstration", stdout=out)
    check_now()
    return out.getvalue()


def test_every_statement_is_published_and_verified_in_the_kept_text():
    assert "19 statements" in load()
    assert Statement.objects.published().count() == 19
    assert set(Appearance.objects.values_list("state", flat=True)) == {"verified"}


def test_each_kind_of_statement_and_speaker_is_there():
    load()
    kinds = set(Statement.objects.values_list("kind", flat=True))
    assert kinds == set(Statement.Kind.values)
    assert Statement.objects.filter(person__isnull=False).exists()
    assert Statement.objects.filter(organization__isnull=False).exists()
    assert Statement.objects.filter(person=None, organization=None).exists()


def test_a_person_speaks_in_the_office_held_that_day():
    load()
    said = Statement.objects.filter(person__slug="hossein-salami")
    assert {str(statement.tenure.office) for statement in said} == {
        "Deputy Commander, Islamic Revolution Guards Corps"
    }
    assert not Statement.objects.filter(person__isnull=False, tenure=None).exists()


def test_days_are_given_as_far_as_they_are_known():
    load()
    guterres = Statement.objects.get(person__slug="antonio-guterres")
    assert str(guterres.said_on) == "13 December 2017"
    araghchi = Statement.objects.filter(person__slug="abbas-araghchi").first()
    assert str(araghchi.said_on) == "2017"


def test_an_agency_is_credited_with_its_affiliation():
    load()
    tasnim = Statement.objects.filter(appearances__credited_outlet__slug="tasnim")
    assert tasnim.count() == 6
    outlet = tasnim.first().appearances.get().credited_outlet
    assert (outlet.affiliation.slug, outlet.affiliation_note) == ("irgc", "I.R.G.C.-affiliated")


def test_the_dossier_holds_every_statement_in_the_order_of_the_text():
    load()
    entries = Dossier.objects.get().entries.all()
    statements = [entry.statement for entry in entries if entry.statement]
    assert len(statements) == 19
    starts = [statement.appearances.get().start for statement in statements]
    moved = [later for earlier, later in pairwise(starts) if later < earlier]
    assert moved == []


def test_a_second_load_changes_nothing():
    load()
    person = Person.objects.get(slug="hossein-salami")
    update(person, description="Changed by a curator.")
    assert load() == "The demonstration record is there already.\n"
    person.refresh_from_db()
    assert person.description == "Changed by a curator."


def test_rows_that_are_there_are_used():
    Organization.objects.create(slug="iran", name="Iran", kind="government", country="IR")
    load()
    assert Organization.objects.get(slug="iran").name == "Iran"


def test_the_text_names_its_source():
    text = (settings.BASE_DIR / "fixtures/demonstration/brief.txt").read_text(encoding="utf-8")
    assert "Source: a brief of the Middle East Institute" in text
