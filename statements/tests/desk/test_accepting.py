"""Accepting writes everything or nothing, and nothing unseen."""

import pytest

from people.models import Organization, Person
from people.partial_dates import PartialDate
from people.tests.factories import make_user
from sources.models import Outlet
from statements.models import Appearance, Occasion, Statement
from statements.tests.desk.browsing import (
    capture_of,
    desk,
    opened,
    rows,
    sent,
    step,
    told,
)
from statements.tests.factories import (
    make_capture,
    make_outlet,
    make_published_statement,
    make_topic,
)

pytestmark = pytest.mark.django_db


def test_an_accepted_proposal_is_a_draft_with_a_verified_appearance(client, contributor, lindqvist):
    capture, topic = capture_of(), make_topic()
    response = step(client, capture, "accept", topics=[topic.pk])
    statement = Statement.objects.get()
    assert (statement.text, statement.kind) == ("the harbour will stay open", "indirect")
    assert (statement.status, statement.entered_by) == ("draft", contributor)
    assert statement.person == lindqvist
    assert statement.attribution == "Harbour Minister Anna Lindqvist"
    assert statement.tenure.office.title == "Harbour Minister"
    assert str(statement.said_on) == "13 December 2017"
    assert list(statement.topics.all()) == [topic]
    appearance = statement.appearances.get()
    assert (appearance.state, appearance.capture) == ("verified", capture)
    assert capture.text[appearance.start : appearance.end] == "the harbour will stay open"
    first, second, _ = rows(capture)
    assert (first.state, first.statement, first.decided_by) == ("accepted", statement, contributor)
    assert first.corrected == []
    assert response.url.endswith(f"?at={second.pk}#proposal-{second.pk}")


def test_a_quotation_is_kept_without_its_marks_and_with_a_new_occasion(
    client, contributor, lindqvist
):
    capture = capture_of()
    opened(client, capture)
    step(client, capture, "accept", at=rows(capture)[1])
    statement = Statement.objects.get()
    assert (statement.text, statement.kind) == ("We will keep our word,", "direct")
    occasion = Occasion.objects.get()
    assert statement.occasion == occasion
    assert (occasion.name, occasion.kind) == ("News conference in Northfield", "press_conference")
    assert list(occasion.participants.all()) == [lindqvist]


def test_a_new_person_is_made_in_the_same_step_and_known_from_then_on(client, contributor):
    capture = capture_of("“It is late,” said Peter Novak.\n\n“It is cold,” Novak said.")
    step(client, capture, "accept")
    person = Person.objects.get()
    assert (person.name, person.sort_name, person.slug) == (
        "Peter Novak",
        "Novak, Peter",
        "peter-novak",
    )
    page = opened(client, capture).context["desk"]
    assert page.value("speaker") == f"person:{person.pk}"


def test_a_new_organization_and_a_new_outlet_are_made_too(client, contributor):
    capture = capture_of("The work has begun, said officials.")
    step(
        client,
        capture,
        "accept",
        speaker="new-organization",
        new_name="Harbour Authority",
        organization_kind="company",
        outlet="new",
        outlet_name="Coast News",
        outlet_kind="newspaper",
    )
    statement = Statement.objects.get()
    assert statement.organization == Organization.objects.get(name="Harbour Authority")
    assert statement.appearances.get().credited_outlet == Outlet.objects.get(name="Coast News")
    assert set(rows(capture)[0].corrected) == {"speaker", "outlet"}


def test_an_outlet_is_recognised_by_a_part_of_its_name(client, contributor):
    outlet = make_outlet(name="Coast News Agency")
    capture = capture_of("The harbour will close, officials said, the Coast News Agency reported.")
    step(client, capture, "accept")
    assert Appearance.objects.get().credited_outlet == outlet


def test_split_words_stand_as_one_statement(client, contributor):
    capture = capture_of()
    opened(client, capture)
    step(client, capture, "accept", at=rows(capture)[2])
    assert Statement.objects.get().text == "It is too late, The boats have gone."
    appearance = Appearance.objects.get()
    assert (appearance.state, len(appearance.spans)) == ("verified", 2)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"speaker": ""}, "speaker"),
        ({"speaker": "person:0"}, "speaker"),
        ({"speaker": "new-person", "new_name": " "}, "new_name"),
        ({"speaker": "nobody", "attribution": ""}, "attribution"),
        ({"said_on": "one day"}, "said_on"),
        ({"said_on": "2001"}, "tenure"),
        ({"occasion": "new", "occasion_name": ""}, "occasion_name"),
        ({"outlet": "new", "outlet_name": ""}, "outlet_name"),
        ({"outlet": "0"}, "outlet"),
        ({"kind": "shouted"}, "kind"),
    ],
)
def test_a_fault_is_shown_at_its_field_and_nothing_is_written(
    client, contributor, lindqvist, values, field
):
    capture = capture_of()
    tenure = str(lindqvist.tenures.get().pk)
    response = step(client, capture, "accept", **{"tenure": tenure, **values})
    assert response.status_code == 422
    assert field in response.context["desk"].form.errors
    assert not Statement.objects.exists()
    assert rows(capture)[0].state == "pending"


