"""An import on its way: its file, its rows as they stand there, and what became of each."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from people.models import Organization, Person
from people.work import Work


class ImportState(models.TextChoices):
    READING = "reading", "being read"
    MAPPING = "mapping", "columns to be mapped"
    CHECKING = "checking", "being checked"
    SPEAKERS = "speakers", "to be confirmed"
    WRITING = "writing", "being written"
    DONE = "done", "imported"


# Those in which the program works and people wait.
AT_WORK = {ImportState.READING, ImportState.CHECKING, ImportState.WRITING}


class StatementImport(Work):
    """A file of statements, from its upload to the record. Nothing is half-written: the rows are
    staged here, and go into the record in one transaction.
    """

    LOCK = 1_936_026_740
    State = ImportState

    name = models.CharField("file", max_length=255)
    state = models.CharField(max_length=8, choices=ImportState.choices, default=ImportState.READING)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(auto_now_add=True)
    found = models.JSONField(default=dict, help_text="How the file was read.")
    names = ArrayField(models.TextField(), default=list, help_text="Of the columns.")
    header = models.PositiveIntegerField(default=0, help_text="The row they stand in; 0 for none.")
    mapping = models.JSONField(default=dict)
    row_count = models.PositiveIntegerField(default=0)
    done_count = models.PositiveIntegerField(default=0, help_text="Of the step at work.")
    imported_count = models.PositiveIntegerField(default=0)
    updated_count = models.PositiveIntegerField(default=0)
    to_make = models.JSONField(default=dict, help_text="What the record does not have yet.")
    reason = models.TextField(blank=True, help_text="Public, where published statements change.")
    failure = models.TextField(blank=True)
    is_cancelled = models.BooleanField(default=False)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "import of statements"
        verbose_name_plural = "imports of statements"

    def __str__(self):
        return self.name

    @property
    def is_at_work(self):
        # Where somebody cancels what a worker has begun, it is at work until the worker stops.
        is_stopped = self.is_cancelled and self.begun_at is None
        return self.state in AT_WORK and not self.failure and not is_stopped


class ImportFile(models.Model):
    """The bytes as they were uploaded."""

    of_import = models.OneToOneField(
        StatementImport, models.CASCADE, primary_key=True, related_name="file"
    )
    raw = models.BinaryField()

    def __str__(self):
        return str(self.of_import)


class ImportRow(models.Model):
    """A row as it stands in the file, blank ones too; written by COPY alone."""

    of_import = models.ForeignKey(
        StatementImport, models.CASCADE, related_name="rows", db_index=False
    )
    number = models.PositiveIntegerField()
    cells = ArrayField(models.TextField())
    fault = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of_import", "number"], name="statements_importrow_unique"
            )
        ]

    def __str__(self):
        return f"{self.of_import}: {self.number}"


class Outcome(models.TextChoices):
    NEW = "new", "new"
    UPDATE = "update", "update"
    SKIPPED = "skipped", "skipped"
    REFUSED = "refused", "refused"


class CheckedRow(models.Model):
    """What a row means and what becomes of it; for refused and skipped ones, why."""

    of_import = models.ForeignKey(
        StatementImport, models.CASCADE, related_name="checked", db_index=False
    )
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=7, choices=Outcome.choices)
    column = models.TextField(blank=True)
    value = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    speaker = models.TextField(blank=True)
    values = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of_import", "number"], name="statements_checkedrow_unique"
            )
        ]

    def __str__(self):
        return f"{self.of_import}: {self.number}, {self.outcome}"


class SpeakerDecision(models.TextChoices):
    UNDECIDED = "undecided", "to be decided"
    CHOSEN = "chosen", "on record"
    CREATE_PERSON = "person", "create a person"
    CREATE_ORGANIZATION = "organization", "create an organization"
    UNNAMED = "unnamed", "leave unnamed"


class ImportSpeaker(models.Model):
    """A speaker as the file spells them, once, and who that is."""

    Decision = SpeakerDecision

    of_import = models.ForeignKey(
        StatementImport, models.CASCADE, related_name="speakers", db_index=False
    )
    printed = models.CharField(max_length=200)
    name = models.CharField(max_length=200, help_text="As people write it.")
    row_count = models.PositiveIntegerField()
    decision = models.CharField(
        max_length=12, choices=SpeakerDecision.choices, default=SpeakerDecision.UNDECIDED
    )
    is_matched = models.BooleanField(default=False, help_text="By the program, not by a person.")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-row_count", "printed"]
        constraints = [
            models.UniqueConstraint(
                fields=["of_import", "printed"], name="statements_importspeaker_unique"
            )
        ]

    def __str__(self):
        return self.printed


class ImportMapping(models.Model):
    """A mapping kept for the next file of the same columns."""

    name = models.CharField(max_length=120, unique=True)
    names = ArrayField(models.TextField(), help_text="Of the columns.")
    mapping = models.JSONField()
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name
