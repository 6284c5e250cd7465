"""A page around a list, or the list alone where a script asks for no more."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from statements.templatetags.parts import part

# The element that holds the list; htmx names it when it asks for that part alone.
PLACE = "found"


def render_found(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Return the page, or its part around `context["listing"]` for htmx; 400 for wrong filters."""
    htmx: Any = getattr(request, "htmx", None)
    is_part = bool(htmx) and htmx.target == PLACE and not htmx.history_restore_request
    listing, has_filters = context["listing"], context["has_filters"]
    # htmx takes the title from the part it asked for.
    title = context["title"] if is_part and has_filters else ""
    found = part("found", listing, has_filters, title)
    if is_part:
        response = HttpResponse(found)
    else:
        response = render(request, template, context | {"found": found})
    response.status_code = 200 if listing.is_valid else 400
    # Neither may be kept, by a browser or on the way, and given out for the other.
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
