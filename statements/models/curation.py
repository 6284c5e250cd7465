from django.db import models
from django.db.models.functions import Now

from people.constraints import one_of
from people.curated import keeps_history
from statements.models.statements import Statement, user_field


class Decision(models.TextChoices):
    SUBMITTED = "submitted", "submitted for review"
    SENT_BACK = "sent_back", "sent back"
    PUBLISHED = "published", "published"
    WITHDRAWN = "withdrawn", "withdrawn"
    REINSTATED = "reinstated", "published again"


@keeps_history()
class Review(models.Model):
    """One step of a statement's way to the public: who decided what, and why."""

    Decision = Decision

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="reviews")
    decision = models.CharField(max_length=10, choices=Decision.choices)
    reason = models.TextField(blank=True)
    decided_by = user_field()
    decided_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["decided_at", "pk"]
        constraints = [
            one_of("statements_review_decision", "decision", Decision),
            models.CheckConstraint(
                name="statements_review_reason",
                condition=~models.Q(decision__in=["sent_back", "withdrawn"])
                | models.Q(reason__regex=r"\S"),
                violation_error_message="Sending back and withdrawing need a reason.",
            ),
        ]

    def __str__(self):
        return f"{self.statement}: {self.get_decision_display()}"


@keeps_history()
class Correction(models.Model):
    """A public change of a published statement; written by the database as it happens.

    `changes` maps each column that changed to what stood there before and after.
    """

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="corrections")
    changes = models.JSONField(editable=False)
    reason = models.TextField(blank=True, help_text="Public: why it was changed.")
    corrected_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["corrected_at", "pk"]

    def __str__(self):
        return f"{self.statement}: {', '.join(self.changes)}"


@keeps_history()
class DistinctPair(models.Model):
    """Two statements that look alike and are not the same, says a curator, once and for all."""

    first = models.ForeignKey(Statement, models.CASCADE, related_name="+")
    second = models.ForeignKey(Statement, models.CASCADE, related_name="+")
    decided_by = user_field()
    decided_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"], name="statements_distinctpair_unique"
            ),
            models.CheckConstraint(
                name="statements_distinctpair_ordered",
                condition=models.Q(first__lt=models.F("second")),
            ),
        ]

    def __str__(self):
        return f"{self.first_id} is not {self.second_id}"
