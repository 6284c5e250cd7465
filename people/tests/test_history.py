"""Every change is recorded by the database, by whichever way it came."""

import pghistory
import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from people.curated import Curated
from people.models import Organization, Person, PersonEvent
from people.tests.database import delete, update
from people.tests.factories import make_organization, make_person

pytestmark = pytest.mark.django_db


def labels():
    return list(PersonEvent.objects.order_by("pgh_id").values_list("pgh_label", "name"))


def test_insert_update_and_delete_are_recorded():
    person = make_person(name="One")
    person.name = "Two"
    person.save()
    person.delete()
    assert labels() == [("insert", "One"), ("update", "Two"), ("delete", "Two")]


def test_plain_sql_and_bulk_writes_are_recorded_with_the_database_user():
    Person.objects.bulk_create(
        [Person(name="One", sort_name="One", slug="one"), Person(name="B", sort_name="B", slug="b")]
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET name = 'Two' WHERE slug = 'one'")
        cursor.execute("SELECT current_user")
        user = cursor.fetchone()[0]
    event = PersonEvent.objects.get(pgh_label="update")
    assert (event.name, event.pgh_database_user, event.pgh_context) == ("Two", user, None)


def test_the_context_names_who_changed_it():
    with pghistory.context(user=7, reason="typing error"):
        make_person()
    assert PersonEvent.objects.get().pgh_context.metadata == {"user": 7, "reason": "typing error"}


def test_each_row_of_one_command_is_recorded_with_its_context():
    with pghistory.context(reason="a list"):
        Person.objects.bulk_create(
            Person(name=name, sort_name=name, slug=name) for name in ("one", "two", "three")
        )
    assert labels() == [("insert", "one"), ("insert", "two"), ("insert", "three")]
    assert {event.pgh_context.metadata["reason"] for event in PersonEvent.objects.all()} == {
        "a list"
    }


def test_saving_without_a_change_records_nothing_and_keeps_the_version():
    person = make_person()
    person.save()
    person.refresh_from_db()
    assert person.version == 1
    assert len(labels()) == 1


def test_each_change_raises_the_version_whatever_the_writer_sends():
    person = make_person()
    stale = Person.objects.get(pk=person.pk)
    Person.objects.filter(pk=person.pk).update(name="Two", version=40)
    stale.name = "Three"
    stale.save()
    stale.refresh_from_db()
    assert stale.version == 3


@pytest.mark.parametrize("change", [lambda event: update(event, name=""), delete])
def test_history_itself_never_changes(change):
    make_person()
    event = PersonEvent.objects.get()
    with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
        change(event)


def test_an_event_is_numbered_with_64_bits():
    assert PersonEvent._meta.pk.get_internal_type() == "BigAutoField"


def test_every_curated_table_counts_versions_and_keeps_history():
    models = [model for model in apps.get_models() if issubclass(model, Curated)]
    assert Organization in models
    for model in models:
        if model._meta.proxy:
            continue  # Its table's triggers are the concrete model's.
        names = {trigger.name for trigger in model._meta.triggers}
        assert {"count_versions", "insert_insert", "update_update", "delete_delete"} <= names, model


def test_a_parent_move_is_recorded():
    child, parent = make_organization(), make_organization()
    Organization.objects.filter(pk=child.pk).update(parent=parent)
    event = Organization.pgh_event_model.objects.filter(pgh_obj_id=child.pk).latest("pgh_id")
    assert event.parent_id == parent.pk
