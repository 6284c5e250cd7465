"""The documentation is complete: what exists is described."""

import re

from django.apps import apps
from django.conf import settings

DOCS = settings.BASE_DIR / "docs"


def tables():
    return {
        model.__name__
        for app in ("people", "sources", "statements")
        for model in apps.get_app_config(app).get_models()
        if not model._meta.proxy and not model.__name__.endswith("Event")
    }


def test_every_table_is_described_in_the_data_model():
    described = set(re.findall(r"^\| `(\w+)` \|", (DOCS / "data-model.md").read_text(), re.M))
    assert described == tables()


def test_every_table_is_drawn():
    drawing = (DOCS / "images" / "data-model.dot").read_text()
    # Found through the rows they lead to, not drawn as tables of their own.
    assert {name for name in tables() if name not in drawing} <= {"FormerSlug"}


def test_relative_links_lead_somewhere():
    for page in [*DOCS.rglob("*.md"), *settings.BASE_DIR.glob("*.md")]:
        for link in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text()):
            assert (page.parent / link).exists(), f"{page}: {link}"
