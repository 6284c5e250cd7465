from people.addresses import FormerSlug
from people.models.offices import Office, Tenure
from people.models.organizations import Organization, OrganizationName
from people.models.persons import Person, PersonName

__all__ = [
    "FormerSlug",
    "Office",
    "Organization",
    "OrganizationName",
    "Person",
    "PersonName",
    "Tenure",
]
