"""What the compiled parts of pages (templates/parts.jinja) know besides what they are given."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.forms import BoundField
from django.template.defaultfilters import capfirst
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment
from markupsafe import Markup


@cache
def url(name: str, *args: str) -> str:
    """Return the address of a page, which is the same from start to end."""
    return reverse(name, args=args)


# How fields look of which nothing was typed: the same on every page, and most are.
_blank: dict[tuple[type, str], Markup] = {}


def drawn(draw: Callable[[BoundField], Markup], field: BoundField) -> Markup:
    """Return what `draw` makes of a field; what a field looks like to which nothing was given, once
    for all.
    """
    if not field.form.is_bound or field.data or field.errors:
        return draw(field)
    key = type(field.form), field.name
    if key not in _blank:
        _blank[key] = draw(field)
    return _blank[key]


def environment(**options: Any) -> Environment:
    made = Environment(**options)  # noqa: S701 - Django asks for everything to be escaped
    made.globals |= {"url": url, "static": cache(static), "drawn": drawn}
    made.filters["capfirst"] = capfirst
    return made
