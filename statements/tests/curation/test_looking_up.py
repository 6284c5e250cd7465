"""Every list of the admin, and every field that looks rows up, is searched through an index."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.curation import CuratedAdmin
from sources.models import DocumentURL, OutletDomain
from statements.models import Statement
from statements.tests.factories import (
    make_document,
    make_dossier,
    make_occasion,
    make_office,
    make_organization,
    make_outlet,
    make_person,
    make_statement,
    make_tenure,
    make_topic,
)

pytestmark = pytest.mark.django_db

CURATED = [one for one in admin.site._registry.values() if isinstance(one, CuratedAdmin)]


@pytest.fixture(autouse=True)
def curator(client):
    user = User.objects.create_user("curator", is_staff=True)
    user.groups.add(Group.objects.get(name="Curator"))
    client.force_login(user)
    return user


def listed(client, row, typed):
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist"
    response = client.get(reverse(name), {"q": typed})
    assert response.status_code == 200
    return [one.pk for one in response.context["cl"].result_list]


def offered(client, field, typed="", **query):
    model, name = field.split(".")
    asked = {"term": typed, "app_label": "statements", "model_name": model, "field_name": name}
    response = client.get(reverse("admin:autocomplete"), asked | query)
    return [one["text"] for one in response.json()["results"]]


ROWS = {
    "person": (lambda: make_person(name="José Núñez"), ["nunez", "Jose Nuñez", "nuenz"]),
    "organization": (lambda: make_organization(name="Côte Office"), ["cote office", "coet"]),
    "office": (lambda: make_office(title="Ministre des Armées"), ["armees", "ministre armes"]),
    "tenure": (
        lambda: make_tenure(person=make_person(name="José Núñez")),
        ["nunez", "nuenz"],
    ),
    "outlet": (lambda: make_outlet(name="L’Écho"), ["echo", "l'echo", "ehco"]),
    "document": (lambda: make_document(title="Une journée à l’Élysée"), ["elysee journee", "jour"]),
    "occasion": (
        lambda: make_occasion(name="Visite d’État", place="Téhéran"),
        ["teheran", "visite teheran", "tehran"],
    ),
    "topic": (
        lambda: make_topic(name="Énergies fossiles"),
        ["energie", "energi", "enregie", "fosiles", "fosile"],
    ),
    "dossier": (lambda: make_dossier(title="Dix années"), ["annees", "dix anneees"]),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_is_found_without_its_accents_and_with_a_slip(client, name):
    make, terms = ROWS[name]
    row = make()
    for typed in terms:
        assert listed(client, row, typed) == [row.pk], typed
    assert listed(client, row, "zzz") == []
    assert listed(client, row, "!") == []


def test_every_list_of_curated_rows_is_searched_by_a_way_of_its_own():
    names = {one.model._meta.model_name for one in CURATED}
    assert names == {*ROWS, "statement"}


@pytest.mark.parametrize("name", ROWS)
def test_no_search_reads_a_table_through(client, name):
    """None compares letter by letter in the database, and more rows are not more queries."""
    make, terms = ROWS[name]
    row = make()
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            listed(client, row, terms[0])
        assert not [one["sql"] for one in queries if "LIKE UPPER" in one["sql"]]
        counts.append(len(queries))
        for _ in range(3):
            make_person()
    assert counts[0] == counts[1] <= 20


def test_an_outlet_is_found_by_its_domain(client):
    outlet = make_outlet()
    OutletDomain.objects.create(outlet=outlet, domain="news.harbour.example")
    for typed in ("harbour.example", "news.harbour", "harbuor"):
        assert listed(client, outlet, typed) == [outlet.pk]


@pytest.mark.parametrize(
    "typed",
    [
        "https://news.example/a/b",
        "http://www.news.example/a/b?utm_source=x#top",
        "news.example/a/b",
        "https://news.example/a",
        "https://mirror.example/1",
    ],
)
def test_a_document_is_found_by_any_of_its_addresses(client, typed):
    document = make_document(canonical_url="https://news.example/a/b")
    DocumentURL.objects.create(document=document, url="https://mirror.example/1")
    make_document(canonical_url="https://news.example/c")
    assert listed(client, document, typed) == [document.pk]


def test_fields_that_look_rows_up_find_the_same(client):
    make_topic(name="Énergie")
    make_topic(name="Fisheries")
    assert offered(client, "statement.topics", "enregie") == ["Énergie"]
    assert offered(client, "statement.topics") == ["Fisheries", "Énergie"]


def test_only_the_speakers_own_offices_are_offered(client):
    anna = make_person(name="Anna Lindqvist")
    envoy = make_tenure(person=anna, office=make_office(title="Envoy"))
    minister = make_tenure(person=anna, office=make_office(title="Minister"))
    other = make_tenure(office=envoy.office)
    assert set(offered(client, "statement.tenure", person=anna.pk)) == {str(envoy), str(minister)}
    assert offered(client, "statement.tenure", "minis", person=anna.pk)[0] == str(minister)
    assert set(offered(client, "statement.tenure", "envoy")) == {str(envoy), str(other)}
    assert offered(client, "statement.tenure", person=make_person().pk) == []
    assert len(offered(client, "statement.tenure", person="nobody")) == 3


def test_somebody_elses_office_is_refused_all_the_same(client):
    statement, tenure = make_statement(), make_tenure()
    assert not Statement.objects.filter(pk=statement.pk, tenure=tenure).exists()
    values = {"person": statement.person_id, "tenure": tenure.pk, "text": "So.", "kind": "direct"}
    values |= {"language": "en"}
    for inline in ("appearances", "translations", "addressees", "relations"):
        values |= {f"{inline}-TOTAL_FORMS": "0", f"{inline}-INITIAL_FORMS": "0"}
    page = client.post(reverse("admin:statements_statement_add"), values).content.decode()
    assert "held by somebody else than the speaker" in page
    assert Statement.objects.count() == 1
