"""Readers and curators see languages and countries by name; addresses keep the codes."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from people.models import Organization
from people.tests.database import update
from statements.models import Statement, Translation
from statements.tests.curation.entering import add, change, change_address, entry
from statements.tests.factories import (
    make_organization,
    make_outlet,
    make_person,
    make_published_statement,
    make_statement,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def persian():
    return make_published_statement(text="سلام", language="fa-AF")


@pytest.fixture
def curator(client):
    user = User.objects.create_user("curator", is_staff=True)
    user.groups.add(Group.objects.get(name="Curator"))
    client.force_login(user)
    return user


def test_facets_and_chips_name_languages_and_link_to_codes(client, persian):
    make_published_statement(language="ckb")
    listing = client.get("/statements/").context["listing"]
    [languages] = [facet for facet in listing.facets if facet.name == "language"]
    assert {(one.label, one.query) for one in languages.choices} == {
        ("Persian", "language=fa"),
        ("Central Kurdish", "language=ckb"),
    }
    chips = client.get("/statements/?language=fa").context["listing"].chips
    assert [(chip.label, chip.value, chip.without) for chip in chips] == [
        ("Language", "Persian", "")
    ]


@pytest.mark.parametrize("typed", ["Persian", "persian", "Dari", "FA", "fas", "fa-AF"])
def test_a_language_typed_by_name_leads_to_its_code(client, persian, typed):
    response = client.get("/statements/", {"language": typed})
    assert response["Location"] == "/statements/?language=fa"
    assert client.get(response["Location"]).context["listing"].total == 1
    file = client.get("/statements.csv", {"language": typed})
    assert file["On-Record-Count"] == "1"


def test_a_statement_names_its_language_and_those_of_its_translations(client, persian):
    Translation.objects.create(statement=persian, language="ps", text="سلام")
    page = client.get(persian.get_absolute_url()).content.decode()
    assert '<a href="/statements/?language=fa">Dari</a>' in page
    assert "Pashto, translation" in page


def test_a_correction_names_the_languages_before_and_after(client, persian):
    translation = Translation.objects.create(statement=persian, language="ckb", text="Silav")
    update(persian, language="ps")
    update(translation, text="Slaw")
    page = client.get(persian.get_absolute_url()).content.decode()
    assert "The language changed: <del>Dari</del> <ins>Pashto</ins>" in page
    assert "The Central Kurdish translation changed: <del>Silav</del> <ins>Slaw</ins>" in page


def test_organizations_and_outlets_name_their_country(client):
    ministry = make_organization(country="IR")
    outlet = make_outlet(country="CI")
    make_published_statement(
        person=None, organization=ministry, appearance={"credited_outlet": outlet}
    )
    assert "· Iran" in client.get(ministry.get_absolute_url()).content.decode()
    assert "Côte d’Ivoire" in client.get(outlet.get_absolute_url()).content.decode()


def test_curators_type_a_name_or_a_code(client, curator):
    person = make_person()
    for number, typed in enumerate(["Pashto", "PS", "pus"]):
        add(client, person=person.pk, text=f"{number}", language=typed)
    assert set(Statement.objects.values_list("language", flat=True)) == {"ps"}


def test_a_code_that_is_none_is_told_with_what_may_be_meant(client, curator):
    response = client.post(
        reverse("admin:statements_statement_add"),
        entry(language="Pashtoo", person=make_person().pk),
    )
    assert "Did you mean Pashto (ps)?" in response.content.decode()
    assert 'value="Pashtoo"' in response.content.decode()
    assert not Statement.objects.exists()


def test_forms_show_the_name_and_leave_an_unchanged_code_alone(client, curator):
    statement = make_statement(language="ckb")
    page = client.get(change_address(statement)).content.decode()
    assert 'value="Central Kurdish"' in page
    change(client, statement, **entry(language="Central Kurdish", person=statement.person_id))
    statement.refresh_from_db()
    assert statement.language == "ckb"


def test_organizations_are_listed_with_their_country_by_name(client, curator):
    organization = make_organization(country="IR", kind="ministry")
    page = client.get(reverse("admin:people_organization_changelist")).content.decode()
    assert ">Iran<" in page
    data = {"name": organization.name, "slug": organization.slug, "kind": "ministry"}
    data |= {"country": "Turkiya", "shown_version": organization.version}
    for inline in ("names", "identifiers"):
        data |= {f"{inline}-TOTAL_FORMS": "0", f"{inline}-INITIAL_FORMS": "0"}
    response = change(client, organization, **data)
    assert "Did you mean Türkiye (TR)?" in response.content.decode()
    change(client, organization, **data | {"country": "Türkiye"})
    assert Organization.objects.get().country == "TR"
