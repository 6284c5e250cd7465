"""What the record holds, by kind: people, organizations, outlets, topics, dossiers."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from statements import visibility

# More than a reader scans; beyond it the filters of the statements find better.
MOST = 1_000


def _list(request: HttpRequest, title: str, rows: QuerySet[Any]) -> HttpResponse:
    shown = list(rows[: MOST + 1])
    return render(
        request,
        "statements/index.html",
        {"title": title, "rows": shown[:MOST], "is_cut": len(shown) > MOST, "most": MOST},
    )


def person_list(request: HttpRequest) -> HttpResponse:
    return _list(request, "People", visibility.public_people())


def organization_list(request: HttpRequest) -> HttpResponse:
    return _list(request, "Organizations", visibility.public_organizations())


def outlet_list(request: HttpRequest) -> HttpResponse:
    return _list(request, "Outlets", visibility.public_outlets())


def topic_list(request: HttpRequest) -> HttpResponse:
    return _list(request, "Topics", visibility.public_topics())


def dossier_list(request: HttpRequest) -> HttpResponse:
    return _list(request, "Dossiers", visibility.public_dossiers())
