"""The record in the admin."""

from statements.admin import desk, importing, others, rechecks, reports, statements

__all__ = ["desk", "importing", "others", "rechecks", "reports", "statements"]
