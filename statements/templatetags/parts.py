"""Brings the parts that pages repeat dozens of times (templates/parts.jinja) into a page."""

from functools import cache
from typing import Any

from django import template
from django.forms import BoundField
from django.template import engines

from config.parts import drawn

register = template.Library()


@register.simple_tag
def part(name: str, *shown: Any) -> Any:
    """Return the HTML of the macro called `name`; what it is given is escaped there."""
    engine: Any = engines["jinja2"]
    parts = engine.env.get_template("parts.jinja").module
    return getattr(parts, name)(*shown) if shown else _alike(parts, name)


@cache
def _alike(parts: Any, name: str) -> Any:
    """Return what a macro that is given nothing draws: the same on every page."""
    return getattr(parts, name)()


@register.filter(name="drawn")
def drawn_once(field: BoundField) -> Any:
    """Return what a field looks like; one to which nothing was given is drawn once for all."""
    return drawn(BoundField.as_widget, field)
