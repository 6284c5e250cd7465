"""A page around a list, or the list alone where a script asks for no more."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from markupsafe import Markup

from statements.asking import answered_meanwhile
from statements.templatetags.parts import part

# The element that holds the list; htmx names it when it asks for that part alone.
PLACE = "found"
# Stands for the list in the page around it; as a tag, no text from outside can be taken for it.
HERE = Markup("<found/>")


def render_found(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Return the page, or its part around `context["listing"]` for htmx; 400 for wrong filters."""
    htmx: Any = getattr(request, "htmx", None)
    is_part = bool(htmx) and htmx.target == PLACE and not htmx.history_restore_request
    listing, has_filters = context["listing"], context["has_filters"]
    # htmx takes the title from the part it asked for.
    title = context["title"] if is_part and has_filters else ""
    # What can be drawn while the database answers is: the page around the list and the filters,
    # then what the counts tell.
    with answered_meanwhile():
        listing.ask()
        page = HERE if is_part else render_to_string(template, context | {"found": HERE}, request)
        filters = part("filters", listing.filter.form) if has_filters else ""
        listing.ask_further()
        is_narrowed = listing.facets or listing.when
        facets = part("facets", listing.facets, listing.when) if is_narrowed else ""
        found = part("found", listing, filters, facets, title)
    response = HttpResponse(page.replace(HERE, found), status=200 if listing.is_valid else 400)
    # Neither may be kept, by a browser or on the way, and given out for the other.
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
