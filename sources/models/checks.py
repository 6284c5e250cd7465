from django.conf import settings
from django.db import models

from sources.models.captures import Capture
from sources.models.documents import Document


class CheckOutcome(models.TextChoices):
    SAME = "same", "the same text"
    CHANGED = "changed", "another text"
    GONE = "gone", "gone"
    FAILED = "failed", "could not be looked at"


class SourceCheckQuerySet(models.QuerySet):
    def worrying(self):
        """Those after which words on record no longer stand at the source."""
        return self.filter(lost_count__gt=0)

    def unseen(self):
        """Those that a curator has not looked at yet."""
        return self.worrying().filter(seen_at__isnull=True)


class SourceCheck(models.Model):
    """One look at what stands at a document's address after it was captured."""

    Outcome = CheckOutcome

    document = models.ForeignKey(Document, models.CASCADE, related_name="checks")
    url = models.URLField("address", max_length=2000)
    outcome = models.CharField(max_length=7, choices=CheckOutcome.choices)
    failure = models.CharField(max_length=500, blank=True)
    checked_at = models.DateTimeField()
    capture = models.ForeignKey(
        Capture,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="checks",
        help_text="What stands there now, where it is another text.",
    )
    lost_count = models.PositiveIntegerField(
        "words lost",
        default=0,
        help_text="How many appearances found no longer their words there by this look.",
    )
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = SourceCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-checked_at", "-pk"]
        verbose_name = "changed source"
        indexes = [
            models.Index(fields=["document", "-checked_at"]),
            models.Index(
                fields=["-checked_at"],
                condition=models.Q(lost_count__gt=0, seen_at__isnull=True),
                name="sources_sourcecheck_unseen",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="sources_sourcecheck_found",
                condition=models.Q(outcome="changed", capture__isnull=False, failure="")
                | models.Q(outcome="same", capture__isnull=True, failure="")
                | models.Q(outcome="gone", capture__isnull=True, failure__regex=r"\S")
                | models.Q(
                    outcome="failed", capture__isnull=True, failure__regex=r"\S", lost_count=0
                ),
            ),
            models.CheckConstraint(
                name="sources_sourcecheck_seen",
                condition=models.Q(seen_at__isnull=True, seen_by__isnull=True)
                | models.Q(seen_at__isnull=False, seen_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.document}: {self.get_outcome_display()}"
