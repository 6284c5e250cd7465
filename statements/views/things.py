"""Pages about who spoke, where it was reported and what it was about.

Each is a heading and the list of its statements, filtered like any other.
"""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from people.models import Office, Person, Tenure
from statements import visibility
from statements.context import kept_text_of
from statements.listed import Listed, read
from statements.listing import list_statements
from statements.rendering import markdown
from statements.search.finding import Keys
from statements.views.found import render_found

# Documents on an outlet's page, and on each page of all of them.
NEWEST, DOCUMENTS = 10, 50


def _page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    **of: Any,
) -> HttpResponse:
    listing = list_statements(request, **of)
    return render_found(request, template, {"listing": listing, "has_filters": False, **context})


def _by_slug(queryset: Any, slug: str) -> Any:
    return get_object_or_404(queryset & queryset.model.objects.by_slug(slug))


def _moved(row: Any, slug: str) -> HttpResponse | None:
    """Return the way to a row's address if it was asked for by one it had before."""
    return None if row.slug == slug else redirect(row, permanent=True)


def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    person = _by_slug(visibility.public_people(), slug)
    if moved := _moved(person, slug):
        return moved
    return _page(
        request,
        "people/person_detail.html",
        {
            "person": person,
            "names": person.names.all(),
            "offices": offices_of(person),
        },
        speaker=person,
    )


@dataclass(frozen=True, slots=True)
class Held:
    """An office somebody held, with all its tenures; `is_public` if it has a page."""

    office: Office
    tenures: list[Tenure]
    is_public: bool


def offices_of(person: Person) -> list[Held]:
    """Return the offices that the person held, each once, the newest first."""
    public = set(
        visibility.public_offices().filter(tenures__person=person).values_list("pk", flat=True)
    )
    by_office: dict[int, list[Tenure]] = {}
    for tenure in person.tenures.select_related("office__organization").newest_first():
        by_office.setdefault(tenure.office_id, []).append(tenure)
    return [
        Held(tenures[0].office, tenures, office in public) for office, tenures in by_office.items()
    ]


def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    organization = _by_slug(visibility.public_organizations(), slug)
    if moved := _moved(organization, slug):
        return moved
    public = visibility.public_organizations()
    return _page(
        request,
        "people/organization_detail.html",
        {
            "organization": organization,
            "parent": public.filter(pk=organization.parent_id).first(),
            "children": public.filter(parent=organization),
            "offices": visibility.public_offices().filter(organization=organization),
            "outlets": visibility.public_outlets().filter(affiliation=organization),
        },
        organization=organization,
    )


def office_detail(request: HttpRequest, slug: str) -> HttpResponse:
    office = _by_slug(visibility.public_offices().select_related("organization"), slug)
    if moved := _moved(office, slug):
        return moved
    return _page(
        request,
        "people/office_detail.html",
        {
            "office": office,
            "tenures": office.tenures.filter(person__in=visibility.public_people())
            .select_related("person")
            .newest_first(),
        },
        office=office,
    )


def outlet_detail(request: HttpRequest, slug: str) -> HttpResponse:
    outlet = _by_slug(visibility.public_outlets().select_related("affiliation"), slug)
    if moved := _moved(outlet, slug):
        return moved
    newest = list(visibility.public_documents().filter(outlet=outlet)[: NEWEST + 1])
    public = visibility.public_organizations()
    return _page(
        request,
        "sources/outlet_detail.html",
        {
            "outlet": outlet,
            "affiliation": public.filter(pk=outlet.affiliation_id).first(),
            "documents": newest[:NEWEST],
            "has_more": len(newest) > NEWEST,
        },
        outlet=outlet,
    )


def outlet_documents(request: HttpRequest, slug: str) -> HttpResponse:
    """Return all documents of an outlet in which something published stands, by pages."""
    outlet = _by_slug(visibility.public_outlets(), slug)
    if outlet.slug != slug:
        return redirect("outlet-documents", outlet.slug, permanent=True)
    documents = Paginator(visibility.public_documents().filter(outlet=outlet), DOCUMENTS)
    try:
        page = documents.page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404 from error
    return render(request, "sources/outlet_documents.html", {"outlet": outlet, "page": page})


def document_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    documents = visibility.public_documents().select_related("outlet__affiliation")
    document = get_object_or_404(documents, public_id=public_id)
    return _page(
        request,
        "sources/document_detail.html",
        {"document": document, "kept": kept_text_of(document)},
        document=document,
    )


def occasion_detail(request: HttpRequest, slug: str) -> HttpResponse:
    occasion = _by_slug(visibility.public_occasions().select_related("host"), slug)
    if moved := _moved(occasion, slug):
        return moved
    return _page(
        request,
        "statements/occasion_detail.html",
        {
            "occasion": occasion,
            "participants": visibility.public_people().filter(occasions=occasion),
        },
        occasion=occasion,
    )


def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    topic = _by_slug(visibility.public_topics(), slug)
    if moved := _moved(topic, slug):
        return moved
    public = visibility.public_topics()
    return _page(
        request,
        "statements/topic_detail.html",
        {
            "topic": topic,
            "parent": public.filter(pk=topic.parent_id).first(),
            "children": public.filter(parent=topic),
        },
        topic=topic,
    )


def dossier_detail(request: HttpRequest, slug: str) -> HttpResponse:
    dossier = _by_slug(visibility.public_dossiers(), slug)
    if moved := _moved(dossier, slug):
        return moved
    entries = list(visibility.public_entries(dossier))
    keys = [entry.statement_id for entry in entries if entry.statement_id]
    by_pk: dict[Any, Listed] = {one.pk: one for one in read(Keys("%s::bigint[]", (keys,)))}
    parts = [
        {"statement": by_pk.get(entry.statement_id), "commentary": markdown(entry.commentary)}
        for entry in entries
    ]
    return render(
        request,
        "statements/dossier_detail.html",
        {"dossier": dossier, "summary": markdown(dossier.summary), "parts": parts},
    )
