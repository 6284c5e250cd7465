"""The public filter and what only the workflow knows, over all statements."""

import datetime
from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from people.models import Office, Organization, Person
from sources.models import Capture, Document, Outlet
from sources.models.captures import CaptureState
from statements.filters import StatementFilter
from statements.models import Appearance, Occasion, Statement, Topic

_STAFF_ROWS = {
    "speaker": Person,
    "organization": Organization,
    "office": Office,
    "outlet": Outlet,
    "topic": Topic,
    "occasion": Occasion,
    "document": Document,
}
CHECKS = [
    ("unverified", "in no place verified"),
    ("no_source", "in no document"),
    ("broken_source", "in a document whose last capture failed"),
]


class ReportFilter(StatementFilter):
    status = django_filters.MultipleChoiceFilter(label="Status", choices=Statement.Status.choices)
    entered_by = django_filters.ModelChoiceFilter(
        label="Entered by",
        queryset=get_user_model().objects.order_by("username"),
        to_field_name="username",
    )
    reviewed_by = django_filters.ModelChoiceFilter(
        label="Reviewed by",
        queryset=get_user_model().objects.order_by("username"),
        to_field_name="username",
    )
    check = django_filters.ChoiceFilter(
        label="Sources", choices=CHECKS, method="by_check", empty_label="Any"
    )
    entered_within = django_filters.NumberFilter(
        label="Entered in the last days", method="within", min_value=1, max_value=36_500
    )
    changed_within = django_filters.NumberFilter(
        label="Changed in the last days", method="within", min_value=1, max_value=36_500
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Staff ask for what is not public too.
        for name, model in _STAFF_ROWS.items():
            self.filters[name].extra["rows"] = model._default_manager.all

    def by_check(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        places = Appearance.objects.filter(statement=OuterRef("pk"))
        if value == "no_source":
            return queryset.filter(~Exists(places))
        if value == "unverified":
            return queryset.filter(~Exists(places.filter(state=Appearance.State.VERIFIED)))
        captures = Capture.objects.filter(document=OuterRef("document")).order_by("-pk")
        failed = places.annotate(last=captures.values("state")[:1]).filter(last=CaptureState.FAILED)
        return queryset.filter(Exists(failed))

    def within(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        since = timezone.now() - datetime.timedelta(days=int(value))
        column = "created_at" if name == "entered_within" else "updated_at"
        return queryset.filter(Q(**{f"{column}__gte": since}))
