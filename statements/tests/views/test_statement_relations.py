"""What a statement's page says of other statements."""

import pytest

from people.partial_dates import PartialDate
from statements.models import Relation
from statements.tests.factories import (
    make_document,
    make_person,
    make_published_statement,
    make_statement,
    make_topic,
)

pytestmark = pytest.mark.django_db


def page(client, statement):
    return client.get(statement.get_absolute_url())


def test_a_relation_is_read_from_both_ends(client):
    one = make_published_statement(text="It was so.")
    other = make_published_statement(text="It was not.")
    Relation.objects.create(statement=other, kind="contradicts", to_statement=one, note="Plainly.")

    assert "Contradicted by" in page(client, one).content.decode()
    assert "Plainly." in page(client, one).content.decode()
    assert "Contradicts" in page(client, other).content.decode()


def test_a_draft_bears_on_nothing_in_public(client):
    one = make_published_statement()
    draft = make_statement(text="A secret draft.")
    Relation.objects.create(statement=draft, kind="retracts", to_statement=one, note="Secret.")

    assert page(client, one).context["relations"] == []
    assert "ecret" not in page(client, one).content.decode()


def test_a_relations_source_is_linked_once_it_is_public(client):
    one, other = make_published_statement(), make_published_statement()
    hidden = make_document(title="Unseen paper")
    Relation.objects.create(statement=one, kind="repeats", to_statement=other, source=hidden)
    assert "Unseen paper" not in page(client, one).content.decode()

    Relation.objects.update(source=other.appearances.get().document)
    (relation,) = page(client, one).context["relations"]
    assert relation["source"] == other.appearances.get().document


def test_around_that_day_and_on_the_topic_are_two_lists(client):
    speaker, topic = make_person(), make_topic()
    one = make_published_statement(person=speaker, said_on=PartialDate.month(2017, 6))
    near = make_published_statement(person=speaker, said_on=PartialDate.month(2017, 7))
    make_published_statement(person=speaker, said_on=PartialDate.month(2011, 7))
    make_published_statement(said_on=PartialDate.month(2017, 6))
    on_topic = make_published_statement()
    for statement in (one, near, on_topic, make_statement()):
        statement.topics.add(topic)
    context = page(client, one).context

    assert [other.pk for other in context["near"]] == [near.pk]
    assert [other.pk for other in context["on_topic"]] == [on_topic.pk]


def test_the_page_says_how_to_cite_it(client):
    one = make_published_statement(text="We will keep our word.")

    assert (
        f"http://testserver/s/{one.public_id}/, version 1, read "
        in page(client, one).context["citation"]
    )
