from django.contrib.postgres.fields import ArrayField
from django.db import models

from people.constraints import one_of
from people.curated import Curated, keeps_history
from people.trees import REFUSE_CYCLE
from sources.models import Capture, Document, Outlet
from statements import rules
from statements.models.statements import Statement, user_field


class AppearanceState(models.TextChoices):
    UNCHECKED = "unchecked", "not checked"
    VERIFIED = "verified", "verified"
    ALTERED = "altered", "altered"
    NOT_FOUND = "not_found", "not found"


@keeps_history()
class Appearance(Curated):
    """A statement as it stands in one document (W3C Web Annotation: TextQuoteSelector).

    `start` and `end` are code points into the capture's text, end exclusive; `spans` are the
    parts of it that are the speaker's, where the reporter's words stand between.
    """

    State = AppearanceState
    # Found by looking up the words, not entered by anybody.
    UNTOLD_IN_HISTORY = {"prefix", "suffix", "start", "end", "spans", "paragraph", "checked_at"}

    # The index of what lists show begins with it.
    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="appearances", db_index=False
    )
    document = models.ForeignKey(Document, models.PROTECT, related_name="appearances")
    capture = models.ForeignKey(
        Capture,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="appearances",
    )
    exact = models.TextField(
        "exact words",
        blank=True,
        help_text="As this document prints them; empty if the same as the statement’s.",
    )
    prefix = models.CharField(max_length=200, blank=True, editable=False)
    suffix = models.CharField(max_length=200, blank=True, editable=False)
    start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    end = models.PositiveIntegerField(null=True, blank=True, editable=False)
    spans = ArrayField(
        ArrayField(models.PositiveIntegerField(), size=2),
        default=list,
        blank=True,
        editable=False,
    )
    paragraph = models.TextField(blank=True, editable=False)
    locator = models.CharField(
        max_length=100, blank=True, help_text="Page, time code or section: “p. 12”, “00:14:05”."
    )
    credited_outlet = models.ForeignKey(
        Outlet,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="credited_in",
        help_text="Whose report the document relies on: “Tasnim reported”.",
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        help_text="That report itself, where it is on record too.",
    )
    state = models.CharField(
        max_length=9,
        choices=AppearanceState.choices,
        default=AppearanceState.UNCHECKED,
        editable=False,
    )
    checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    source_changed_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="When the source was first seen without these words, which stand in the "
        "capture all the same.",
    )
    checked_by = user_field()

    class Meta(Curated.Meta):
        ordering = ["pk"]
        indexes = (
            # A list shows where each statement stands first. From here it is read without the
            # rows, which hold whole paragraphs: each stands on a page of its own.
            models.Index(
                fields=["statement", "id"],
                include=["state", "document", "credited_outlet"],
                name="statements_appearance_places",
            ),
        )
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "document", "start", "locator"],
                name="statements_appearance_unique",
                nulls_distinct=False,
                violation_error_message="This statement has that appearance already.",
            ),
            one_of("statements_appearance_state", "state", AppearanceState),
            models.CheckConstraint(
                name="statements_appearance_place",
                condition=models.Q(start__isnull=True, end__isnull=True)
                # NULL < 3 is neither true nor false, and a check passes what is not false.
                | models.Q(
                    capture__isnull=False,
                    start__isnull=False,
                    end__isnull=False,
                    start__lt=models.F("end"),
                ),
            ),
            models.CheckConstraint(
                name="statements_appearance_verified_place",
                condition=~models.Q(state="verified")
                | models.Q(
                    capture__isnull=False,
                    start__isnull=False,
                    exact__regex=r"\S",
                    checked_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="statements_appearance_source_changed",
                condition=models.Q(source_changed_at__isnull=True)
                | models.Q(
                    state__in=["altered", "not_found"],
                    capture__isnull=False,
                    start__isnull=False,
                    exact__regex=r"\S",
                ),
            ),
        ]
        triggers = [
            *Curated.Meta.triggers,
            rules.VERIFIED_WORDS_STAND_THERE,
            rules.PUBLISHED_STATEMENT_STILL_APPEARS,
            rules.CORRECT_APPEARANCE_IN_PUBLIC,
            rules.PARENT_IS_OF_THE_STATEMENT,
            rules.PARENT_STAYS_WITH_THE_STATEMENT,
            REFUSE_CYCLE,
        ]

    def __str__(self):
        return f"{self.document} ({self.get_state_display()})"
