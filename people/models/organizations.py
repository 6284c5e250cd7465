from django.db import models
from django.urls import reverse

from people.addresses import KEEP_FORMER_SLUG, SluggedQuerySet, slug_constraint
from people.constraints import (
    country_constraint,
    country_field,
    language_constraint,
    language_field,
    not_blank,
    one_of,
)
from people.curated import Curated, keeps_history
from people.models.persons import NameKind
from people.trees import REFUSE_CYCLE, TreeQuerySet


class OrganizationKind(models.TextChoices):
    GOVERNMENT = "government", "government"
    MINISTRY = "ministry", "ministry"
    ARMED_FORCE = "armed_force", "armed force"
    LEGISLATURE = "legislature", "legislature"
    COURT = "court", "court"
    INTERGOVERNMENTAL = "intergovernmental", "intergovernmental body"
    PARTY = "party", "party"
    MEDIA = "media", "media"
    COMPANY = "company", "company"
    OTHER = "other", "other"


class OrganizationQuerySet(SluggedQuerySet, TreeQuerySet):
    pass


@keeps_history()
class Organization(Curated):
    Kind = OrganizationKind

    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True, help_text="Such as I.R.G.C.")
    kind = models.CharField(max_length=17, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    country = country_field()
    description = models.CharField(max_length=500, blank=True, help_text="One line, public.")
    slug = models.SlugField(max_length=160, unique=True)

    objects = OrganizationQuerySet.as_manager()

    class Meta(Curated.Meta):
        ordering = ["name", "pk"]
        constraints = [
            # Every country has a Ministry of Foreign Affairs, but only one.
            models.UniqueConstraint(
                fields=["name", "country", "parent"],
                name="people_organization_unique",
                nulls_distinct=False,
                violation_error_message="This country has an organization of that name already.",
            ),
            not_blank("people_organization_name_not_blank", "name"),
            one_of("people_organization_kind", "kind", OrganizationKind),
            country_constraint("people_organization_country_form"),
            slug_constraint("people_organization_slug_form"),
        ]
        triggers = [*Curated.Meta.triggers, KEEP_FORMER_SLUG, REFUSE_CYCLE]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organization-detail", args=[self.slug])


@keeps_history()
class OrganizationName(Curated):
    """Another form of an organization's name."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=15, choices=NameKind.choices, default=NameKind.SHORT)
    language = language_field(blank=True)

    class Meta(Curated.Meta):
        ordering = ["name"]
        verbose_name = "other name"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name", "language"],
                name="people_organizationname_unique",
            ),
            not_blank("people_organizationname_name_not_blank", "name"),
            one_of("people_organizationname_kind", "kind", NameKind),
            language_constraint("people_organizationname_language_form"),
        ]

    def __str__(self):
        return self.name
