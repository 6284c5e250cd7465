"""What the compiled parts of pages (templates/parts.jinja) know besides what they are given."""

from functools import cache
from typing import Any

from django.template.defaultfilters import capfirst
from django.urls import reverse
from jinja2 import Environment


@cache
def url(name: str, *args: str) -> str:
    """Return the address of a page, which is the same from start to end."""
    return reverse(name, args=args)


def environment(**options: Any) -> Environment:
    made = Environment(**options)  # noqa: S701 - Django asks for everything to be escaped
    made.globals["url"] = url
    made.filters["capfirst"] = capfirst
    return made
