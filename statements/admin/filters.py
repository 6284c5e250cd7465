"""Filters of the curators' list that reach over other tables without joining them."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import ExtractYear

from people.models import Organization
from sources.models import Outlet
from statements.models import Appearance, Statement

CHOICES = 100


class OrganizationListFilter(SimpleListFilter):
    title = "organization"
    parameter_name = "organization"

    def lookups(self, request: Any, model_admin: Any) -> Any:
        return Organization.objects.values_list("pk", "name")[:CHOICES]

    def queryset(self, request: Any, queryset: Any) -> Any:
        value = self.value() or ""
        if not value.isdigit():
            return queryset
        below = Organization.objects.below(int(value)).values("pk")
        return queryset.filter(
            Q(organization__in=below) | Q(tenure__office__organization__in=below)
        )


class OutletListFilter(SimpleListFilter):
    title = "outlet"
    parameter_name = "outlet"

    def lookups(self, request: Any, model_admin: Any) -> Any:
        return Outlet.objects.values_list("pk", "name")[:CHOICES]

    def queryset(self, request: Any, queryset: Any) -> Any:
        value = self.value() or ""
        if not value.isdigit():
            return queryset
        outlet = int(value)
        carried = Q(document__outlet=outlet) | Q(credited_outlet=outlet)
        return queryset.filter(Exists(Appearance.objects.filter(carried, statement=OuterRef("pk"))))


class YearListFilter(SimpleListFilter):
    title = "year"
    parameter_name = "year"

    def lookups(self, request: Any, model_admin: Any) -> Any:
        years = (
            Statement.objects.exclude(said_on_latest=None)
            .annotate(year=ExtractYear("said_on_latest"))
            .order_by("-year")
            .values_list("year", flat=True)
            .distinct()
        )
        return [(year, str(year)) for year in years[:CHOICES]]

    def queryset(self, request: Any, queryset: Any) -> Any:
        value = self.value() or ""
        if not value.isdigit():
            return queryset
        return queryset.filter(said_on_latest__year=int(value))
