from django.apps import apps
from django.db import models

from statements.search.expressions import matches
from statements.search.query import parse


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

    def search(self, text):
        """What answers `text` in the query language; everything if it is blank.

        Text without a letter or digit to look for finds nothing. Says nothing of who may read
        the result: the public's begins at `published`.
        """
        if not text.strip():
            return self
        query = parse(text)
        return self.filter(matches(query)) if query else self.none()
