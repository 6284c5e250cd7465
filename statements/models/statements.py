from django.conf import settings
from django.db import models
from django.urls import reverse

from people.addresses import KEEP_PUBLIC_ID, public_id_constraint, public_id_field
from people.constraints import language_constraint, language_field, not_blank, one_of
from people.curated import Curated, keeps_history
from people.fields import PartialDateField, partial_date_constraint
from people.models import Organization, Person, Tenure
from statements import rules
from statements.models.occasions import Occasion
from statements.models.topics import Topic
from statements.querysets import StatementQuerySet
from statements.typography import as_quoted, quotation_marks


class StatementKind(models.TextChoices):
    DIRECT = "direct", "direct quote"
    INDIRECT = "indirect", "indirect quote"
    DOCUMENT = "document", "words of a document"


class Status(models.TextChoices):
    DRAFT = "draft", "draft"
    IN_REVIEW = "in_review", "in review"
    PUBLISHED = "published", "published"
    WITHDRAWN = "withdrawn", "withdrawn"


def user_field(related_name: str = "+") -> models.ForeignKey:
    """Return the column that names a curator, who cannot be deleted while named."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name=related_name,
    )


@keeps_history()
class Statement(Curated):
    """What one speaker said once, in the words the record keeps.

    The speaker is a person, an organization, or nobody whom the source names: then the
    attribution is all there is ("U.S. officials").
    """

    Kind = StatementKind
    Status = Status

    public_id = public_id_field()
    status = models.CharField(
        max_length=9, choices=Status.choices, default=Status.DRAFT, editable=False
    )
    kind = models.CharField(max_length=8, choices=StatementKind.choices)
    text = models.TextField("words", help_text="What was said, without outer quotation marks.")
    language = language_field(default="en")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="statements"
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="statements"
    )
    attribution = models.CharField(
        max_length=300,
        blank=True,
        help_text="How the source names the speaker, as printed: “the top French diplomat”.",
    )
    tenure = models.ForeignKey(
        Tenure,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="statements",
        verbose_name="office held",
        help_text="The office in which it was said.",
    )
    said_on = PartialDateField(blank=True)
    occasion = models.ForeignKey(
        Occasion, models.PROTECT, null=True, blank=True, related_name="statements"
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="statements")
    note = models.TextField(blank=True, help_text="The editor’s public comment.")
    entered_by = user_field("entered_statements")
    reviewed_by = user_field("reviewed_statements")
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(blank=True, editable=False)

    objects = StatementQuerySet.as_manager()

    class Meta(Curated.Meta):
        ordering = ["-said_on_latest", "-pk"]
        constraints = [
            public_id_constraint("statements_statement_public_id_form"),
            not_blank("statements_statement_text_not_blank", "text"),
            one_of("statements_statement_status", "status", Status),
            one_of("statements_statement_kind", "kind", StatementKind),
            language_constraint("statements_statement_language_form", required=True),
            partial_date_constraint("said_on"),
            models.CheckConstraint(
                name="statements_statement_one_speaker",
                condition=models.Q(person__isnull=False, organization__isnull=True)
                | models.Q(person__isnull=True, organization__isnull=False)
                | models.Q(
                    person__isnull=True, organization__isnull=True, attribution__regex=r"\S"
                ),
                violation_error_message="Name a person or an organization as the speaker, not "
                "both; where the source names neither, give its attribution.",
            ),
            models.CheckConstraint(
                name="statements_statement_publication",
                condition=models.Q(
                    status__in=["draft", "in_review"],
                    published_at__isnull=True,
                    withdrawn_at__isnull=True,
                )
                | models.Q(
                    status="published", published_at__isnull=False, withdrawn_at__isnull=True
                )
                | models.Q(
                    status="withdrawn",
                    published_at__isnull=False,
                    withdrawn_at__isnull=False,
                    withdrawal_reason__regex=r"\S",
                ),
                violation_error_message="What is published has its time of publication; what is "
                "withdrawn has that, its time of withdrawal and a public reason.",
            ),
        ]
        indexes = [
            models.Index(fields=["-said_on_latest", "-id"]),
            models.Index(fields=["status", "-id"]),
        ]
        triggers = [
            *Curated.Meta.triggers,
            KEEP_PUBLIC_ID,
            rules.TENURE_FITS_SPEAKER_AND_DAY,
            rules.PUBLISHED_STATEMENT_APPEARS,
            rules.FOLLOW_THE_WORKFLOW,
            rules.PUBLISHED_STAYS,
            rules.CORRECT_IN_PUBLIC,
        ]
        permissions = [
            ("submit_statement", "Can submit statements for review"),
            ("review_statement", "Can publish and send back statements"),
            ("withdraw_statement", "Can withdraw published statements"),
            ("export_statement", "Can export statements, unpublished ones included"),
        ]

    def __str__(self):
        words = self.text if len(self.text) <= 60 else f"{self.text[:59].rstrip()}…"
        return f"{self.speaker_name}: {words}"

    def get_absolute_url(self):
        return reverse("statement-detail", args=[self.public_id])

    @property
    def speaker(self):
        """The person or organization that spoke; None where the source names nobody."""
        return self.person or self.organization

    @property
    def speaker_name(self):
        """The speaker's name in the record, or the attribution where there is none."""
        return str(self.speaker or self.attribution)

    @property
    def words(self):
        """The words as a quotation is set: without the comma that led on to “he said”."""
        return as_quoted(self.text)

    @property
    def main_language(self):
        """The code of its language without script and country: what filters take."""
        return self.language.split("-")[0]

    @property
    def quotation_marks(self):
        """The opening and the closing mark by which its language sets off what was said."""
        return quotation_marks(self.language)

    @property
    def is_public(self):
        """Whether it has a public page: published, or withdrawn and saying so."""
        return self.status in (Status.PUBLISHED, Status.WITHDRAWN)