def test_what_the_database_refuses_is_said_and_nothing_is_half_written(client, contributor):
    make_outlet(name="Coast News")
    capture = capture_of("“It is late,” said Peter Novak.")
    values = {"outlet": "new", "outlet_name": "Coast News"}
    response = step(client, capture, "accept", **values)
    assert response.status_code == 422
    assert "already exists" in response.content.decode()
    assert not Person.objects.exists()


def test_nothing_is_accepted_that_changed_since_it_was_shown(client, contributor):
    capture = capture_of()
    shown = sent(opened(client, capture))
    step(client, capture, "move:end:narrower:word")
    response = client.post(desk(capture), shown | {"step": "accept"}, follow=True)
    assert "changed since it was shown" in told(response)[0]
    assert not Statement.objects.exists()


def test_nothing_is_decided_twice(client, contributor):
    capture = capture_of()
    shown = sent(opened(client, capture))
    client.post(desk(capture), shown | {"step": "accept"})
    client.force_login(make_user("another", "Contributor"))
    response = client.post(desk(capture), shown | {"step": "accept"}, follow=True)
    assert "changed by anna since it was shown to you, and is accepted now" in told(response)[0]
    assert Statement.objects.count() == 1


def test_known_words_become_another_appearance(client, contributor, lindqvist):
    known = make_published_statement(person=lindqvist, text="We will keep our word,")
    capture = capture_of()
    opened(client, capture)
    second = rows(capture)[1]
    page = opened(client, capture, second)
    assert page.context["desk"].duplicates == [known]
    response = step(client, capture, "accept", at=second, appearance_of=known.pk)
    assert "a curator may add to it" in response.content.decode()
    client.force_login(make_user("vera", "Curator"))
    step(client, capture, "accept", at=second, appearance_of=known.pk)
    assert known.appearances.count() == 2
    assert known.appearances.get(capture=capture).state == "verified"
    assert Statement.objects.get() == known


def chosen(client, capture, proposal):
    return opened(client, capture, proposal).context["desk"].appearance_of


def test_the_same_words_of_the_same_speaker_are_proposed_as_another_appearance(client, lindqvist):
    client.force_login(make_user("vera", "Curator"))
    known = make_published_statement(
        person=lindqvist, text="We will keep our word.", said_on=PartialDate.parse("Dec 2017")
    )
    capture = capture_of()
    opened(client, capture)
    second = rows(capture)[1]
    assert chosen(client, capture, second) == str(known.pk)

    # A curator's own choice stays.
    step(client, capture, "keep", at=second, appearance_of="none")
    second.refresh_from_db()
    assert chosen(client, capture, second) == "none"


@pytest.mark.parametrize(
    ("text", "said_on"),
    [("We will mostly keep our word.", "Dec 2017"), ("We will keep our word.", "2016")],
    ids=["other words", "another day"],
)
def test_what_is_merely_like_it_is_for_the_curator_to_choose(client, lindqvist, text, said_on):
    client.force_login(make_user("vera", "Curator"))
    make_published_statement(person=lindqvist, text=text, said_on=PartialDate.parse(said_on))
    capture = capture_of()
    opened(client, capture)
    second = rows(capture)[1]
    step(client, capture, "keep", at=second, said_on="13 December 2017")

    assert chosen(client, capture, second) == "none"


def test_nothing_is_proposed_that_the_user_may_not_do(client, contributor, lindqvist):
    make_published_statement(person=lindqvist, text="We will keep our word.")
    capture = capture_of()
    opened(client, capture)

    assert chosen(client, capture, rows(capture)[1]) == "none"


def test_in_another_capture_of_a_document_a_known_appearance_moves(client, contributor, lindqvist):
    first = capture_of()
    opened(client, first)
    step(client, first, "accept", at=rows(first)[1])
    statement = Statement.objects.get()
    later = make_capture(f"Updated.\n\n{first.text}", document=first.document)
    opened(client, later)
    second = rows(later)[1]
    assert chosen(client, later, second) == str(statement.pk)

    step(client, later, "accept", at=second, appearance_of=statement.pk)

    appearance = statement.appearances.get()
    assert (appearance.capture, appearance.state) == (later, "verified")
