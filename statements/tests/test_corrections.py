"""Nothing that was published changes silently, by whichever way it changes."""

import pytest
from django.db import connection

from people.tests.database import update
from statements.models import StatementTopic, Translation
from statements.tests.factories import (
    make_person,
    make_published_statement,
    make_statement,
    make_topic,
)

pytestmark = pytest.mark.django_db


def test_a_changed_word_is_corrected_in_public():
    statement = make_published_statement(text="We will.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('on_record.reason', 'A word was misread.', true)")
    update(statement, text="We shall.")
    correction = statement.corrections.get()
    assert correction.changes == {"text": ["We will.", "We shall."]}
    assert correction.reason == "A word was misread."


def test_a_change_without_a_reason_is_corrected_all_the_same():
    statement = make_published_statement()
    person = make_person()
    before = statement.person_id
    update(statement, person_id=person.pk)
    correction = statement.corrections.get()
    assert (correction.changes, correction.reason) == ({"person_id": [before, person.pk]}, "")


def test_a_draft_changes_without_a_correction():
    statement = make_statement()
    update(statement, text="We shall.")
    assert not statement.corrections.exists()


def test_what_readers_do_not_see_needs_no_correction():
    statement = make_published_statement()
    update(statement, version=9)
    statement.topics.add(make_topic())
    assert not statement.corrections.exists()


def test_a_changed_or_deleted_translation_is_corrected():
    statement = make_published_statement()
    translation = Translation.objects.create(statement=statement, language="fr", text="Oui.")
    update(translation, text="Non.")
    translation.delete()
    changes = [correction.changes for correction in statement.corrections.all()]
    assert changes == [{"translation_fr": ["Oui.", "Non."]}, {"translation_fr": ["Non.", None]}]


def test_topics_given_and_taken_are_in_the_history():
    statement, topic = make_statement(), make_topic()
    statement.topics.add(topic)
    statement.topics.remove(topic)
    events = StatementTopic.pgh_event_model.objects.order_by("pgh_id")
    assert list(events.values_list("pgh_label", "topic_id")) == [
        ("insert", topic.pk),
        ("delete", topic.pk),
    ]
