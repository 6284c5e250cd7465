from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models.functions import JSONObject

from statements.search.expressions import matches
from statements.search.query import parse

# The columns a list shows of a statement, its speaker and the office held.
_LISTED = (
    *("public_id", "text", "language", "kind", "attribution"),
    *("said_on_earliest", "said_on_latest", "said_on_precision"),
    *("person__name", "person__slug", "organization__name", "organization__slug"),
    *("tenure__office__title", "tenure__office__slug", "tenure__office__organization__name"),
)


class StatementQuerySet(models.QuerySet):
    def published(self):
        """What the public reads. Everything public starts here or at `public`."""
        return self.filter(status="published")

    def public(self):
        """What has a public page: published, or withdrawn and saying so."""
        return self.filter(status__in=["published", "withdrawn"])

    def in_review(self):
        return self.filter(status="in_review")

    def newest_first(self):
        """By the last day it may have been said on; those without any day last."""
        return self.order_by(models.F("said_on_latest").desc(nulls_last=True), "-pk")

    def with_speaker(self):
        """Load what a quote is never shown without: its speaker, office and organization."""
        return self.select_related(
            "person", "organization", "tenure__office__organization", "occasion"
        )

    def with_sources(self):
        """Load where each statement stands: appearances, their documents and outlets."""
        appearances = apps.get_model("statements", "Appearance")
        return self.prefetch_related(
            models.Prefetch(
                "appearances",
                appearances.objects.select_related(
                    "document__outlet__affiliation", "credited_outlet__affiliation"
                ),
            )
        )

    def as_listed(self):
        """Load what a list shows of each, in one query; nothing else of it is loaded.

        `place` is where it stands first: the `state` of the appearance, its `outlet`, the
        `credited` one and its `affiliation`; None where it stands nowhere.
        """
        appearances = apps.get_model("statements", "Appearance").objects
        first = appearances.filter(statement=models.OuterRef("pk")).order_by("pk")
        place = JSONObject(
            state="state",
            outlet="document__outlet__name",
            credited="credited_outlet__name",
            affiliation="credited_outlet__affiliation_note",
        )
        rows = self.select_related("person", "organization", "tenure__office__organization")
        return rows.only(*_LISTED).annotate(place=models.Subquery(first.values_list(place)[:1]))

    def with_translations(self):
        """Load the translations of each as `translated`: a list of `language` and `text`."""
        translations = apps.get_model("statements", "Translation").objects
        own = translations.filter(statement=models.OuterRef("pk")).order_by("pk")
        each = own.values_list(JSONObject(language="language", text="text"))
        return self.annotate(translated=ArraySubquery(each))

    def search(self, text):
        """What answers `text` in the query language; everything if it is blank.

        Text without a letter or digit to look for finds nothing. Says nothing of who may read
        the result: the public's begins at `published`.
        """
        if not text.strip():
            return self
        query = parse(text)
        return self.filter(matches(query)) if query else self.none()
