"""Reports that are kept, and every run of one: a figure once quoted can be shown again."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone


class ReportFormat(models.TextChoices):
    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX (spreadsheet)"
    JSON = "json", "JSON"


class Schedule(models.TextChoices):
    NEVER = "", "only when asked"
    DAILY = "daily", "every day"
    WEEKLY = "weekly", "every week"
    MONTHLY = "monthly", "every month"


class Report(models.Model):
    """A saved question with an owner; where it is scheduled, with somebody who gets the answer."""

    Format = ReportFormat
    Schedule = Schedule

    name = models.CharField(max_length=200, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reports")
    definition = models.JSONField()
    format = models.CharField(max_length=4, choices=ReportFormat.choices, default=ReportFormat.CSV)
    schedule = models.CharField(max_length=7, choices=Schedule.choices, blank=True, default="")
    email = models.EmailField("to this e-mail address", blank=True)
    folder = models.CharField(
        "or into this folder",
        max_length=80,
        blank=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9]+([_-][a-z0-9]+)*$",
                "A folder is small letters, digits, hyphens: it lies below the reports’ folder.",
            )
        ],
    )
    next_run_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="statements_report_scheduled",
                condition=models.Q(schedule="", next_run_at__isnull=True)
                | (~models.Q(schedule="") & models.Q(next_run_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="statements_report_delivered",
                condition=models.Q(schedule="") | ~models.Q(email="") | ~models.Q(folder=""),
                violation_error_message="Say who gets it: an e-mail address or a folder.",
            ),
        ]
        indexes = [models.Index(fields=["next_run_at"])]

    def __str__(self):
        return self.name


class ReportRun(models.Model):
    """One answer: to what, when, how much. Counts are kept themselves, rows by their checksum."""

    report = models.ForeignKey(Report, models.SET_NULL, null=True, blank=True, related_name="runs")
    name = models.CharField(max_length=200)
    definition = models.JSONField()
    format = models.CharField(max_length=4, blank=True, help_text="Empty: on the page.")
    run_at = models.DateTimeField(default=timezone.now, editable=False)
    run_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    row_count = models.PositiveBigIntegerField(default=0)
    statement_count = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    result = models.JSONField(null=True, blank=True)
    delivered_to = models.CharField(max_length=300, blank=True)
    failure = models.TextField(blank=True)

    class Meta:
        ordering = ["-run_at", "-pk"]

    def __str__(self):
        return f"{self.name}, {self.run_at:%Y-%m-%d %H:%M}"
