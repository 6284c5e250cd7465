"""Pages around the search box: how to search, and all values of a filter with their counts."""

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from people.models import Office, Organization, Person
from sources.models import Outlet
from statements.facets import TITLES, values_of
from statements.fields import RowsField
from statements.filters import StatementFilter
from statements.listing import list_errors
from statements.lookup import FIND
from statements.models import Statement, Topic
from statements.naming import called, hint, suggest
from statements.search.examples import CHAPTERS

# Values on a page, and rows whose name answers what is looked for.
MOST, MOST_FOUND = 200, 50
# A name that is being typed, in characters.
LONGEST = 200


def search_help(request: HttpRequest) -> HttpResponse:
    return render(request, "statements/search_help.html", {"chapters": CHAPTERS})


# What the values of each filter are rows of.
MODELS: dict[str, type[Any]] = {
    "speaker": Person,
    "organization": Organization,
    "office": Office,
    "topic": Topic,
    "outlet": Outlet,
}


def facet(request: HttpRequest, name: str) -> HttpResponse:
    """All that a list can be narrowed to by one filter, or what of it answers `find`.

    Counts are of what the other filters in the query string leave.
    """
    if name not in MODELS:
        raise Http404
    query = request.GET.copy()
    text = " ".join(query.pop("find", [""])[-1].replace("\0", " ").split())
    filterset = StatementFilter(query, queryset=Statement.objects.none(), request=request)
    context: dict[str, Any] = {"title": TITLES[name], "name": name, "find": text, "most": MOST}
    context["kept"] = [(key, value) for key, values in query.lists() for value in values]
    context["back"] = query.urlencode()
    if wrong := list_errors(filterset):
        return render(request, "statements/facet.html", {**context, "wrong": wrong}, status=400)
    among = FIND[MODELS[name]](text, limit=MOST_FOUND) if text else []
    question = filterset.question()
    if question.is_answerable and (among or not text):
        context["facet"] = values_of(name, question, query, among=among, most=MOST)
    return render(request, "statements/facet.html", context)


def suggestions(request: HttpRequest) -> HttpResponse:
    """Return options for what is being typed into a filter of people or things.

    The filter's own parameter says what: `?speaker=araq`. At most ten, likest first.
    """
    fields = StatementFilter({}, queryset=Statement.objects.none(), request=request).form.fields
    for name in request.GET:
        typed = request.GET[name]
        asked = fields.get(name)
        if isinstance(asked, RowsField) and asked.key == "slug":
            rows = suggest(asked.queryset, typed[:LONGEST])
            return render(request, "components/_suggestions.html", {"choices": _offered(rows)})
    return HttpResponse("Which filter?", status=400, content_type="text/plain")


def _offered(rows: list[Any]) -> list[tuple[str, str]]:
    """Return what to put into the field for each row, and what to show beside it."""
    names = Counter(called(row) for row in rows)
    return [
        (called(row), hint(row)) if names[called(row)] == 1 else (row.slug, str(row))
        for row in rows
    ]
