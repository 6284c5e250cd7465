from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class SearchEntry(models.Model):
    """What a statement is found by. Triggers keep it (see `sql`); nothing else writes it.

    A table of its own, so that a renamed speaker neither raises the version of a thousand
    statements nor fills their history.
    """

    statement = models.OneToOneField(
        "statements.Statement", models.CASCADE, primary_key=True, related_name="search_entry"
    )
    vector = SearchVectorField(editable=False)

    class Meta:
        verbose_name_plural = "search entries"
        indexes = [
            # Without a list of pending entries that a reader would have to walk through.
            GinIndex(fields=["vector"], name="statements_search_vector", fastupdate=False)
        ]

    def __str__(self):
        return f"What statement {self.statement_id} is found by"
