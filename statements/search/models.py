from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F


class Entry(models.Model):
    """What a statement is found by. Triggers keep it (see `sql`); nothing else writes it."""

    is_published = models.BooleanField(editable=False)
    earliest = models.DateField(null=True, editable=False)
    # The last day it may have been said on: the order of lists. Without one, the first of all.
    day = models.DateField(editable=False)
    vector = SearchVectorField(editable=False)
    # Those that facets count first, and how many they are.
    attributes = ArrayField(models.IntegerField(), editable=False)
    facet_count = models.SmallIntegerField(default=0, db_default=0, editable=False)
    # Which words follow one another, by a number for each two: what narrows a phrase down.
    pairs = ArrayField(models.IntegerField(), default=list, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return f"What statement {self.pk} is found by"


class SearchEntry(Entry):
    """The entry of each statement.

    A table of its own, so that a renamed speaker neither raises the version of a thousand
    statements nor fills their history.
    """

    statement = models.OneToOneField(
        "statements.Statement", models.CASCADE, primary_key=True, related_name="search_entry"
    )

    class Meta:
        verbose_name_plural = "search entries"
        indexes = (
            # One index, so that any combination of words, filters and days is one scan of it.
            # What is written together goes in together; the trigger that writes it leaves
            # nothing pending.
            GinIndex(
                fields=["vector", "attributes", "pairs"],
                name="statements_search_words",
                fastupdate=True,
            ),
            models.Index(
                fields=["-day", "-statement"],
                condition=models.Q(is_published=True),
                name="statements_search_public_day",
            ),
            models.Index(fields=["-day", "-statement"], name="statements_search_day"),
        )


class SearchSample(Entry):
    """The entries of one statement in `KEPT` once more: what is counted in a sample is read here.

    They stand close together and have an index of their own, so that of millions only what is
    counted is read. Those of the thinnest sample stand first: see `indexing.IN_ORDER`.
    """

    statement = models.OneToOneField(
        "statements.Statement", models.CASCADE, primary_key=True, related_name="+"
    )

    class Meta:
        indexes = (
            GinIndex(
                fields=["vector", "attributes", "pairs"],
                name="statements_sample_words",
                fastupdate=True,
            ),
            # The largest power of two that divides a key: it is in the samples of one in so many
            # and of less.
            models.Index(
                F("statement").bitand(-F("statement")).desc(), name="statements_sample_thinnest"
            ),
        )
