from django.db import models
from django.urls import reverse

from people.addresses import KEEP_FORMER_SLUG, SluggedQuerySet, slug_constraint
from people.constraints import not_blank, one_of
from people.curated import Curated, keeps_history
from people.fields import PartialDateField, partial_date_constraint
from people.models import Organization, Person


class OccasionKind(models.TextChoices):
    SPEECH = "speech", "speech"
    INTERVIEW = "interview", "interview"
    PRESS_CONFERENCE = "press_conference", "press conference"
    HEARING = "hearing", "hearing"
    MEETING = "meeting", "meeting"
    WRITTEN_STATEMENT = "written_statement", "written statement"
    SOCIAL_POST = "social_post", "social post"
    OTHER = "other", "other"


@keeps_history()
class Occasion(Curated):
    """What something was said at."""

    Kind = OccasionKind

    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=17, choices=OccasionKind.choices)
    held_on = PartialDateField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    host = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="hosted_occasions"
    )
    participants = models.ManyToManyField(Person, blank=True, related_name="occasions")
    description = models.CharField(max_length=500, blank=True, help_text="One line, public.")
    slug = models.SlugField(max_length=160, unique=True)

    objects = SluggedQuerySet.as_manager()

    class Meta(Curated.Meta):
        ordering = ["-held_on_latest", "name", "pk"]
        constraints = [
            not_blank("statements_occasion_name_not_blank", "name"),
            one_of("statements_occasion_kind", "kind", OccasionKind),
            partial_date_constraint("held_on"),
            slug_constraint("statements_occasion_slug_form"),
        ]
        triggers = [*Curated.Meta.triggers, KEEP_FORMER_SLUG]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("occasion-detail", args=[self.slug])


@keeps_history(obj_field=None)
class OccasionParticipant(Occasion.participants.through):
    """Who took part, tracked like every curated row."""

    class Meta:
        proxy = True
