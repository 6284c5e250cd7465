"""What search engines may read: the addresses of everything public, and nothing else."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet

from statements import visibility
from statements.models import Statement


def _sitemap(rows: Callable[[], QuerySet[Any]]) -> type[Sitemap]:
    class Rows(Sitemap):
        # Fewer than the protocol's 50,000: each file is made as it is asked for.
        limit = 5_000

        def items(self) -> QuerySet[Any]:
            return rows().order_by("pk")

        def lastmod(self, row: Any) -> datetime:
            return row.updated_at

    return Rows


SITEMAPS = {
    "statements": _sitemap(Statement.objects.published),
    "people": _sitemap(visibility.public_people),
    "organizations": _sitemap(visibility.public_organizations),
    "offices": _sitemap(visibility.public_offices),
    "outlets": _sitemap(visibility.public_outlets),
    "documents": _sitemap(visibility.public_documents),
    "occasions": _sitemap(visibility.public_occasions),
    "topics": _sitemap(visibility.public_topics),
    "dossiers": _sitemap(visibility.public_dossiers),
}
