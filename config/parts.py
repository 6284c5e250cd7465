"""What the compiled parts of pages (templates/parts.jinja) know besides what they are given."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.forms import BoundField
from django.template.defaultfilters import capfirst
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape


@cache
def url(name: str, *args: str) -> str:
    """Return the address of a page, which is the same from start to end."""
    return reverse(name, args=args)


# How fields look of which nothing was typed: the same on every page, and most are.
_blank: dict[tuple[type, str], str] = {}


def drawn(draw: Callable[[BoundField], str], field: BoundField) -> str:
    """Return what `draw` makes of a field; what a field looks like to which nothing was given, once
    for all.
    """
    if not field.form.is_bound or field.data or field.errors:
        return draw(field)
    key = type(field.form), field.name
    if key not in _blank:
        _blank[key] = draw(field)
    return _blank[key]


def escaped(value: Any) -> str:
    """Return what a template puts out for a value: text without a sign to escape as it is."""
    kind = type(value)
    if kind is Markup or (
        kind is str
        and not ("&" in value or "<" in value or ">" in value or '"' in value or "'" in value)
    ):
        return value
    return escape(value)


class _Compiler(CodeGenerator):
    """Lets templates put out what `escaped` returns. A page does so a thousand times, and to make a
    Markup of each text, as they do otherwise, is a tenth of all that it takes."""

    def _output_child_pre(
        self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo
    ) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and not finalize.src:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Environment(Environment):
    code_generator_class = _Compiler
    escaped = staticmethod(escaped)


def environment(**options: Any) -> Environment:
    made = _Environment(**options)  # Django asks for everything to be escaped
    made.globals |= {"url": url, "static": cache(static), "drawn": drawn}
    made.filters["capfirst"] = capfirst
    return made
