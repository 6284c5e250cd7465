import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from people.constraints import one_of
from people.curated import Curated, keeps_history
from people.fields import PartialDateField, partial_date_constraint
from sources.models import Capture
from statements.models.statements import Statement, user_field


class ReadingQuerySet(models.QuerySet):
    def with_counts(self):
        """Each with how many of its proposals are `pending_count` and `accepted_count`."""
        states = models.Count("proposals", filter=models.Q(proposals__state="pending"))
        accepted = models.Count("proposals", filter=models.Q(proposals__state="accepted"))
        return self.annotate(
            proposal_count=models.Count("proposals"), pending_count=states, accepted_count=accepted
        )

    def open(self):
        """Those where something is left to decide, or that are still being read."""
        pending = ProposedStatement.objects.filter(reading=models.OuterRef("pk"), state="pending")
        return self.filter(models.Exists(pending) | models.Q(read_at__isnull=True, failure=""))


class Reading(models.Model):
    """One capture read by the extractor, for curators to work through."""

    capture = models.OneToOneField(Capture, models.PROTECT, related_name="reading")
    extractor = models.CharField(
        max_length=40, blank=True, help_text="The version that read it: a checksum of its code."
    )
    started_by = user_field()
    started_at = models.DateTimeField(db_default=Now(), editable=False)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)
    failure = models.CharField(max_length=300, blank=True, help_text="Why it was not read.")
    said_on = PartialDateField(
        "said on, where the text names no day",
        blank=True,
        help_text="Filled in for every statement of this article whose day is not printed.",
    )

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = "article on the review desk"
        verbose_name_plural = "review desk"
        constraints = [
            partial_date_constraint("said_on"),
            models.CheckConstraint(
                name="statements_reading_read_or_failed",
                condition=models.Q(read_at__isnull=True, extractor="")
                | models.Q(read_at__isnull=False, failure="", extractor__regex=r"\S"),
            ),
        ]

    def __str__(self):
        return str(self.capture.document)


class ReadingVisit(models.Model):
    """When a curator last worked on an article, so that two on one are told of each other."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="visits")
    curator = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    last_seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reading", "curator"], name="statements_readingvisit_unique"
            )
        ]

    def __str__(self):
        return f"{self.curator} on {self.reading}"


class ProposalState(models.TextChoices):
    PENDING = "pending", "to decide"
    ACCEPTED = "accepted", "accepted"
    REJECTED = "rejected", "rejected"
    MERGED = "merged", "merged"


# The original never changes: its events need not repeat it.
@keeps_history(exclude=["original"])
class ProposedStatement(Curated):
    """A statement the extractor found, and beside it what a curator made of it.

    `original` is the extractor's proposal as it was; empty where a curator marked words that it
    missed, or cut one proposal in two. `version` tells whether it changed since it was shown.
    """

    State = ProposalState

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="proposals")
    original = models.JSONField(null=True, blank=True, editable=False)
    split_from = models.ForeignKey("self", models.CASCADE, null=True, related_name="+")
    spans = ArrayField(
        ArrayField(models.PositiveIntegerField(), size=2),
        help_text="Where the words stand now, as code points into the capture’s text.",
    )
    entered = models.JSONField(default=dict, help_text="What the curator has filled in so far.")
    corrected = ArrayField(
        models.CharField(max_length=20),
        default=list,
        help_text="In what the accepted statement differs from the original.",
    )
    state = models.CharField(
        max_length=8, choices=ProposalState.choices, default=ProposalState.PENDING
    )
    decided_by = user_field()
    decided_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.CASCADE, null=True, related_name="merged")
    statement = models.ForeignKey(
        Statement, models.SET_NULL, null=True, blank=True, related_name="proposals"
    )

    class Meta(Curated.Meta):
        constraints = [
            one_of("statements_proposedstatement_state", "state", ProposalState),
            models.CheckConstraint(
                name="statements_proposedstatement_decision",
                condition=models.Q(
                    state="pending", decided_by__isnull=True, decided_at__isnull=True
                )
                | (
                    ~models.Q(state="pending")
                    & models.Q(decided_by__isnull=False, decided_at__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="statements_proposedstatement_merged",
                condition=models.Q(state="merged", merged_into__isnull=False)
                | (~models.Q(state="merged") & models.Q(merged_into__isnull=True)),
            ),
            models.CheckConstraint(
                name="statements_proposedstatement_statement",
                condition=models.Q(state="accepted") | models.Q(statement__isnull=True),
            ),
            models.CheckConstraint(
                name="statements_proposedstatement_spans", condition=~models.Q(spans=[])
            ),
        ]
        indexes = [models.Index(fields=["reading", "state"])]
        triggers = [
            *Curated.Meta.triggers,
            pgtrigger.ReadOnly(name="keep_original", fields=["original", "reading"]),
        ]

    def __str__(self):
        return f"Proposal {self.pk} ({self.get_state_display()})"

    @property
    def pairs(self):
        """The spans as (start, end), in reading order."""
        return [(start, end) for start, end in self.spans]

    @property
    def start(self):
        return self.spans[0][0]

    @property
    def source(self):
        """What the extractor said of it: of the whole, where it was cut from one; {} if missed."""
        if self.original is not None:
            return self.original
        return self.split_from.source if self.split_from else {}
