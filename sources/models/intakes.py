import zlib

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from people.constraints import one_of
from sources.failures import Failure, cure, sentence
from sources.models.captures import Capture
from sources.models.documents import web_address


class IntakeState(models.TextChoices):
    WAITING = "waiting", "waiting its turn"
    FETCHING = "fetching", "being fetched"
    READING = "reading", "being read"
    READY = "ready", "to be confirmed"
    FAILED = "failed", "failed"
    KEPT = "kept", "kept"


class IntakeQuerySet(models.QuerySet):
    def running(self):
        """Those that the background is to bring further."""
        return self.filter(
            state__in=[IntakeState.WAITING, IntakeState.FETCHING, IntakeState.READING]
        )

    def open(self):
        """Those of which nothing is on record yet."""
        return self.exclude(state=IntakeState.KEPT)


class Intake(models.Model):
    """An article on its way in: nothing of it is on record until a curator confirms it."""

    State = IntakeState

    url = models.URLField("address", max_length=2000, null=True, blank=True)
    file_name = models.CharField("file", max_length=200, blank=True)
    overrides_robots = models.BooleanField("against robots.txt", default=False)
    state = models.CharField(max_length=8, choices=IntakeState.choices, default=IntakeState.WAITING)
    failure = models.CharField(max_length=20, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    final_url = models.URLField(max_length=2000, null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    headers = models.JSONField(default=dict, blank=True)
    raw = models.BinaryField(default=b"", help_text="The bytes as received, zlib-compressed.")
    article = models.JSONField(null=True, blank=True, help_text="What was read from them.")
    capture = models.OneToOneField(
        Capture, models.CASCADE, null=True, blank=True, related_name="intake"
    )
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_at = models.DateTimeField(auto_now=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        ordering = ["-entered_at", "-pk"]
        verbose_name = "article to add"
        verbose_name_plural = "add from article"
        constraints = [
            one_of("sources_intake_state", "state", IntakeState),
            web_address("sources_intake_url_form", "url"),
            web_address("sources_intake_final_url_form", "final_url"),
            models.CheckConstraint(
                name="sources_intake_failure",
                condition=models.Q(state="failed", failure__in=[*Failure], raw=b"")
                | (~models.Q(state="failed") & models.Q(failure="", detail="")),
            ),
            # What became a capture is kept there alone.
            models.CheckConstraint(
                name="sources_intake_kept",
                condition=models.Q(
                    state="kept", capture__isnull=False, raw=b"", article__isnull=True
                )
                | (~models.Q(state="kept") & models.Q(capture__isnull=True)),
            ),
            models.CheckConstraint(
                name="sources_intake_ready",
                condition=~models.Q(state="ready")
                | (models.Q(article__isnull=False, received_at__isnull=False) & ~models.Q(raw=b"")),
            ),
        ]

    def __str__(self):
        return self.title or self.url or self.file_name or "Pasted text"

    @property
    def title(self):
        return (self.article or {}).get("title", "")

    @property
    def is_running(self):
        return self.state in (IntakeState.WAITING, IntakeState.FETCHING, IntakeState.READING)

    @property
    def raw_bytes(self):
        """The bytes as received."""
        return zlib.decompress(bytes(self.raw)) if self.raw else b""

    @property
    def sentence(self):
        """What went wrong."""
        return sentence(Failure(self.failure), self.detail)

    @property
    def cure(self):
        """What the curator can do about it."""
        return cure(Failure(self.failure))
