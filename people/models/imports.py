"""Files of open data that were taken in, and what they leave for curators to decide."""

import hashlib
import zlib

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from people.constraints import one_of
from people.curated import Curated, keeps_history
from people.work import Work


class ImportState(models.TextChoices):
    CHECKING = "checking", "being checked"
    CHECKED = "checked", "checked, nothing written yet"
    WAITING = "waiting", "waiting to be run"
    RUNNING = "running", "running"
    DONE = "done", "done"
    FAILED = "failed", "stopped"


class Import(Work):
    """One file of open data: kept, so that it can go on where it stopped or run again."""

    LOCK = 1_869_636_964
    State = ImportState

    format = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    raw = models.BinaryField(help_text="The file as received, zlib-compressed.")
    sha256 = models.CharField("SHA-256", max_length=64, help_text="Of the file.")
    options = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.CHECKING)
    failure = models.TextField(blank=True, help_text="Why it stopped.")
    done = models.PositiveIntegerField(default=0, help_text="Rows written so far.")
    total = models.PositiveIntegerField(default=0, help_text="Rows to write.")
    counts = models.JSONField(default=dict, blank=True)
    report = models.JSONField(default=dict, blank=True, help_text="What it would do, in lines.")
    refused = models.JSONField(default=list, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [one_of("people_import_state", "state", ImportState)]

    def __str__(self):
        return self.file_name

    def get_absolute_url(self):
        return reverse("admin:people_import_change", args=[self.pk])

    def keep(self, raw):
        """Set the bytes as received; the caller saves."""
        self.raw = zlib.compress(raw)
        self.sha256 = hashlib.sha256(raw).hexdigest()

    @property
    def is_at_work(self):
        return self.state in (ImportState.CHECKING, ImportState.WAITING, ImportState.RUNNING)

    @property
    def raw_bytes(self):
        return zlib.decompress(bytes(self.raw))


class ImportAnswer(models.TextChoices):
    SAME = "same", "the same"
    DIFFERENT = "different", "another"
    KEEP = "keep", "keep what is on record"
    TAKE = "take", "take what the file says"
    LATER = "later", "decide later"


class ImportQuestionQuerySet(models.QuerySet):
    def open(self):
        """What has no answer yet, put off or not."""
        return self.filter(answer__in=["", ImportAnswer.LATER])

    def answered(self):
        return self.exclude(answer__in=["", ImportAnswer.LATER])


@keeps_history()
class ImportQuestion(Curated):
    """What a file left unsure. `key` says what is asked, so that nothing is asked twice."""

    Answer = ImportAnswer

    imported = models.ForeignKey(
        Import, models.PROTECT, related_name="questions", verbose_name="import"
    )
    key = models.CharField(max_length=500, unique=True)
    kind = models.CharField(max_length=40)
    where = models.CharField("place in the file", max_length=200)
    text = models.TextField("question")
    answers = models.JSONField(default=list, help_text="What may be answered.")
    candidates = models.JSONField(default=list, blank=True, help_text="Rows that may be meant.")
    answer = models.CharField(max_length=9, choices=Answer.choices, blank=True)
    chosen = models.BigIntegerField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ImportQuestionQuerySet.as_manager()

    class Meta(Curated.Meta):
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="people_importquestion_answer",
                condition=models.Q(answer="") | models.Q(answer__in=ImportAnswer.values),
            ),
            models.CheckConstraint(
                name="people_importquestion_chosen",
                condition=models.Q(answer="same", chosen__isnull=False)
                | (~models.Q(answer="same") & models.Q(chosen__isnull=True)),
                violation_error_message="“The same” names which one; no other answer does.",
            ),
        ]

    def __str__(self):
        return self.text

    def give(self, answer, *, chosen=None, by=None):
        """Answer it; "the same" names the row that is meant."""
        self.answer, self.chosen = answer, chosen
        self.answered_by, self.answered_at = by, timezone.now()
        self.save()
