"""Home, the list, the statement itself, and the pages about the record."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from people.codes import language_name
from people.partial_dates import PartialDate
from statements import visibility
from statements.citations import citation
from statements.context import archived_copies, context_of, text_fragment_of
from statements.facets import KINDS, facets_of, total_text
from statements.listed import Listed, byline_of, read_of
from statements.listing import Listing, list_statements
from statements.meanings import settled
from statements.models import Correction, Relation, Statement
from statements.search.finding import Question, count_by
from statements.views.found import render_found

AROUND = timedelta(days=30)
SHOWN = 5


def home(request: HttpRequest) -> HttpResponse:
    published = Statement.objects.published()
    return render(
        request,
        "statements/home.html",
        {
            "covers": coverage(),
            "newest": read_of(published.order_by("-published_at", "-pk")[:6]),
            "dossiers": visibility.public_dossiers()[:3],
        },
    )


def coverage() -> dict[str, Any]:
    """Return how much the record holds: statements (with its text), people quoted, years."""
    counts = count_by(Question(), {}).read()
    dated = Statement.objects.published().exclude(said_on_latest=None)
    # Each walks the index of days from one end: a minimum over all rows would read them all.
    first = dated.order_by("said_on_latest", "pk").values_list("said_on_earliest", flat=True)[:1]
    last = dated.order_by("-said_on_latest", "-pk").values_list("said_on_latest", flat=True)[:1]
    total = total_text(counts.total, is_exact=not counts.is_about)
    return {
        "count": counts.total,
        "statements": total if counts.total else "",
        "people": visibility.public_people().count(),
        "first": next((day.year for day in first), None),
        "last": next((day.year for day in last), None),
    }


def about(request: HttpRequest) -> HttpResponse:
    kinds = {name: KINDS[name] for name in ("language", "kind", "outlet")}
    counts = count_by(Question(), kinds).read()
    facets = facets_of(counts.values, QueryDict())
    return render(request, "statements/about.html", {"covers": coverage(), "facets": facets})


def robots(request: HttpRequest) -> HttpResponse:
    """Where robots need not look, and where everything public is listed."""
    listed = request.build_absolute_uri(reverse("sitemap-index"))
    closed = "".join(f"Disallow: {path}\n" for path in ("/admin/", "/accounts/"))
    return HttpResponse(f"User-agent: *\n{closed}\nSitemap: {listed}\n", "text/plain")


def statement_list(request: HttpRequest) -> HttpResponse:
    listing = list_statements(request)
    # What was named otherwise than by its address gets the address that stays.
    if listing.is_valid and (query := settled(listing.filter, request.GET)):
        return redirect(f"{reverse('statement-list')}?{query}")
    context = {"listing": listing, "has_filters": True, "title": title_of(listing)}
    return render_found(request, "statements/statement_list.html", context)


def title_of(listing: Listing) -> str:
    """Return what tells this list from others: the filters in force."""
    return " · ".join([*(chip.value for chip in listing.chips[:4]), "Statements"])


def statement_short(request: HttpRequest, public_id: str) -> HttpResponse:
    statement = get_object_or_404(Statement.objects.public(), public_id=public_id)
    return redirect(statement, permanent=True)


def statement_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    public = Statement.objects.public().with_speaker().with_sources()
    statement = get_object_or_404(
        public.prefetch_related("topics", "translations", "addressees__organization"),
        public_id=public_id,
    )
    if statement.status == Statement.Status.WITHDRAWN:
        return render(request, "statements/withdrawn.html", {"statement": statement}, status=410)
    corrections = list(statement.corrections.all())
    version = 1 + len(corrections)
    appearances = appearances_of(statement)
    short_url = request.build_absolute_uri(f"/s/{statement.public_id}/")
    near = around(statement)
    return render(
        request,
        "statements/statement_detail.html",
        {
            "statement": statement,
            "byline": byline_of(statement),
            "appearances": appearances,
            "corrections": [(one, changes_of(one)) for one in corrections],
            "version": version,
            "relations": relations_of(statement),
            "near": near,
            "on_topic": on_topic(statement, near),
            "canonical_url": request.build_absolute_uri(statement.get_absolute_url()),
            "short_url": short_url,
            "citation": citation(
                statement,
                appearances=[one["row"] for one in appearances],
                address=short_url,
                version=version,
                read_on=timezone.localdate(),
            ),
        },
    )


# A relation as it reads from its other end.
PASSIVE: dict[str, str] = {
    Relation.Kind.REPEATS: "Repeated by",
    Relation.Kind.CONTRADICTS: "Contradicted by",
    Relation.Kind.RESPONDS_TO: "Answered by",
    Relation.Kind.CLARIFIES: "Clarified by",
    Relation.Kind.RETRACTS: "Retracted by",
}


def relations_of(statement: Statement) -> list[dict[str, Any]]:
    """Return how it bears on other published statements, and they on it; with public sources."""
    rows = Relation.objects.filter(
        Q(statement=statement, to_statement__status="published")
        | Q(to_statement=statement, statement__status="published")
    ).select_related(
        *("statement__person", "statement__organization"),
        *("to_statement__person", "to_statement__organization"),
    )
    sources = visibility.public_documents().in_bulk([one.source_id for one in rows])
    return [
        {
            "label": one.get_kind_display().capitalize()
            if one.statement_id == statement.pk
            else PASSIVE[one.kind],
            "other": one.to_statement if one.statement_id == statement.pk else one.statement,
            "note": one.note,
            "source": sources.get(one.source_id),
        }
        for one in rows
    ]


def appearances_of(statement: Statement) -> list[dict]:
    """Return each appearance with its context and the address of its very words.

    Where the source has lost them, the archived copies of it take its place.
    """
    rows = statement.appearances.select_related(
        "capture", "document__outlet__affiliation", "credited_outlet__affiliation"
    ).defer("capture__raw")
    copies = archived_copies(rows)
    return [
        {
            "row": row,
            "context": context_of(row),
            "source_url": text_fragment_of(row),
            "copies": copies[row.document_id] if row.source_changed_at else [],
        }
        for row in rows
    ]


LABELS = {
    "text": "The words",
    "kind": "The kind of quote",
    "language": "The language",
    "attribution": "The attribution",
    "person_id": "The speaker",
    "organization_id": "The speaking organization",
    "tenure_id": "The office held",
    "said_on_earliest": "The day it was said",
    "said_on_latest": "The day it was said",
    "said_on_precision": "The day it was said",
    "occasion_id": "The occasion",
    "note": "The editor’s note",
    "source_text": "What stands at the source",
}


def _label(column: str) -> str:
    """Return what a changed column is called; a translation's ends with its language."""
    if column.startswith("translation_"):
        return f"The {language_name(column.removeprefix('translation_'))} translation"
    return LABELS.get(column, column.replace("_", " ").capitalize())


