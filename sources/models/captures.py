import hashlib
import zlib

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from people.curated import keeps_history
from sources.fingerprints import fingerprint
from sources.models.documents import Document, web_address


class CaptureState(models.TextChoices):
    PENDING = "pending", "pending"
    KEPT = "kept", "kept"
    FAILED = "failed", "failed"


class CaptureQuerySet(models.QuerySet):
    def kept(self):
        return self.filter(state=CaptureState.KEPT)


# Raw bytes stay out of the history: a capture that is kept never changes, so there is nothing
# to compare them with, and an event would only double them.
@keeps_history(exclude=["raw", "text", "headers", "fingerprint"])
class Capture(models.Model):
    """One keeping of a document: its bytes and the text read from them. Never changes."""

    State = CaptureState

    document = models.ForeignKey(Document, models.PROTECT, related_name="captures")
    url = models.URLField("address", max_length=2000, null=True, blank=True)
    final_url = models.URLField(
        "address it led to", max_length=2000, null=True, blank=True, help_text="If another."
    )
    overrode_robots = models.BooleanField(
        "against robots.txt",
        default=False,
        help_text="The site asks programs not to fetch it; whoever captured it decided to.",
    )
    state = models.CharField(
        max_length=7, choices=CaptureState.choices, default=CaptureState.PENDING
    )
    failure = models.CharField(max_length=500, blank=True, help_text="Why it failed.")
    captured_at = models.DateTimeField(null=True, blank=True)
    captured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    content_type = models.CharField(max_length=100, blank=True)
    headers = models.JSONField(
        default=dict, blank=True, help_text="As the site sent them, without cookies."
    )
    raw = models.BinaryField(default=b"", help_text="The bytes as received, zlib-compressed.")
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, help_text="Of the raw bytes.")
    text = models.TextField(blank=True)
    is_text_mended = models.BooleanField(
        "text mended by hand",
        default=False,
        help_text="A curator changed what was read from the bytes.",
    )
    fingerprint = ArrayField(
        models.BigIntegerField(),
        default=list,
        editable=False,
        help_text="The sketch of the text by which it is recognised.",
    )

    objects = CaptureQuerySet.as_manager()

    class Meta:
        ordering = ["-captured_at", "-pk"]
        constraints = [
            web_address("sources_capture_url_form", "url"),
            web_address("sources_capture_final_url_form", "final_url"),
            models.CheckConstraint(
                name="sources_capture_state",
                condition=models.Q(state="pending", captured_at__isnull=True, sha256="", text="")
                | models.Q(state="failed", sha256="", text="", failure__regex=r"\S")
                | models.Q(
                    state="kept",
                    captured_at__isnull=False,
                    sha256__regex="^[0-9a-f]{64}$",
                    text__regex=r"\S",
                    failure="",
                ),
                violation_error_message="A kept capture has its time, checksum and text; "
                "a failed one says why; a pending one has neither.",
            ),
        ]
        indexes = [GinIndex(fields=["fingerprint"], name="sources_capture_fingerprint")]
        permissions = [("override_robots", "Can fetch against robots.txt")]
        triggers = [
            pgtrigger.Protect(
                name="never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["kept", "failed"]),
            ),
            pgtrigger.Protect(
                name="never_goes",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="kept"),
            ),
        ]

    def __str__(self):
        return f"{self.document} ({self.get_state_display()})"

    def keep(self, raw, text):
        """Set the bytes as received and the text read from them; the caller saves."""
        self.state = CaptureState.KEPT
        self.raw = zlib.compress(raw)
        self.sha256 = hashlib.sha256(raw).hexdigest()
        self.text = text
        self.fingerprint = fingerprint(text)

    @property
    def raw_bytes(self):
        """The bytes as received."""
        return zlib.decompress(bytes(self.raw)) if self.raw else b""
