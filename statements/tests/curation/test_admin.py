"""The record in the admin, used as its curators use it."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from people.models import Person, PersonName
from people.partial_dates import PartialDate
from people.tests.database import check_now
from statements.models import Correction, DistinctPair, Statement, Translation
from statements.tests.factories import (
    make_appearance,
    make_capture,
    make_person,
    make_published_statement,
    make_statement,
    make_tenure,
)

pytestmark = pytest.mark.django_db

WORDS = "We will keep our word."


def make_user(name, role):
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def contributor(client):
    user = make_user("contributor", "Contributor")
    client.force_login(user)
    return user


@pytest.fixture
def curator(client):
    user = make_user("curator", "Curator")
    client.force_login(user)
    return user


INLINES = ("appearances", "translations", "addressees", "relations")


def entry(**values):
    """What the browser sends for one statement with one appearance."""
    data = {"text": WORDS, "kind": "direct", "language": "en", **values}
    for inline in INLINES:
        data.setdefault(f"{inline}-TOTAL_FORMS", "0")
        data.setdefault(f"{inline}-INITIAL_FORMS", "0")
    return data


def with_appearance(document, **values):
    return {
        "appearances-TOTAL_FORMS": "1",
        "appearances-0-document": document.pk,
        **{f"appearances-0-{name}": value for name, value in values.items()},
    }


def add(client, **values):
    return client.post(reverse("admin:statements_statement_add"), entry(**values), follow=True)


def told(response):
    return [str(message) for message in response.context["messages"]]


def test_a_statement_is_entered_checked_and_given_its_office_on_one_page(client, contributor):
    tenure = make_tenure(start=PartialDate.parse("2016"))
    capture = make_capture(f"She said: “{WORDS}”")
    response = add(
        client,
        person=tenure.person_id,
        said_on="13 Dec 2017",
        **with_appearance(capture.document),
    )
    statement = Statement.objects.get()
    assert told(response)[0].startswith("Office held then")
    assert any(message.startswith("Verified") for message in told(response))
    assert (statement.status, statement.entered_by) == ("draft", contributor)
    assert statement.tenure == tenure
    assert str(statement.said_on) == "13 December 2017"
    assert statement.appearances.get().state == "verified"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("She said: “We will keep our solemn word here.”", "Altered"),
        ("Nothing of the kind stands in this text at all.", "Not found"),
    ],
)
def test_what_does_not_stand_there_is_said(client, contributor, text, message):
    response = add(
        client,
        person=make_person().pk,
        text="We will keep our word here.",
        **with_appearance(make_capture(text).document),
    )
    assert any(one.startswith(message) for one in told(response))


def test_wrong_input_is_named_at_its_field(client, contributor):
    held = make_tenure(start=PartialDate.parse("2018"))
    response = add(client, said_on="30 February 2017", person=held.person_id, tenure=held.pk)
    errors = response.context["adminform"].form.errors
    assert "February" in errors["said_on"][0]
    response = add(client, said_on="2017", person=held.person_id, tenure=held.pk)
    assert "not held on 2017" in response.context["adminform"].form.errors["tenure"][0]
    response = add(client, person=make_person().pk, tenure=held.pk)
    assert "somebody else" in response.context["adminform"].form.errors["tenure"][0]
    response = add(client)
    assert "Name a person or an organization" in str(response.context["adminform"].form.errors)
    assert not Statement.objects.exists()


def test_likely_duplicates_are_named_and_set_aside_for_good(client, curator):
    first = make_statement(text="We will keep our word, whatever the harbour may cost us.")
    text = "We will keep our word whatever the harbour may cost us!"
    response = add(
        client,
        text=text,
        person=first.person_id,
        **with_appearance(make_capture(text).document),
    )
    assert any("Likely the same as" in message for message in told(response))
    second = Statement.objects.exclude(pk=first.pk).get()
    address = reverse("admin:statements_statement_distinct", args=[second.pk, first.pk])
    assert client.get(address).status_code == 200
    assert not DistinctPair.objects.exists()
    client.post(address)
    assert DistinctPair.objects.get().first_id == first.pk


def test_an_older_version_is_refused_with_both_sides(client, contributor):
    person = make_person(name="Anna One")
    Person.objects.filter(pk=person.pk).update(name="Anna Theirs")
    data = {
        "name": "Anna Mine",
        "sort_name": person.sort_name,
        "slug": person.slug,
        "shown_version": "1",
    }
    for inline in ("names", "tenures"):
        data |= {f"{inline}-TOTAL_FORMS": "0", f"{inline}-INITIAL_FORMS": "0"}
    address = reverse("admin:people_person_change", args=[person.pk])
    html = client.post(address, data).content.decode()
    assert "Nothing was saved" in html
    assert "theirs “Anna Theirs”, yours “Anna Mine”" in html
    person.refresh_from_db()
    assert person.name == "Anna Theirs"
    assert client.post(address, data | {"shown_version": "2"}).status_code == 302


def step(client, statement, decision, **data):
    address = reverse("admin:statements_statement_step", args=[statement.pk])
    return client.post(address, {"decision": decision, **data}, follow=True)


def test_two_people_bring_a_statement_to_the_public(client, contributor):
    statement = make_statement(entered_by=contributor)
    make_appearance(statement=statement)
    step(client, statement, "submitted")
    assert "role" in told(step(client, statement, "published"))[0]
    client.force_login(make_user("curator", "Curator"))
    response = step(client, statement, "published")
    assert told(response) == ["The statement was published."]
    assert client.get(statement.get_absolute_url()).status_code == 200
    response = step(client, statement, "withdrawn", reason="Misheard.")
    assert client.get(statement.get_absolute_url()).status_code == 410


def test_a_step_needs_a_post(client, curator):
    statement = make_statement()
    address = reverse("admin:statements_statement_step", args=[statement.pk])
    assert client.get(address).status_code == 405


def test_a_published_statement_changes_with_a_public_reason(client, curator):
    statement = make_published_statement(text=WORDS)
    check_now()
    appearance = statement.appearances.get()
    data = entry(text="We shall keep our word.", person=statement.person_id, shown_version="1")
    data |= with_appearance(appearance.document, id=appearance.pk, statement=statement.pk)
    data |= {
        "appearances-INITIAL_FORMS": "1",
        "appearances-0-exact": WORDS,
        "appearances-0-shown_version": appearance.version,
    }
    address = reverse("admin:statements_statement_change", args=[statement.pk])
    html = client.post(address, data).content.decode()
    assert "readers are told why" in html
    response = client.post(address, data | {"correction_reason": "A word was misread."})
    assert response.status_code == 302
    correction = Correction.objects.get()
    assert correction.changes == {"text": [WORDS, "We shall keep our word."]}
    assert correction.reason == "A word was misread."


def test_contributors_change_drafts_alone(client, contributor):
    address = reverse("admin:statements_statement_change", args=[make_published_statement().pk])
    assert client.post(address, entry()).status_code == 403


def test_a_translation_of_what_is_published_changes_with_a_public_reason(client, curator):
    statement = make_published_statement(text=WORDS)
    check_now()
    translation = Translation.objects.create(statement=statement, language="fr", text="Oui.")
    appearance = statement.appearances.get()
    data = entry(text=WORDS, person=statement.person_id, shown_version=statement.version)
    data |= with_appearance(appearance.document, id=appearance.pk, statement=statement.pk)
    data |= {
        "appearances-INITIAL_FORMS": "1",
        "appearances-0-exact": WORDS,
        "appearances-0-shown_version": appearance.version,
        "translations-TOTAL_FORMS": "1",
        "translations-INITIAL_FORMS": "1",
        "translations-0-id": translation.pk,
        "translations-0-statement": statement.pk,
        "translations-0-language": "fr",
        "translations-0-text": "Non.",
        "translations-0-shown_version": translation.version,
    }
    address = reverse("admin:statements_statement_change", args=[statement.pk])
    assert "give the reason for the correction" in client.post(address, data).content.decode()
    assert not Correction.objects.exists()

    response = client.post(address, data | {"correction_reason": "Mistranslated."})
    assert response.status_code == 302, response.context["errors"]
    correction = Correction.objects.get()
    assert correction.changes == {"translation_fr": ["Oui.", "Non."]}
    assert correction.reason == "Mistranslated."


def test_history_names_who_changed_what_and_restores(client, curator):
    person = make_person(name="Anna One")
    Person.objects.filter(pk=person.pk).update(name="Anna Two")
    address = reverse("admin:people_person_history", args=[person.pk])
    html = client.get(address).content.decode()
    assert ">One</del>" in html
    assert ">Two</ins>" in html
    assert "Name: Anna <del" in html
    first = Person.pgh_event_model.objects.earliest("pgh_id")
    client.post(address, {"event": first.pgh_id})
    person.refresh_from_db()
    assert (person.name, person.version) == ("Anna One", 3)
    assert "curator" in client.get(address).content.decode()


def test_history_tells_of_names_given_changed_and_taken_away_on_the_page(client, curator):
    person = make_person()
    name = PersonName.objects.create(person=person, name="Anne Oldform")
    PersonName.objects.filter(pk=name.pk).update(name="Anne Newform")
    PersonName.objects.create(person=make_person(), name="Somebody Else")
    name.delete()
    response = client.get(reverse("admin:people_person_history", args=[person.pk]))

    told = [
        (change.part.rpartition(" ")[0], change.label) for change in response.context["changes"]
    ]
    part = str(PersonName._meta.verbose_name)
    assert told == [
        (part, "deleted"),
        (part, "changed"),
        (part, "entered"),
        ("", "entered"),
    ]
    html = response.content.decode()
    assert ">Oldform</del>" in html
    assert "Somebody" not in html


def test_a_form_without_the_version_it_was_shown_is_refused(client, contributor):
    person = make_person(name="Anna One")
    data = {"name": "Anna Mine", "sort_name": person.sort_name, "slug": person.slug}
    for inline in ("names", "tenures"):
        data |= {f"{inline}-TOTAL_FORMS": "0", f"{inline}-INITIAL_FORMS": "0"}
    html = client.post(reverse("admin:people_person_change", args=[person.pk]), data)
    assert "is missing from what was sent" in html.content.decode()
    person.refresh_from_db()
    assert person.name == "Anna One"


def test_a_row_on_the_page_that_somebody_else_has_changed_is_refused_too(client, contributor):
    person = make_person()
    name = PersonName.objects.create(person=person, name="First")
    PersonName.objects.filter(pk=name.pk).update(name="Theirs")
    address = reverse("admin:people_person_change", args=[person.pk])
    assert 'name="names-0-shown_version" value="2"' in client.get(address).content.decode()
    data = {
        "name": person.name,
        "sort_name": person.sort_name,
        "slug": person.slug,
        "shown_version": "1",
        "tenures-TOTAL_FORMS": "0",
        "tenures-INITIAL_FORMS": "0",
        "names-TOTAL_FORMS": "1",
        "names-INITIAL_FORMS": "1",
        "names-0-id": name.pk,
        "names-0-person": person.pk,
        "names-0-name": "Mine",
        "names-0-kind": name.kind,
        "names-0-shown_version": "1",
    }
    html = client.post(address, data).content.decode()
    assert "theirs “Theirs”, yours “Mine”" in html
    name.refresh_from_db()
    assert name.name == "Theirs"

    response = client.post(address, data | {"names-0-shown_version": "2"})
    assert response.status_code == 302, response.context["errors"]
    name.refresh_from_db()
    assert name.name == "Mine"


def test_a_blank_appearance_is_no_appearance(client, contributor):
    response = add(client, attribution="U.S. officials", **{"appearances-TOTAL_FORMS": "1"})
    assert response.redirect_chain, response.context["errors"]
    assert not Statement.objects.get().appearances.exists()


def test_autocomplete_finds_every_form_of_a_name(client, contributor):
    person = make_person(name="António Guterres")
    query = {"app_label": "statements", "model_name": "statement", "field_name": "person"}
    address = reverse("admin:autocomplete")
    results = client.get(address, query | {"term": "guteres"}).json()["results"]
    assert results == [{"id": str(person.pk), "text": "António Guterres"}]


@pytest.mark.parametrize("role", ["Contributor", "Curator", "Staff", "Administrator"])
def test_every_list_opens_for_every_role(client, role):
    make_published_statement()
    client.force_login(make_user("somebody", role))
    for name in (
        "people_person",
        "people_organization",
        "people_office",
        "people_tenure",
        "sources_outlet",
        "sources_document",
        "statements_statement",
        "statements_occasion",
        "statements_topic",
        "statements_dossier",
        "statements_correction",
    ):
        response = client.get(reverse(f"admin:{name}_changelist"), {"q": "word"})
        assert response.status_code == 200, name


def test_the_text_of_a_source_is_kept(client, contributor):
    document = make_capture("Old.").document
    data = {
        "title": document.title,
        "outlet": document.outlet_id,
        "kind": "article",
        "language": "en",
        "canonical_url": "HTTPS://Daily.Example/a?utm_source=x#top",
        "kept_text": "She said: “New.”",
        "shown_version": document.version,
    }
    for inline in ("other_urls", "captures"):
        data |= {f"{inline}-TOTAL_FORMS": "0", f"{inline}-INITIAL_FORMS": "0"}
    response = client.post(reverse("admin:sources_document_change", args=[document.pk]), data)
    assert response.status_code == 302, response.context["errors"]
    document.refresh_from_db()
    assert document.canonical_url == "https://daily.example/a"
    newest = document.captures.kept().first()
    assert (newest.text, newest.captured_by) == ("She said: “New.”", contributor)


def test_restoring_words_neither_publishes_nor_withdraws_and_says_why(client, curator):
    statement = make_published_statement(text=WORDS)
    check_now()
    Statement.objects.filter(pk=statement.pk).update(text="We shall keep our word.")
    Statement.objects.filter(pk=statement.pk).update(
        status="withdrawn", withdrawn_at=statement.published_at, withdrawal_reason="Misheard."
    )
    first = Statement.pgh_event_model.objects.earliest("pgh_id")
    address = reverse("admin:statements_statement_history", args=[statement.pk])
    client.post(address, {"event": first.pgh_id})
    statement.refresh_from_db()
    assert (statement.text, statement.status) == (WORDS, "withdrawn")
    assert Correction.objects.latest("pk").reason == "An earlier version was restored."
