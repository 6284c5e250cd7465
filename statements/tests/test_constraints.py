"""What each constraint of statements and all that belongs to them refuses and accepts."""

from itertools import count

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from people.tests import constraint_cases as cases
from people.tests.constraint_cases import Case
from statements.desk.models import ProposedStatement, Reading, ReadingVisit
from statements.importing.models import CheckedRow, ImportMapping, ImportRow, ImportSpeaker
from statements.models import (
    Addressee,
    Appearance,
    DistinctPair,
    Dossier,
    DossierEntry,
    Occasion,
    Relation,
    Review,
    Statement,
    Topic,
    Translation,
)
from statements.reports.definition import Definition
from statements.reports.models import Report
from statements.tests.factories import (
    make_appearance,
    make_capture,
    make_document,
    make_dossier,
    make_occasion,
    make_organization,
    make_person,
    make_statement,
    make_topic,
)
from statements.tests.importing.rows import (
    make_checked_row,
    make_import_mapping,
    make_import_row,
    make_import_speaker,
)

pytestmark = pytest.mark.django_db

_numbers = count(1)


def make_user():
    return User.objects.create_user(f"user-{next(_numbers)}")


def make_translation():
    return Translation.objects.create(
        statement=make_statement(), language="fr", text="Nous tiendrons parole."
    )


def make_addressee():
    return Addressee.objects.create(statement=make_statement(), description="students")


def make_unplaced_appearance():
    """An appearance whose words were not found: without a place, but with a capture."""
    return make_appearance(state="not_found", start=None, end=None, spans=[])


def make_relation():
    values = {"statement": make_statement(), "to_statement": make_statement(), "kind": "repeats"}
    return Relation.objects.create(**values)


def make_review():
    return Review.objects.create(statement=make_statement(), decision="published")


def make_pair():
    first, second = make_statement(), make_statement()
    return DistinctPair.objects.create(first=first, second=second)


def make_entry():
    values = {"dossier": make_dossier(), "position": next(_numbers), "commentary": "Before that:"}
    return DossierEntry.objects.create(**values)


def make_report():
    """A report for which an address is given, so that it may be scheduled."""
    values = {"owner": make_user(), "email": "desk@daily.example"}
    definition = Definition().as_json()
    return Report.objects.create(name=f"R {next(_numbers)}", definition=definition, **values)


def make_reading():
    return Reading.objects.create(capture=make_capture())


def make_visit():
    values = {"reading": make_reading(), "curator": make_user(), "last_seen_at": timezone.now()}
    return ReadingVisit.objects.create(**values)


def make_proposal():
    return ProposedStatement.objects.create(reading=make_reading(), spans=[[0, 3]])


def key_of(make):
    return lambda: make().pk


NOW = timezone.now()
DRAFT = {"published_at": None, "withdrawn_at": None, "withdrawal_reason": ""}
PUBLISHED = {"published_at": NOW, "withdrawn_at": None, "withdrawal_reason": ""}
WITHDRAWN = {"published_at": NOW, "withdrawn_at": NOW, "withdrawal_reason": "Misheard."}
REVIEWED = {"status": "in_review", **DRAFT}
DECIDED = {"decided_by_id": key_of(make_user), "decided_at": NOW}
PERSON, ORGANIZATION = key_of(make_person), key_of(make_organization)

