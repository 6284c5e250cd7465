"""The record in the admin, used as its curators use it."""

import pytest
from django.urls import reverse

from people.models import Person
from people.partial_dates import PartialDate
from people.tests.factories import make_user
from statements.models import Statement
from statements.tests.curation.entering import (
    WORDS,
    add,
    change_address,
    entry,
    told,
    with_appearance,
)
from statements.tests.factories import (
    make_appearance,
    make_capture,
    make_person,
    make_published_statement,
    make_statement,
    make_tenure,
    make_topic,
)

pytestmark = pytest.mark.django_db


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
    assert "was published." in told(response)[0]
    assert client.get(statement.get_absolute_url()).status_code == 200
    response = step(client, statement, "withdrawn", reason="Misheard.")
    assert client.get(statement.get_absolute_url()).status_code == 410


def test_a_step_needs_a_post(client, curator):
    statement = make_statement()
    address = reverse("admin:statements_statement_step", args=[statement.pk])
    assert client.get(address).status_code == 405


def test_contributors_change_drafts_alone(client, contributor):
    address = reverse("admin:statements_statement_change", args=[make_published_statement().pk])
    assert client.post(address, entry()).status_code == 403


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


def saved_person(client, person=None, **values):
    """Send a person's page as it is without scripts."""
    data = {"sort_name": "Novak, Peter", **values}
    for inline in ("names", "tenures", "identifiers"):
        data |= {f"{inline}-TOTAL_FORMS": "0", f"{inline}-INITIAL_FORMS": "0"}
    name = "admin:people_person_change" if person else "admin:people_person_add"
    return client.post(reverse(name, args=[person.pk] if person else []), data)


@pytest.mark.parametrize(
    ("name", "slug", "expected"),
    [
        pytest.param("Peter Novak", "", "peter-novak-2", id="made of the name"),
        pytest.param("پیتر نوواک", "", "person", id="of other letters"),
        pytest.param("Peter Novak", "novak", "novak", id="as entered"),
    ],
)
def test_an_address_that_no_script_filled_in_is_made(client, contributor, name, slug, expected):
    make_person(name="Peter Novak", slug="peter-novak")
    response = saved_person(client, name=name, slug=slug)
    assert response.status_code == 302, response.context["errors"]
    assert Person.objects.latest("pk").slug == expected


def test_an_address_stays_where_it_was_emptied(client):
    client.force_login(make_user("somebody", "Curator"))
    person = make_person(name="Peter Novak", slug="old-novak")
    response = saved_person(
        client, person, name="Peter A. Novak", slug="", shown_version=person.version
    )
    assert response.status_code == 302, response.context["errors"]
    person.refresh_from_db()
    assert (person.name, person.slug) == ("Peter A. Novak", "old-novak")


def test_an_address_that_cannot_be_is_refused(client, contributor):
    response = saved_person(client, name="Peter Novak", slug="Peter Novak!")
    assert "slug" in response.context["adminform"].form.errors
    assert not Person.objects.exists()


@pytest.mark.parametrize(("role", "may_add"), [("Contributor", False), ("Curator", True)])
def test_topics_are_the_curators_and_contributors_are_told_so(client, role, may_add):
    client.force_login(make_user("somebody", role))
    page = client.get(reverse("admin:statements_statement_add")).content.decode()
    assert ("add_id_topics" in page) is may_add
    assert ("Topics are one tree, which curators keep." in page) is not may_add
    status = client.get(reverse("admin:statements_topic_add")).status_code
    assert status == (200 if may_add else 403)


def test_contributors_choose_among_the_topics_there_are(client, contributor):
    topic = make_topic(name="Harbours")
    add(client, person=make_person().pk, topics=[topic.pk])
    assert Statement.objects.get().topics.get() == topic


def test_the_speakers_offices_are_options_of_the_page_once_the_speaker_is_known(
    client, contributor
):
    tenure, other = make_tenure(), make_tenure()
    statement = make_statement(person=tenure.person)
    for address in (
        change_address(statement),
        f"{reverse('admin:statements_statement_add')}?person={tenure.person_id}",
    ):
        page = client.get(address).content.decode()
        assert f'<option value="{tenure.pk}"' in page
        assert f'<option value="{other.pk}"' not in page
    empty = client.get(reverse("admin:statements_statement_add") + "?person=x").content.decode()
    assert f'<option value="{tenure.pk}"' not in empty
