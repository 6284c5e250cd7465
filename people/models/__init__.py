from people.addresses import FormerSlug
from people.models.identifiers import (
    OfficeIdentifier,
    OrganizationIdentifier,
    PersonIdentifier,
)
from people.models.imports import Import, ImportQuestion
from people.models.offices import Office, Tenure
from people.models.organizations import Organization, OrganizationName
from people.models.persons import Person, PersonName

__all__ = [
    "FormerSlug",
    "Import",
    "ImportQuestion",
    "Office",
    "OfficeIdentifier",
    "Organization",
    "OrganizationIdentifier",
    "OrganizationName",
    "Person",
    "PersonIdentifier",
    "PersonName",
    "Tenure",
]
