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
from people.models import Organization


class OutletKind(models.TextChoices):
    NEWS_AGENCY = "news_agency", "news agency"
    NEWSPAPER = "newspaper", "newspaper"
    BROADCASTER = "broadcaster", "broadcaster"
    THINK_TANK = "think_tank", "think tank"
    OFFICIAL_SITE = "official_site", "official site"
    INTERGOVERNMENTAL = "intergovernmental", "intergovernmental body"
    SOCIAL_PLATFORM = "social_platform", "social platform"
    OTHER = "other", "other"


@keeps_history()
class Outlet(Curated):
    """Who publishes documents, or is credited by those who do."""

    Kind = OutletKind

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=17, choices=OutletKind.choices)
    country = country_field()
    language = language_field(blank=True)
    affiliation = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="affiliated_outlets"
    )
    affiliation_note = models.CharField(
        max_length=200, blank=True, help_text="As readers see it, such as “I.R.G.C.-affiliated”."
    )
    description = models.CharField(max_length=500, blank=True, help_text="One line, public.")
    slug = models.SlugField(max_length=160, unique=True)

    objects = SluggedQuerySet.as_manager()

    class Meta(Curated.Meta):
        ordering = ["name"]
        constraints = [
            not_blank("sources_outlet_name_not_blank", "name"),
            one_of("sources_outlet_kind", "kind", OutletKind),
            country_constraint("sources_outlet_country_form"),
            language_constraint("sources_outlet_language_form"),
            slug_constraint("sources_outlet_slug_form"),
        ]
        triggers = [*Curated.Meta.triggers, KEEP_FORMER_SLUG]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("outlet-detail", args=[self.slug])


@keeps_history()
class OutletDomain(Curated):
    """A domain whose pages are this outlet's, subdomains included."""

    outlet = models.ForeignKey(Outlet, models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=253, unique=True, help_text="Such as example.org.")

    class Meta(Curated.Meta):
        ordering = ["domain"]
        verbose_name = "domain"
        constraints = [
            models.CheckConstraint(
                name="sources_outletdomain_form",
                condition=models.Q(domain__regex=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$"),
                violation_error_message="A domain is lower case, without http:// and path.",
            )
        ]

    def __str__(self):
        return self.domain
