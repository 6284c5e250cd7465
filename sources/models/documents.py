from django.db import models
from django.urls import reverse

from people.addresses import KEEP_PUBLIC_ID, public_id_constraint, public_id_field
from people.constraints import language_constraint, language_field, not_blank, one_of
from people.curated import Curated, keeps_history
from people.fields import PartialDateField, partial_date_constraint
from sources.models.outlets import Outlet


class DocumentKind(models.TextChoices):
    ARTICLE = "article", "article"
    PRESS_RELEASE = "press_release", "press release"
    TRANSCRIPT = "transcript", "transcript"
    BROADCAST = "broadcast", "broadcast"
    SOCIAL_POST = "social_post", "social post"
    RESOLUTION = "resolution", "resolution"
    REPORT = "report", "report"
    BOOK = "book", "book"


def web_address(name: str, field: str) -> models.CheckConstraint:
    """Return the constraint that an address is empty or starts with http:// or https://."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(**{f"{field}__isnull": True})
        | models.Q(**{f"{field}__regex": r"^https?://[^\s/]+"}),
        violation_error_message="An address starts with http:// or https:// and a host.",
    )


@keeps_history()
class Document(Curated):
    """What an outlet published: the place where a statement can be checked."""

    Kind = DocumentKind

    public_id = public_id_field()
    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="documents")
    kind = models.CharField(
        max_length=13, choices=DocumentKind.choices, default=DocumentKind.ARTICLE
    )
    title = models.CharField(max_length=500)
    authors = models.CharField(max_length=300, blank=True, help_text="As printed.")
    canonical_url = models.URLField(
        "address",
        max_length=2000,
        null=True,
        blank=True,
        unique=True,
        help_text="Kept without tracking parameters; empty for what is not on the web.",
    )
    published_on = PartialDateField(blank=True)
    language = language_field(default="en")
    note = models.TextField(blank=True, help_text="Public: what readers should know of it.")

    class Meta(Curated.Meta):
        ordering = ["-published_on_latest", "-pk"]
        constraints = [
            public_id_constraint("sources_document_public_id_form"),
            not_blank("sources_document_title_not_blank", "title"),
            one_of("sources_document_kind", "kind", DocumentKind),
            language_constraint("sources_document_language_form", required=True),
            partial_date_constraint("published_on"),
            web_address("sources_document_url_form", "canonical_url"),
        ]
        indexes = [models.Index(fields=["-published_on_latest", "-id"])]
        triggers = [*Curated.Meta.triggers, KEEP_PUBLIC_ID]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("document-detail", args=[self.public_id])


@keeps_history()
class DocumentURL(Curated):
    """Another address of the same document: a mirror, a short link, an archived copy."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="other_urls")
    url = models.URLField("address", max_length=2000, unique=True)
    is_archive = models.BooleanField("archived copy", default=False)

    class Meta(Curated.Meta):
        ordering = ["url"]
        verbose_name = "other address"
        verbose_name_plural = "other addresses"
        constraints = [web_address("sources_documenturl_form", "url")]

    def __str__(self):
        return self.url
