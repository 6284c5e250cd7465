"""A variable that does not exist fails the test, in our own templates."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
from django.conf import settings
from django.template import engines
from django.template.backends.django import DjangoTemplates
from django.template.base import FilterExpression, Node


class UndefinedVariableError(AssertionError):
    """A template of ours names a variable that it was not given."""


class Undefined(str):
    """What the template engine puts in place of a missing variable.

    Django asks whether it is true before it uses it: that is where we complain. The templates of
    the admin and of libraries lean on missing variables being empty, and keep them so.
    """

    __slots__ = ()

    def __bool__(self) -> bool:
        expression, node = _being_rendered()
        if node is not None and _is_ours(node):
            raise UndefinedVariableError(f"{expression} is not defined in {node.origin.name}")
        return False


def _being_rendered() -> tuple[str, Node | None]:
    """Return the expression and the tag that Django is evaluating, read off the call stack."""
    expression = ""
    frame: FrameType | None = sys._getframe(2)
    while frame:
        owner = frame.f_locals.get("self")
        if isinstance(owner, FilterExpression):
            expression = expression or str(owner.var)
        if isinstance(owner, Node) and getattr(owner, "origin", None):
            return expression, owner
        frame = frame.f_back
    return expression, None


def _is_ours(node: Node) -> bool:
    return any(Path(node.origin.name).is_relative_to(place) for place in _places())


def _places() -> list[Path]:
    ours = ("people", "sources", "statements", "config")
    return [settings.BASE_DIR / name for name in ("templates", *ours)]


@pytest.fixture(autouse=True, scope="session")
def strict_templates() -> Iterator[None]:
    django = engines["django"]
    assert isinstance(django, DjangoTemplates)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(django.engine, "string_if_invalid", Undefined())
        yield
