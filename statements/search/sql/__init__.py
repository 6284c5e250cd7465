"""The database's side of search: plain SQL that the migrations run.

A change here needs a new migration that runs the changed part again and, where the entries
change, `sql.FILL`.
"""

from statements.search.sql.entries import (
    DROP_OLD,
    ENTRIES,
    FACETS_FIRST,
    FILL,
    FILL_SAMPLES,
    VECTORS_APART,
)
from statements.search.sql.facets import FACETS
from statements.search.sql.folding import FOLD
from statements.search.sql.pages import PAGES
from statements.search.sql.queries import QUERIES
from statements.search.sql.stems import STEMS
from statements.search.sql.triggers import TRIGGERS

# How words are understood, in entries and in queries alike.
WORDS = FOLD + STEMS + QUERIES
FUNCTIONS = WORDS + ENTRIES + PAGES + FACETS

__all__ = [
    "DROP_OLD",
    "ENTRIES",
    "FACETS",
    "FACETS_FIRST",
    "FILL",
    "FILL_SAMPLES",
    "FUNCTIONS",
    "PAGES",
    "TRIGGERS",
    "VECTORS_APART",
    "WORDS",
]
