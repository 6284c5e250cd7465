"""What the database refuses of statements and all that belongs to them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from people.partial_dates import PartialDate
from people.tests.database import assert_refused, check_now, delete, foreign_key, update
from statements.models import (
    Appearance,
    DistinctPair,
    Relation,
    Statement,
)
from statements.tests.factories import (
    make_appearance,
    make_document,
    make_organization,
    make_person,
    make_published_statement,
    make_statement,
    make_tenure,
    make_topic,
)

pytestmark = pytest.mark.django_db

DAY = PartialDate.parse("2017-12-13")


def test_two_speakers_are_refused_in_the_form_too():
    statement = make_statement()
    statement.organization = make_organization()
    with pytest.raises(ValidationError, match="not both"):
        statement.full_clean()
    assert_refused("statements_statement_one_speaker", statement.save)


@pytest.mark.parametrize(
    ("start", "end", "said_on"),
    [
        (None, None, None),
        (None, None, DAY),
        ("2015", None, DAY),
        ("2015", "2017", DAY),
        ("2018", None, None),
        ("2017-12", "2018", PartialDate.parse("2017")),
        ("c. 2018", None, DAY),
    ],
)
def test_a_tenure_that_may_have_held_that_day_fits(start, end, said_on):
    tenure = make_tenure(
        start=start and PartialDate.parse(start),
        end=end and PartialDate.parse(end),
        state="ended" if end else "unknown",
    )
    make_statement(person=tenure.person, tenure=tenure, said_on=said_on)
    check_now()


@pytest.mark.parametrize(("start", "end"), [("2018", None), (None, "2016"), ("2017-12-14", None)])
def test_a_tenure_of_other_days_is_refused(start, end):
    tenure = make_tenure(
        start=start and PartialDate.parse(start),
        end=end and PartialDate.parse(end),
        state="ended" if end else "unknown",
    )
    assert_refused(
        "statements_statement_tenure_fits",
        make_statement,
        person=tenure.person,
        tenure=tenure,
        said_on=DAY,
    )


def test_a_tenure_of_somebody_else_is_refused():
    assert_refused(
        "statements_statement_tenure_fits",
        make_statement,
        person=make_person(),
        tenure=make_tenure(),
    )


def test_an_organization_speaks_in_no_tenure():
    assert_refused(
        "statements_statement_tenure_fits",
        make_statement,
        organization=make_organization(),
        tenure=make_tenure(),
    )


def test_a_tenure_cannot_move_away_from_what_was_said_in_it():
    tenure = make_tenure(start=PartialDate.parse("2017"))
    statement = make_statement(person=tenure.person, tenure=tenure, said_on=DAY)
    check_now()
    moved = {"start_earliest": "2018-01-01", "start_latest": "2018-12-31"}
    assert_refused("people_tenure_still_fits_statements", update, tenure, **moved)
    with transaction.atomic():  # Together with the statement it may.
        update(tenure, **moved)
        update(statement, tenure_id=None)
        check_now()


def test_a_published_statement_has_an_appearance():
    assert_refused(
        "statements_statement_published_appears",
        make_statement,
        status="published",
        published_at=timezone.now(),
    )
    make_published_statement()
    check_now()


def test_the_last_appearance_of_a_published_statement_stays():
    statement = make_published_statement()
    assert_refused("statements_statement_published_appears", delete, statement.appearances.get())
    assert_refused(
        "statements_statement_published_appears",
        update,
        statement.appearances.get(),
        statement_id=make_statement().pk,
    )


def test_a_direct_quote_is_published_on_its_very_words_alone():
    unchecked = {"document": make_document()}
    assert_refused("statements_statement_published_checked", _publish_now, appearance=unchecked)
    _publish_now(appearance=unchecked, kind="indirect")


def test_a_locator_counts_only_with_a_reviewers_word(django_user_model):
    printed = {"document": make_document(), "locator": "p. 12"}
    assert_refused("statements_statement_published_checked", _publish_now, appearance=printed)
    reviewer = django_user_model.objects.create_user("reviewer")
    _publish_now(appearance={**printed, "checked_by": reviewer})


def _publish_now(**values):
    make_published_statement(**values)
    check_now()


def test_what_becomes_a_direct_quote_in_public_is_checked():
    statement = make_published_statement(appearance={"document": make_document()}, kind="indirect")
    assert_refused("statements_statement_published_checked", update, statement, kind="direct")
    make_appearance(statement=statement)
    update(statement, kind="direct")
    check_now()


def test_other_words_of_a_published_quote_are_checked():
    statement = make_published_statement()
    check_now()
    with transaction.atomic():
        update(statement, text="We will keep our word, always.")
        update(statement.appearances.get(), state="altered")
        with pytest.raises(IntegrityError, match="exact words stand in the kept text"):
            check_now()
        transaction.set_rollback(True)
    # A source that changed is no fault of the statement's, and does not unpublish it.
    update(statement.appearances.get(), state="altered")
    update(statement, note="The source was changed.")
    check_now()


def test_the_checked_appearance_of_a_published_quote_stays(django_user_model):
    statement = make_published_statement()
    checked = statement.appearances.get()
    make_appearance(statement=statement, document=make_document())
    assert_refused("statements_statement_published_checked", delete, checked)
    reviewer = django_user_model.objects.create_user("reviewer")
    make_appearance(
        statement=statement, document=make_document(), locator="p. 12", checked_by=reviewer
    )
    delete(checked)
    check_now()
    printed = statement.appearances.get(locator="p. 12")
    assert_refused("statements_statement_published_checked", update, printed, locator="")
    assert_refused("statements_statement_published_checked", update, printed, checked_by_id=None)
    update(printed, locator="p. 13")
    check_now()


def test_a_report_relies_on_another_of_the_same_words():
    statement = make_statement()
    report = make_appearance(statement=statement)
    made = make_appearance(statement=statement, document=make_document(), parent=report)
    check_now()
    other = make_appearance()
    name = "statements_appearance_parent_of_statement"
    assert_refused(name, update, made, parent_id=other.pk)
    assert_refused(name, update, report, statement_id=make_statement().pk)
    assert_refused("statements_appearance_refuse_cycle", update, report, parent_id=made.pk)
    assert_refused("statements_appearance_refuse_cycle", update, report, parent_id=report.pk)


def test_verified_words_stand_in_the_kept_text():
    appearance = make_appearance()
    for values in ({"exact": "other words"}, {"start": 0}, {"document_id": make_document().pk}):
        assert_refused("statements_appearance_verified_words", update, appearance, **values)
    update(appearance, exact="other words", state="altered")


def test_the_same_place_is_one_appearance():
    appearance = make_appearance()
    assert_refused(
        "statements_appearance_unique",
        make_appearance,
        statement=appearance.statement,
        capture=appearance.capture,
    )


WAYS = {
    ("draft", "in_review"),
    ("in_review", "draft"),
    ("in_review", "published"),
    ("published", "withdrawn"),
    ("withdrawn", "published"),
}
STATUS_VALUES = {
    "draft": {"published_at": None, "withdrawn_at": None},
    "in_review": {"published_at": None, "withdrawn_at": None},
    "published": {"published_at": timezone.now(), "withdrawn_at": None},
    "withdrawn": {
        "published_at": timezone.now(),
        "withdrawn_at": timezone.now(),
        "withdrawal_reason": "Misheard.",
    },
}


@pytest.mark.parametrize("before", STATUS_VALUES)
@pytest.mark.parametrize("after", STATUS_VALUES)
def test_the_way_to_the_public(before, after):
    statement = make_statement(status=before, **STATUS_VALUES[before])
    make_appearance(statement=statement)
    change = {"status": after, **STATUS_VALUES[after]}
    if before == after or (before, after) in WAYS:
        update(statement, **change)
        check_now()
    else:
        assert_refused("statements_statement_workflow", update, statement, **change)


def test_withdrawing_needs_a_public_reason():
    assert_refused(
        "statements_statement_publication",
        update,
        make_published_statement(),
        status="withdrawn",
        withdrawn_at=timezone.now(),
    )


@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_what_was_public_is_never_deleted(status):
    statement = make_statement(status=status, **STATUS_VALUES[status])
    make_appearance(statement=statement)
    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
        delete(statement)


def test_a_draft_can_be_deleted():
    statement = make_statement()
    statement.delete()
    assert not Statement.objects.exists()


def test_nobody_disappears_by_a_cascade():
    statement = make_statement()
    assert_refused(foreign_key("statements_statement", "person_id"), delete, statement.person)


def test_a_relation_is_between_two():
    first, second = make_statement(), make_statement()
    values = {"statement": first, "to_statement": second, "kind": "repeats"}
    Relation.objects.create(**values)
    assert_refused("statements_relation_unique", Relation.objects.create, **values)
    assert_refused(
        "statements_relation_of_two",
        Relation.objects.create,
        **{**values, "to_statement": first},
    )
    assert_refused(
        "statements_relation_kind", Relation.objects.create, **{**values, "kind": "likes"}
    )


def test_a_pair_is_set_aside_once():
    first, second = make_statement(), make_statement()
    DistinctPair.objects.create(first=first, second=second)
    assert_refused(
        "statements_distinctpair_unique", DistinctPair.objects.create, first=first, second=second
    )
    assert_refused(
        "statements_distinctpair_ordered", DistinctPair.objects.create, first=second, second=first
    )


def test_topics_form_a_tree():
    parent = make_topic(name="Missiles")
    child = make_topic(name="Range", parent=parent)
    assert_refused("statements_topic_refuse_cycle", update, parent, parent_id=child.pk)
    assert_refused("statements_topic_unique", make_topic, name="Missiles")
    make_topic(name="Range")


def test_appearance_states_are_those_of_the_design():
    assert Appearance.State.values == ["unchecked", "verified", "altered", "not_found"]