@keeps_history(obj_field=None)
class StatementTopic(Statement.topics.through):
    """A statement's topic, tracked like every curated row."""

    class Meta:
        proxy = True


class TenureOfStatements(Tenure):
    """Tenures as statements see them: changing one must not undo what was said in it."""

    class Meta:
        proxy = True
        triggers = [rules.TENURE_STILL_FITS]


@keeps_history()
class Addressee(Curated):
    """To whom a statement was said: a person, an organization, or others described in words."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="addressees")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="addressed_in"
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="addressed_in"
    )
    description = models.CharField(max_length=200, blank=True, help_text="Such as “students”.")

    class Meta(Curated.Meta):
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="statements_addressee_exactly_one",
                condition=models.Q(person__isnull=False, organization__isnull=True, description="")
                | models.Q(person__isnull=True, organization__isnull=False, description="")
                | models.Q(
                    person__isnull=True, organization__isnull=True, description__regex=r"\S"
                ),
                violation_error_message="An addressee is a person, an organization or a "
                "description: exactly one of them.",
            )
        ]

    def __str__(self):
        return str(self.person or self.organization or self.description)


@keeps_history()
class Translation(Curated):
    statement = models.ForeignKey(Statement, models.CASCADE, related_name="translations")
    language = language_field()
    text = models.TextField("words")
    translator = models.CharField(max_length=200, blank=True)
    is_official = models.BooleanField("official", default=False)

    class Meta(Curated.Meta):
        ordering = ["-is_official", "language", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "language", "translator"],
                name="statements_translation_unique",
            ),
            not_blank("statements_translation_text_not_blank", "text"),
            language_constraint("statements_translation_language_form", required=True),
        ]
        triggers = [*Curated.Meta.triggers, rules.CORRECT_TRANSLATION_IN_PUBLIC]

    def __str__(self):
        return f"{self.get_language_display()}: {self.text[:60]}"
