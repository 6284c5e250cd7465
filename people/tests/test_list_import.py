"""Lists of the admin from tables: previewed, all or nothing, updates by address."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from people.list_import import ListImport
from people.models import Office, Organization, Person, Tenure
from people.tests.factories import make_office, make_organization, make_person
from people.tests.tables.files import ods, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(client):
    user = User.objects.create_user("curator", is_staff=True)
    user.groups.add(Group.objects.get(name="Curator"))
    client.force_login(user)
    return user


def preview(client, raw, what="people_person"):
    """Upload a table; return the page that shows what would become of it."""
    data = {"format": "0", "resource": "0", "import_file": SimpleUploadedFile("list", raw)}
    return client.post(reverse(f"admin:{what}_import"), data)


def imported(client, raw, what="people_person"):
    page = preview(client, raw, what)
    assert "confirm_form" in page.context, page.content.decode()
    return client.post(
        reverse(f"admin:{what}_process_import"), page.context["confirm_form"].initial, follow=True
    )


PEOPLE = (
    "slug,name,sort_name,born,description\n"
    'anna-lindqvist,Anna Lindqvist,"Lindqvist, Anna",May 1960,Minister\n'
    'bo-ek,Bo Ek,"Ek, Bo",,\n'
)


def test_rows_are_previewed_and_then_imported(client, curator):
    page = preview(client, PEOPLE.encode())
    assert "Anna Lindqvist" in page.content.decode()
    assert not Person.objects.exists()
    imported(client, PEOPLE.encode())
    anna = Person.objects.get(slug="anna-lindqvist")
    assert (str(anna.born), anna.sort_name) == ("May 1960", "Lindqvist, Anna")
    event = Person.pgh_event_model.objects.filter(pgh_obj=anna).get()
    assert event.pgh_context.metadata["user"] == curator.pk


def test_updates_go_by_slug_and_change_only_the_columns_given(client, curator):
    make_person(slug="bo-ek", name="Bo Eek", description="Kept.")
    imported(client, b"slug,name\nbo-ek,Bo Ek\n")
    bo = Person.objects.get()
    assert (bo.name, bo.description, bo.version) == ("Bo Ek", "Kept.", 2)


def test_the_same_list_twice_changes_nothing(client, curator):
    imported(client, PEOPLE.encode())
    imported(client, PEOPLE.encode())
    assert set(Person.objects.values_list("version", flat=True)) == {1}


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        ("cy,,Cy,,", "name", "cannot be blank"),
        ("cy,Cy,Cy,soon,", "born", "was not understood as a date"),
        ("Not A Slug,Cy,Cy,,", "slug", "letters, numbers"),
    ],
)
def test_one_wrong_row_stops_all_and_is_told(client, curator, row, column, message):
    page = preview(client, f"{PEOPLE}{row}\n".encode())
    told = page.content.decode()
    assert "confirm_form" not in page.context
    assert column in told
    assert message in told
    assert not Person.objects.exists()


def test_a_misspelt_column_is_an_error(client, curator):
    told = preview(client, b"slug,nmae\nbo-ek,Bo Ek\n").content.decode()
    assert "There is no column “nmae” in this list." in told


@pytest.mark.parametrize(
    "raw", [b"slug,nmae\nbo-ek,Bo Ek\n", b"slug,name,born\nbo-ek,Bo Ek,soon\n"]
)
def test_what_is_wrong_is_told_without_the_programs_own_words(client, curator, raw):
    told = preview(client, raw).content.decode()
    assert "Traceback" not in told
    assert ".py" not in told
    assert "Preview" in told


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"%PDF-1.7", "This is a PDF"),
        (b"a,b\n\0,c\n", "null byte"),
        (b"1,2\n3,4\n", "name the columns"),
        (b'slug,name\n=HYPERLINK("x"),Bo\n', "is a formula"),
        (b"x" * 5_000_001, "at most 5 MB"),
    ],
)
def test_what_is_no_list_says_why(client, curator, raw, message):
    assert message in preview(client, raw).content.decode()


@pytest.mark.parametrize(
    "raw",
    [
        b"slug\tname\tsort_name\nbo-ek\tBo Ek\tEk\n",
        xlsx(["slug", "name", "sort_name"], ["bo-ek", "Bo Ek", "Ek"]),
        ods(["slug", "name", "sort_name"], ["bo-ek", "Bo Ek", "Ek"]),
        b'[{"slug": "bo-ek", "name": "Bo Ek", "sort_name": "Ek"}]',
        "slug;name;sort_name\nbo-ek;Bo Ek;Ek\n".encode("utf-16"),
    ],
    ids=["tsv", "xlsx", "ods", "json", "utf-16"],
)
def test_any_kind_of_table_will_do(client, curator, raw):
    imported(client, raw)
    assert Person.objects.get().name == "Bo Ek"


def test_other_lists_are_named_by_their_addresses(client, curator):
    make_organization(slug="navy", name="Navy")
    raw = b"slug,title,organization\nchief,Chief,navy\n"
    imported(client, raw, "people_office")
    assert str(Office.objects.get()) == "Chief, Navy"
    told = preview(client, b"slug,title,organization\nx,X,nvay\n", "people_office")
    assert "There is no organization of the slug “nvay”" in told.content.decode()


def test_tenures_have_dates_in_part(client, curator):
    make_person(slug="bo-ek")
    make_office(slug="chief")
    raw = b"person,office,start,end,state\nbo-ek,chief,2016,Dec 2017,ended\n"
    imported(client, raw, "people_tenure")
    tenure = Tenure.objects.get()
    assert (str(tenure.start), str(tenure.end)) == ("2016", "December 2017")
    raw = f"id,note\n{tenure.pk},Acting\n".encode()
    imported(client, raw, "people_tenure")
    assert Tenure.objects.get().note == "Acting"


def test_what_the_database_refuses_leaves_nothing(client, curator):
    make_organization(slug="navy", name="Navy", kind="other", country="")
    raw = b"slug,name,kind\narmy,Army,armed_force\nnavy-2,Navy,other\n"
    page = preview(client, raw, "people_organization")
    assert "confirm_form" not in page.context
    assert Organization.objects.count() == 1


def test_only_who_may_add_and_change_imports(client):
    user = User.objects.create_user("staff", is_staff=True)
    user.groups.add(Group.objects.get(name="Staff"))
    client.force_login(user)
    assert client.get(reverse("admin:people_person_import")).status_code == 403


def test_every_list_that_curators_keep_can_be_imported():
    kept = {
        model.__name__
        for app in ("people", "sources", "statements")
        for model in apps.get_app_config(app).get_models()
        if isinstance(admin.site._registry.get(model), ListImport)
    }
    assert kept == {
        *("Person", "Organization", "Office", "Tenure", "Outlet", "Document"),
        *("Occasion", "Topic", "Dossier"),
        *("PersonName", "OrganizationName", "OutletDomain", "DocumentURL", "DossierEntry"),
        *("PersonIdentifier", "OrganizationIdentifier", "OfficeIdentifier"),
        *("Appearance", "Translation", "Addressee", "Relation"),
    }


def test_languages_and_countries_are_taken_by_name_or_code(client, curator):
    rows = b"slug,name,kind,country\nharbours,Harbours,ministry,Iran\nroads,Roads,ministry,tr\n"
    imported(client, rows, "people_organization")
    assert dict(Organization.objects.values_list("slug", "country")) == {
        "harbours": "IR",
        "roads": "TR",
    }
    wrong = preview(client, b"slug,name,kind,country\na,A,ministry,Irann\n", "people_organization")
    assert "Did you mean Iran (IR)?" in wrong.content.decode()


# What stands on the pages of others


def test_names_are_told_apart_by_all_their_columns(client, curator):
    anna = make_person(slug="anna", name="Anna")
    raw = b"person,name,language,kind\nanna,Anu,et,nickname\nanna,Anu,fi,nickname\n"
    imported(client, raw, "people_personname")
    assert sorted(anna.names.values_list("name", "language")) == [("Anu", "et"), ("Anu", "fi")]
    imported(client, raw.replace(b"fi,nickname", b"fi,former"), "people_personname")
    told = dict(anna.names.values_list("language", "version"))
    assert told == {"et": 1, "fi": 2}
    assert anna.names.get(language="fi").kind == "former"


def test_an_identifier_finds_its_row_by_scheme_and_value(client, curator):
    make_person(slug="anna", name="Anna")
    bo = make_person(slug="bo", name="Bo")
    imported(client, b"scheme,value,person\nwikidata,Q1,anna\n", "people_personidentifier")
    imported(client, b"scheme,value,person\nwikidata,Q1,bo\n", "people_personidentifier")
    assert [str(own) for own in bo.identifiers.all()] == ["wikidata Q1"]


@pytest.mark.parametrize(
    ("what", "raw", "message"),
    [
        ("people_personname", b"person,name\nanna,Anu\n", "A column “language” is needed"),
        ("people_personname", b"person,name,language\nnobody,Anu,\n", "person: There is no person"),
        ("people_personidentifier", b"scheme,value,person\nwikidata,42,anna\n", "letter Q"),
        ("people_tenure", b"person,office,start\nanna,chief,soon\n", "start: "),
        ("people_tenure", b"id,note\n77,Acting\n", "There is no row of this id"),
    ],
)
def test_what_is_wrong_with_a_part_is_told(client, curator, what, raw, message):
    make_person(slug="anna", name="Anna")
    make_office(slug="chief")
    page = preview(client, raw, what)
    assert "confirm_form" not in page.context
    assert message in page.content.decode()


def test_the_same_tenures_twice_change_nothing(client, curator):
    make_person(slug="bo-ek")
    make_office(slug="chief")
    raw = b"person,office,start,end,state\nbo-ek,chief,2016,Dec 2017,ended\nbo-ek,chief,,,unknown\n"
    imported(client, raw, "people_tenure")
    imported(client, raw, "people_tenure")
    assert list(Tenure.objects.values_list("version", flat=True)) == [1, 1]


def test_parts_are_reached_from_their_owners_import(client, curator):
    page = client.get(reverse("admin:people_person_import")).content.decode()
    for part in ("personname", "personidentifier", "tenure"):
        assert reverse(f"admin:people_{part}_import") in page
    assert "personname" not in client.get(reverse("admin:index")).content.decode()
    assert client.get(reverse("admin:people_personname_add")).status_code == 403


def test_the_page_says_which_columns_tell_rows_apart(client, curator):
    page = client.get(reverse("admin:people_personname_import")).content.decode()
    assert "<code>person</code>, <code>name</code> and <code>language</code> are on record" in page
