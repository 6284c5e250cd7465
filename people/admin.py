"""People, organizations and offices in the admin."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils import timezone
from unfold.admin import TabularInline

from people.codes import country_name
from people.curation import (
    UNDERSTOOD_DATE,
    CuratedAdmin,
    CuratedForm,
    CuratedInline,
    in_order,
)
from people.finding import best_tenures, find_offices, find_tenures
from people.importing.admin import ImportAdmin, ImportQuestionAdmin
from people.list_import import ListImport, PartAdmin
from people.lookup import find_organizations, find_people
from people.models import (
    Office,
    OfficeIdentifier,
    Organization,
    OrganizationIdentifier,
    OrganizationName,
    Person,
    PersonIdentifier,
    PersonName,
    Tenure,
)
from people.partial_dates import PartialDate, PartialDateError

__all__ = ["ImportAdmin", "ImportQuestionAdmin"]


def understood_date(request: HttpRequest) -> JsonResponse:
    """Say how a typed date is understood, or why it is not: for every date field of the admin."""
    try:
        date = PartialDate.parse(request.GET.get("date", ""), today=timezone.localdate())
    except PartialDateError as error:
        return JsonResponse({"understood": "", "error": str(error)})
    return JsonResponse({"understood": date.describe(), "error": ""})


class TenureForm(CuratedForm):
    class Meta:
        model = Tenure
        fields = ["office", "start", "end", "state", "note"]


class PersonNameInline(CuratedInline, TabularInline):
    model = PersonName
    extra = 0


class OrganizationNameInline(CuratedInline, TabularInline):
    model = OrganizationName
    extra = 0


class PersonIdentifierInline(CuratedInline, TabularInline):
    model = PersonIdentifier
    extra = 0


class OrganizationIdentifierInline(CuratedInline, TabularInline):
    model = OrganizationIdentifier
    extra = 0


class OfficeIdentifierInline(CuratedInline, TabularInline):
    model = OfficeIdentifier
    extra = 0


class TenureInline(CuratedInline, TabularInline):
    model = Tenure
    form = TenureForm
    extra = 0
    autocomplete_fields = ["office"]
    show_change_link = True


@admin.register(Person)
class PersonAdmin(ListImport, CuratedAdmin):
    form = CuratedForm
    fields = [
        "name",
        "sort_name",
        "slug",
        "description",
        ("born", "died"),
    ]
    list_display = ["sort_name", "name", "description", "born", "died"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [PersonNameInline, TenureInline, PersonIdentifierInline]
    parts = (PersonName, PersonIdentifier, Tenure)
    find = staticmethod(find_people)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(understood_date)
        return [path("understood-date/", view, name=UNDERSTOOD_DATE), *super().get_urls()]


@admin.register(Organization)
class OrganizationAdmin(ListImport, CuratedAdmin):
    form = CuratedForm
    fields = [
        "name",
        "short_name",
        "slug",
        "kind",
        "parent",
        "country",
        "description",
    ]
    list_display = ["name", "short_name", "kind", "country_by_name", "parent"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["name"]
    autocomplete_fields = ["parent"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [OrganizationNameInline, OrganizationIdentifierInline]
    parts = (OrganizationName, OrganizationIdentifier)
    find = staticmethod(find_organizations)

    @admin.display(description="country", ordering="country")
    def country_by_name(self, organization: Organization) -> str:
        return country_name(organization.country)


@admin.register(Office)
class OfficeAdmin(ListImport, CuratedAdmin):
    form = CuratedForm
    fields = ["title", "organization", "slug", "description"]
    list_display = ["title", "organization"]
    list_select_related = ["organization"]
    search_fields = ["title"]
    find = staticmethod(find_offices)
    autocomplete_fields = ["organization"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [OfficeIdentifierInline]
    parts = (OfficeIdentifier, Tenure)


@admin.register(Tenure)
class TenureAdmin(ListImport, CuratedAdmin):
    form = CuratedForm
    fields = ["person", "office", "start", "end", "state", "note"]
    list_display = ["person", "office", "start", "end", "state"]
    list_select_related = ["person", "office__organization"]
    list_filter = ["state"]
    search_fields = ["note"]
    find = staticmethod(find_tenures)
    autocomplete_fields = ["person", "office"]

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """Return what is looked for; where a field says whose offices it wants, those alone."""
        person = request.GET.get("person", "")
        if "field_name" not in request.GET or not person.isdecimal():
            return super().get_search_results(request, queryset, search_term)
        own = queryset.filter(person=person)
        return in_order(own, best_tenures(own, search_term)), False


@admin.register(PersonName, OrganizationName)
class NameAdmin(PartAdmin):
    list_display = ["__str__", "kind", "language"]
    search_fields = ["name"]


@admin.register(PersonIdentifier, OrganizationIdentifier, OfficeIdentifier)
class IdentifierAdmin(PartAdmin):
    list_display = ["scheme", "value"]
    search_fields = ["value"]
