"""What others call the same person, organization or office: a scheme, and the value in it."""

from django.db import models

from people.constraints import not_blank
from people.curated import Curated, keeps_history
from people.models.offices import Office
from people.models.organizations import Organization
from people.models.persons import Person

SCHEME_PATTERN = r"^[a-z0-9]+([-_.:/][a-z0-9]+)*$"
WIKIDATA = "wikidata"
WIKIDATA_PATTERN = r"^Q[1-9][0-9]*$"


class Identifier(Curated):
    """One row has many identifiers, several of a scheme among them; each is one row's alone."""

    scheme = models.CharField(
        max_length=60, help_text="Who gives it, in small letters: wikidata, bioguide, …"
    )
    value = models.CharField(max_length=200, help_text="Such as Q42.")

    class Meta(Curated.Meta):
        abstract = True
        ordering = ["scheme", "value"]
        verbose_name = "identifier"
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"],
                name="%(app_label)s_%(class)s_unique",
                violation_error_message="This identifier is on record already.",
            ),
            not_blank("%(app_label)s_%(class)s_value_not_blank", "value"),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_scheme_form",
                condition=models.Q(scheme__regex=SCHEME_PATTERN),
                violation_error_message=(
                    "A scheme is small letters and digits, parted by hyphens, points or the like."
                ),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_wikidata_form",
                condition=~models.Q(scheme=WIKIDATA) | models.Q(value__regex=WIKIDATA_PATTERN),
                violation_error_message="A Wikidata id is the letter Q and a number, such as Q42.",
            ),
        ]

    def __str__(self):
        return f"{self.scheme} {self.value}"


@keeps_history()
class PersonIdentifier(Identifier):
    person = models.ForeignKey(Person, models.CASCADE, related_name="identifiers")


@keeps_history()
class OrganizationIdentifier(Identifier):
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="identifiers")


@keeps_history()
class OfficeIdentifier(Identifier):
    office = models.ForeignKey(Office, models.CASCADE, related_name="identifiers")
