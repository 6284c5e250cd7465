from datetime import date

from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse

from people.addresses import KEEP_FORMER_SLUG, SluggedQuerySet, slug_constraint
from people.constraints import not_blank, one_of
from people.curated import Curated, keeps_history
from people.fields import PartialDateField, partial_date_constraint
from people.models.organizations import Organization
from people.models.persons import Person


@keeps_history()
class Office(Curated):
    """A title in an organization, whoever holds it: Deputy Foreign Minister of Iran."""

    title = models.CharField(max_length=200)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="offices")
    description = models.CharField(max_length=500, blank=True, help_text="One line, public.")
    slug = models.SlugField(max_length=160, unique=True)

    objects = SluggedQuerySet.as_manager()

    class Meta(Curated.Meta):
        ordering = ["organization__name", "title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "title"],
                name="people_office_unique",
                violation_error_message="This organization has an office of that title already.",
            ),
            not_blank("people_office_title_not_blank", "title"),
            slug_constraint("people_office_slug_form"),
        ]
        triggers = [*Curated.Meta.triggers, KEEP_FORMER_SLUG]

    def __str__(self):
        return f"{self.title}, {self.organization}"

    def get_absolute_url(self):
        return reverse("office-detail", args=[self.slug])


class TenureState(models.TextChoices):
    CURRENT = "current", "current"
    ENDED = "ended", "ended"
    UNKNOWN = "unknown", "not known"


class TenureQuerySet(models.QuerySet):
    def overlapping(self, earliest: date, latest: date):
        """Tenures that may have held on some day between `earliest` and `latest`, inclusive.

        A start or end that is not known excludes nothing: the record does not invent a day.
        """
        return self.filter(
            models.Q(start_earliest__isnull=True) | models.Q(start_earliest__lte=latest),
            models.Q(end_latest__isnull=True) | models.Q(end_latest__gte=earliest),
        )

    def newest_first(self):
        return self.order_by(
            Coalesce("start_latest", models.Value(date.min)).desc(), "office__title", "pk"
        )


@keeps_history()
class Tenure(Curated):
    """A person holds an office from … to …. An empty end does not mean "current"."""

    State = TenureState

    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures")
    office = models.ForeignKey(Office, models.PROTECT, related_name="tenures")
    start = PartialDateField(blank=True)
    end = PartialDateField(blank=True)
    state = models.CharField(max_length=7, choices=TenureState.choices, default=TenureState.UNKNOWN)
    note = models.CharField(max_length=500, blank=True, help_text="Public: acting, disputed, …")

    objects = TenureQuerySet.as_manager()

    class Meta(Curated.Meta):
        ordering = ["person__sort_name", "start_earliest", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "office", "start_earliest"],
                name="people_tenure_unique",
                nulls_distinct=False,
                violation_error_message="This person holds this office from that day already.",
            ),
            partial_date_constraint("start"),
            partial_date_constraint("end"),
            one_of("people_tenure_state", "state", TenureState),
            models.CheckConstraint(
                name="people_tenure_start_before_end",
                condition=models.Q(start_earliest__isnull=True)
                | models.Q(end_latest__isnull=True)
                | models.Q(start_earliest__lte=models.F("end_latest")),
                violation_error_message="A tenure cannot end before it starts.",
            ),
            models.CheckConstraint(
                name="people_tenure_end_only_when_ended",
                condition=models.Q(end_earliest__isnull=True) | models.Q(state="ended"),
                violation_error_message="A tenure with an end has the state “ended”.",
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.office}"