def changes_of(correction: Correction) -> list[dict]:
    """Return what a correction changed, each once; before and after where they are words."""
    changes: dict[str, dict] = {}
    for column, (before, after) in correction.changes.items():
        label = _label(column)
        is_words = column in ("text", "language", "attribution", "note")
        is_words = is_words or column.startswith("translation")
        if column == "language":
            before, after = map(language_name, (before, after))
        changes.setdefault(
            label,
            {"label": label, "before": before or "", "after": after or "", "is_words": is_words},
        )
    return list(changes.values())


def around(statement: Statement) -> list[Listed]:
    """Return what the speaker said within a month of that day, newest first."""
    day: PartialDate | None = statement.said_on
    if day is None or not statement.speaker:
        return []
    near = Statement.objects.filter(
        person=statement.person_id,
        organization=statement.organization_id,
        said_on_latest__gte=day.earliest - AROUND,
        said_on_earliest__lte=day.latest + AROUND,
    )
    return _others(statement, near)


def on_topic(statement: Statement, shown: list[Listed]) -> list[Listed]:
    """Return what was said on its topics by anybody, newest first, less what is shown already."""
    same = Statement.objects.filter(
        pk__in=Statement.topics.through.objects.filter(topic__in=statement.topics.all()).values(
            "statement"
        )
    ).exclude(pk__in=[one.pk for one in shown])
    return _others(statement, same)


def _others(statement: Statement, rows: Any) -> list[Listed]:
    return read_of(rows.published().exclude(pk=statement.pk).newest_first()[:SHOWN])
