"""Pages of the admin's lists, however long they are."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db import connection

# Pages reach down to here: a curator who would read on narrows the list instead.
DEEPEST = 10_000


class CappedPaginator(Paginator):
    """Pages that end at DEEPEST, and a total that is estimated where counting would take long."""

    template_name = "admin/curation/_pagination.html"
    object_list: Any

    @cached_property
    def _total(self) -> tuple[int, bool]:
        few = self.object_list.order_by()[: DEEPEST + 1].count()
        if few <= DEEPEST:
            return few, False
        if not self.object_list.query.where:
            return max(rows_of(self.object_list.model), few), True
        return few, True

    @property
    def total(self) -> int:
        """How many there are; about so many, or more, where `is_about`."""
        return self._total[0]

    @property
    def is_about(self) -> bool:
        return self._total[1]

    @property
    def is_cut(self) -> bool:
        return self.total > self.count

    @cached_property
    def count(self) -> int:
        return min(self.total, DEEPEST)


def rows_of(model: Any) -> int:
    """Return about how many rows the table of `model` has, as the planner knows it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass",
            [model._meta.db_table],
        )
        return cursor.fetchone()[0]
