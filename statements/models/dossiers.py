from django.db import models
from django.urls import reverse

from people.addresses import KEEP_FORMER_SLUG, SluggedQuerySet, slug_constraint
from people.constraints import not_blank
from people.curated import Curated, keeps_history
from statements.models.statements import Statement, user_field


class DossierQuerySet(SluggedQuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)


@keeps_history()
class Dossier(Curated):
    """A titled, ordered selection of statements with commentary between them."""

    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True, help_text="Markdown, public.")
    slug = models.SlugField(max_length=160, unique=True)
    entered_by = user_field()
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = DossierQuerySet.as_manager()

    class Meta(Curated.Meta):
        ordering = ["-published_at", "-pk"]
        constraints = [
            not_blank("statements_dossier_title_not_blank", "title"),
            slug_constraint("statements_dossier_slug_form"),
        ]
        triggers = [*Curated.Meta.triggers, KEEP_FORMER_SLUG]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("dossier-detail", args=[self.slug])


@keeps_history()
class DossierEntry(Curated):
    """A piece of commentary or one statement, at its position in a dossier."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()
    commentary = models.TextField(blank=True, help_text="Markdown, public.")
    statement = models.ForeignKey(
        Statement, models.PROTECT, null=True, blank=True, related_name="dossier_entries"
    )

    class Meta(Curated.Meta):
        ordering = ["position"]
        verbose_name_plural = "entries"
        constraints = [
            # Deferred, so that two entries can change places within one transaction.
            models.UniqueConstraint(
                fields=["dossier", "position"],
                name="statements_dossierentry_position_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="statements_dossierentry_exactly_one",
                condition=models.Q(statement__isnull=False, commentary="")
                | models.Q(statement__isnull=True, commentary__regex=r"\S"),
                violation_error_message="An entry is a statement or commentary: exactly one.",
            ),
        ]

    def __str__(self):
        return f"{self.position}. {self.statement or self.commentary[:60]}"
