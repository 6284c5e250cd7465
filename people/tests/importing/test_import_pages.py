"""Open data in the admin: sent, checked, run in the background, its questions answered."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from people.importing import admin as pages
from people.models import Import, ImportQuestion, Organization, Person
from people.tests.factories import make_person
from people.work import in_hand

pytestmark = pytest.mark.django_db

ADD = "/admin/people/import/add/"
CSV = b"position,person,personID,start\nMinister,Anna Tamm,Q11,2001\nMinister,Boris Mets,Q12,2005\n"


@pytest.fixture(autouse=True)
def at_once(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture
def curator(client):
    user = get_user_model().objects.create(username="curator", is_staff=True)
    user.groups.add(Group.objects.get(name="Curator"))
    client.force_login(user)
    return client


def send(client, raw=CSV, **fields):
    file = SimpleUploadedFile("officials.csv", raw)
    values = {
        "format": "wikidata-office-holders",
        "file": file,
        "organization": "Government of Iran",
        "country": "IR",
    }
    return client.post(ADD, {**values, **fields})


def test_a_file_is_checked_then_run(curator):
    response = send(curator)
    kept = Import.objects.get()
    assert response.url == kept.get_absolute_url()
    assert (kept.state, Person.objects.count()) == ("checked", 0)
    page = curator.get(response.url)
    assert "2 created" in page.text
    assert "person Anna Tamm created" in page.text
    curator.post(response.url, {"step": "run"})
    assert Person.objects.count() == 2
    page = curator.get(response.url)
    assert "5" not in page.headers.get("Refresh", "")
    assert "rows were written" in page.text
    assert "curator" in page.text
    history = reverse("admin:people_person_history", args=[Person.objects.first().pk])
    assert "importing Wikidata CSV of office-holders, officials.csv" in curator.get(history).text


def test_the_page_renews_itself_while_the_background_works(curator):
    response = send(curator)
    Import.objects.update(state="running", done=1, total=5)
    with in_hand(Import, Import.objects.get().pk):
        page = curator.get(response.url)
        assert page.headers["Refresh"] == "5"
        assert '<progress value="1" max="5">' in page.text
        assert 'value="run"' not in page.text
        again = curator.post(response.url, {"step": "run"}, follow=True)
        assert "being worked on already" in again.text


def test_large_files_are_checked_in_the_background(curator, monkeypatch):
    monkeypatch.setattr(pages, "AT_ONCE", 10)
    send(curator)
    assert Import.objects.get().state == "checked"
    send(curator, raw=b"position,person\n,Anna\n")
    kept = Import.objects.first()
    assert kept.state == "failed"
    assert "row 2" in curator.get(kept.get_absolute_url()).text


@pytest.mark.parametrize(
    ("raw", "fields", "message"),
    [
        (b"", {}, "The submitted file is empty."),
        (b"\xff\xfe", {}, "The file is not encoded as UTF-8."),
        (b"a,b\n1,2\n", {}, "There is no column of that name"),
        (b"position,person,start\nMinister,Anna,soon\n", {}, "row 2: start: “soon”"),
        (b"{}", {"format": "popolo"}, "This is not Popolo"),
        (CSV, {"country": "Irann"}, "Did you mean Iran (IR)?"),
        (CSV, {"as_of": "yesterday"}, "Enter a valid date."),
        (CSV, {"format": "xml"}, "Select a valid choice."),
        (CSV, {"source": "a b"}, "Enter a valid"),
    ],
)
def test_a_bad_file_says_why_and_is_not_kept(curator, raw, fields, message):
    response = send(curator, raw, **fields)
    assert message in response.text
    assert not Import.objects.exists()


def test_a_question_is_answered_and_takes_effect(curator):
    person = make_person(name="Anna Tamm")
    response = send(curator)
    curator.post(response.url, {"step": "run"})
    assert "1 question of this file waits for" in curator.get(response.url).text
    listed = curator.get(reverse("admin:people_importquestion_changelist"))
    assert "Is “Anna Tamm” in the file somebody on record?" in listed.text
    question = ImportQuestion.objects.get()
    page = reverse("admin:people_importquestion_change", args=[question.pk])
    assert "The same as Anna Tamm" in curator.get(page).text
    answered = {"answer": f"same {person.pk}", "version": question.version}
    assert curator.post(page, answered).url == response.url
    curator.post(response.url, {"step": "run"})
    assert person.identifiers.get().value == "Q11"
    question.refresh_from_db()
    assert question.answered_by.username == "curator"


def test_a_question_is_answered_by_an_address_that_was_not_proposed(curator):
    make_person(name="Anna Tamm")
    other = make_person(name="Anna T.", slug="anna-t")
    response = send(curator)
    curator.post(response.url, {"step": "run"})
    question = ImportQuestion.objects.get()
    page = reverse("admin:people_importquestion_change", args=[question.pk])
    fields = {"address": "anna-x", "version": question.version}
    assert "no person with this address" in curator.post(page, fields).text
    curator.post(page, {**fields, "address": "anna-t"})
    curator.post(response.url, {"step": "run"})
    assert other.identifiers.get().value == "Q11"


def test_an_answer_over_somebody_elses_is_refused(curator):
    make_person(name="Anna Tamm")
    response = send(curator)
    curator.post(response.url, {"step": "run"})
    question = ImportQuestion.objects.get()
    page = reverse("admin:people_importquestion_change", args=[question.pk])
    shown = question.version
    question.give("later")
    assert (
        "Somebody else has answered"
        in curator.post(page, {"answer": "different", "version": shown}).text
    )
    assert "Choose an answer." in curator.post(page, {"version": shown + 1}).text
    assert ImportQuestion.objects.get().answer == "later"


@pytest.mark.parametrize("role", ["Contributor", "Staff"])
def test_who_may_not(client, role):
    user = get_user_model().objects.create(username="somebody", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    assert client.get(ADD).status_code == 403
    assert send(client).status_code == 403
    assert client.get("/admin/people/import/").status_code == 403
    assert client.get("/admin/people/importquestion/").status_code == 403


def command(tmp_path, raw, *options, name="wikidata-office-holders"):
    path = tmp_path / "officials.csv"
    path.write_bytes(raw)
    call_command("import_open_data", name, str(path), *options)


def test_the_command_says_what_it_would_do_and_does_it(tmp_path, capsys):
    options = ["--organization", "Government of Iran", "--country", "IR"]
    command(tmp_path, CSV, *options, "--dry-run")
    told = capsys.readouterr().out
    assert "person: 2 created" in told
    assert "Nothing was written: this was a dry run." in told
    assert not Person.objects.exists()
    command(tmp_path, CSV, *options)
    written = capsys.readouterr()
    assert "6 rows written." in written.out
    assert "6 of 6 rows written" in written.err
    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    ("raw", "options", "message"),
    [
        (b"position,person\nMinister,Anna\n", [], "row 1: organization: There is no such column."),
        (CSV, ["--country", "iran"], "two-letter ISO 3166 code"),
        (CSV, ["--user", "nobody"], "There is no user “nobody”."),
        (b"", [], "officials.csv: The file is empty."),
    ],
)
def test_the_command_says_what_is_wrong(tmp_path, raw, options, message):
    given = ["--organization", "X", *options] if raw == CSV else options
    with pytest.raises(CommandError, match=message):
        command(tmp_path, raw, *given)


def test_the_command_names_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        call_command("import_open_data", "popolo", str(tmp_path / "none.json"))


def test_organizations_of_the_command_may_be_named_by_address(tmp_path):
    Organization.objects.create(name="Iran", slug="iran", kind="government", country="IR")
    command(tmp_path, CSV, "--organization", "iran")
    assert Organization.objects.count() == 1
