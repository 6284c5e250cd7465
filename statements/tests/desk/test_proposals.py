"""What the database keeps of proposals."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from statements.desk.models import ProposedStatement, Reading
from statements.tests.desk.browsing import capture_of

pytestmark = pytest.mark.django_db


def test_the_extractors_proposal_never_changes():
    row = make_proposal()
    with pytest.raises(DatabaseError, match="original"):
        with transaction.atomic():
            ProposedStatement.objects.filter(pk=row.pk).update(original={"kind": "other"})


def make_proposal(**overrides):
    reading = Reading.objects.create(
        capture=capture_of(), read_at=timezone.now(), extractor="tested"
    )
    return ProposedStatement.objects.create(
        **{"reading": reading, "original": {"kind": "direct"}, "spans": [[0, 4]], **overrides}
    )


@pytest.mark.parametrize(
    "values",
    [
        {"spans": []},
        {"state": "lost"},
        {"state": "rejected"},
        {"decided_at": timezone.now()},
        {"state": "merged", "decided_at": timezone.now()},
    ],
)
def test_a_decision_is_whole(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_proposal(**values)


def test_an_article_is_read_once():
    capture = capture_of()
    Reading.objects.create(capture=capture)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reading.objects.create(capture=capture)
