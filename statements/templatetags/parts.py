"""Brings the parts that pages repeat dozens of times (templates/parts.jinja) into a page."""

from typing import Any

from django import template
from django.template import engines

register = template.Library()


@register.simple_tag
def part(name: str, *shown: Any) -> Any:
    """Return the HTML of the macro called `name`; what it is given is escaped there."""
    engine: Any = engines["jinja2"]
    return getattr(engine.env.get_template("parts.jinja").module, name)(*shown)
