"""What the compiled parts of pages (templates/parts.jinja) know besides what they are given."""

from functools import cache
from typing import Any

from django.template.defaultfilters import capfirst
from django.urls import reverse
from jinja2 import Environment


def environment(**options: Any) -> Environment:
    made = Environment(**options)  # noqa: S701 - Django asks for everything to be escaped
    made.globals["url"] = cache(reverse)
    made.filters["capfirst"] = capfirst
    return made