CASES = {
    "statements_occasion_name_not_blank": cases.not_blank(make_occasion, "name"),
    "statements_occasion_kind": cases.one_of(make_occasion, "kind", Occasion.Kind.values),
    "statements_occasion_held_on_partial": cases.partial_date(make_occasion, "held_on"),
    "statements_occasion_slug_form": cases.slug(make_occasion),
    "statements_topic_name_not_blank": cases.not_blank(make_topic, "name"),
    "statements_topic_slug_form": cases.slug(make_topic),
    "statements_statement_text_not_blank": cases.not_blank(make_statement, "text"),
    "statements_statement_kind": cases.one_of(make_statement, "kind", Statement.Kind.values),
    "statements_statement_language_form": cases.language(make_statement, required=True),
    "statements_statement_said_on_partial": cases.partial_date(make_statement, "said_on"),
    "statements_statement_one_speaker": Case(
        make_statement,
        [
            {"person_id": None},
            {"person_id": None, "attribution": " \n"},
            {"organization_id": ORGANIZATION},
            {"organization_id": ORGANIZATION, "attribution": "both of them"},
        ],
        [
            {},
            {"attribution": "he"},
            {"person_id": None, "organization_id": ORGANIZATION},
            {"person_id": None, "attribution": "U.S. officials"},
        ],
    ),
    "statements_statement_publication": Case(
        lambda: make_statement(status="in_review"),
        [
            {"status": "in_review", "published_at": NOW},
            {"status": "in_review", "withdrawn_at": NOW},
            {"status": "published", **DRAFT},
            {"status": "published", **WITHDRAWN},
        ],
        [REVIEWED, {"status": "draft", **DRAFT}],
    ),
    "statements_addressee_exactly_one": Case(
        make_addressee,
        [
            {"description": ""},
            {"description": "  "},
            {"person_id": PERSON},
            {"description": "", "person_id": PERSON, "organization_id": ORGANIZATION},
        ],
        [
            {},
            {"description": "", "person_id": PERSON},
            {"description": "", "organization_id": ORGANIZATION},
        ],
    ),
    "statements_translation_text_not_blank": cases.not_blank(make_translation, "text"),
    "statements_translation_language_form": cases.language(make_translation, required=True),
    "statements_appearance_state": Case(
        make_unplaced_appearance,
        [{"state": "true"}, {"state": ""}],
        [{"state": state} for state in ("unchecked", "altered", "not_found")],
    ),
    "statements_appearance_place": Case(
        lambda: make_appearance(state="altered"),
        [
            {"start": 7, "end": 7},
            {"start": 7, "end": 3},
            {"start": None},
            {"end": None},
            {"capture_id": None},
        ],
        [{"start": 7, "end": 8}, {"start": None, "end": None}],
    ),
    "statements_appearance_verified_place": Case(
        make_appearance,
        [{"checked_at": None}],
        [{}, {"state": "altered", "checked_at": None}],
    ),
    "statements_appearance_source_changed": Case(
        make_appearance,
        [
            {"source_changed_at": timezone.now()},
            {"source_changed_at": timezone.now(), "state": "unchecked"},
        ],
        [
            {"source_changed_at": timezone.now(), "state": "altered"},
            {"source_changed_at": timezone.now(), "state": "not_found"},
        ],
    ),
    "statements_relation_kind": cases.one_of(make_relation, "kind", Relation.Kind.values),
    "statements_review_decision": Case(
        make_review,
        [{"decision": "liked"}, {"decision": ""}],
        [{"decision": decision, "reason": "Why."} for decision in Review.Decision.values],
    ),
    "statements_review_reason": Case(
        make_review,
        [
            {"decision": decision, "reason": reason}
            for decision in ("sent_back", "withdrawn")
            for reason in ("", " ")
        ],
        [{"decision": "sent_back", "reason": "No source."}, {"decision": "submitted"}],
    ),
    "statements_dossier_title_not_blank": cases.not_blank(make_dossier, "title"),
    "statements_dossier_slug_form": cases.slug(make_dossier),
    "statements_dossierentry_exactly_one": Case(
        make_entry,
        [{"commentary": ""}, {"commentary": " "}, {"statement_id": key_of(make_statement)}],
        [{}, {"commentary": "", "statement_id": key_of(make_statement)}],
    ),
    "statements_reading_said_on_partial": cases.partial_date(make_reading, "said_on"),
    "statements_reading_read_or_failed": Case(
        make_reading,
        [
            {"read_at": NOW},
            {"extractor": "1"},
            {"read_at": NOW, "extractor": "1", "failure": "Too long."},
        ],
        [{}, {"failure": "Too long."}, {"read_at": NOW, "extractor": "1"}],
    ),
    "statements_proposedstatement_state": Case(
        make_proposal,
        [{"state": "liked", **DECIDED}],
        [
            {"state": "pending"},
            {"state": "accepted", **DECIDED},
            {"state": "rejected", **DECIDED},
            {"state": "merged", **DECIDED, "merged_into_id": key_of(make_proposal)},
        ],
    ),
    "statements_proposedstatement_decision": Case(
        make_proposal,
        [{"state": "rejected"}, {"decided_at": NOW}, {**DECIDED, "state": "pending"}],
        [{}, {"state": "rejected", **DECIDED}],
    ),
    "statements_proposedstatement_merged": Case(
        make_proposal,
        [{"state": "merged", **DECIDED}, {"merged_into_id": key_of(make_proposal)}],
        [{"state": "merged", **DECIDED, "merged_into_id": key_of(make_proposal)}],
    ),
    "statements_proposedstatement_statement": Case(
        make_proposal,
        [{"statement_id": key_of(make_statement)}],
        [{"state": "accepted", **DECIDED, "statement_id": key_of(make_statement)}],
    ),
    "statements_proposedstatement_spans": Case(
        make_proposal, [{"spans": []}], [{"spans": [[1, 2], [4, 9]]}]
    ),
}
CASES |= {
    "statements_report_scheduled": Case(
        make_report,
        [{"schedule": "daily"}, {"next_run_at": timezone.now()}],
        [{}, {"schedule": "daily", "next_run_at": timezone.now()}],
    ),
    "statements_report_delivered": Case(
        make_report,
        [{"schedule": "daily", "next_run_at": timezone.now(), "email": ""}],
        [
            {"email": ""},
            {"schedule": "daily", "next_run_at": timezone.now(), "email": "", "folder": "weekly"},
        ],
    ),
}
# Tried in test_rules, where more than a row and its columns must be said.
ELSEWHERE = {
    "statements_statement_public_id_form",  # Cannot be changed at all.
    "statements_statement_status",  # Changes only along the workflow.
    "statements_relation_of_two",
    "statements_distinctpair_ordered",
}
FACTORIES = {
    Occasion: make_occasion,
    Topic: make_topic,
    Statement: make_statement,
    Translation: make_translation,
    Relation: make_relation,
    Dossier: make_dossier,
    DossierEntry: make_entry,
    Reading: make_reading,
    ReadingVisit: make_visit,
    Report: make_report,
    ImportRow: make_import_row,
    CheckedRow: make_checked_row,
    ImportSpeaker: make_import_speaker,
    ImportMapping: make_import_mapping,
    # Without a place: two that were verified at one place would differ in their documents.
    Appearance: lambda: make_appearance(document=make_document()),
}


def test_every_constraint_has_its_cases():
    assert set(CASES) == cases.names_of("statements") - ELSEWHERE


@pytest.mark.parametrize("name", CASES)
def test_plain_sql(name):
    cases.assert_by_sql(name, CASES[name])


# Proposals are decided step by step on the review desk; no form holds a whole one.
FORMS = [name for name in cases.tried_in_forms(CASES) if "proposedstatement" not in name]


@pytest.mark.parametrize("name", FORMS)
def test_forms(name):
    cases.assert_by_form(CASES[name])


@pytest.mark.parametrize(
    ("model", "name", "fields"),
    [unique for unique in cases.unique_of("statements") if unique.values[0] in FACTORIES],
)
def test_what_stands_only_once(model, name, fields):
    cases.assert_unique(name, FACTORIES[model], fields)


def test_everything_that_stands_only_once_is_tried():
    models = {unique.values[0] for unique in cases.unique_of("statements")}
    # A pair is ordered, too, and is tried in test_rules; an entry of search belongs to triggers.
    assert {model.__name__ for model in models - FACTORIES.keys()} == {"DistinctPair"}


def test_a_public_id_is_drawn_by_the_database():
    cases.assert_public_id(make_statement)
