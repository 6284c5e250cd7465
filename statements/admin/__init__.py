"""The record in the admin."""

from statements.admin import desk, importing, others, parts, rechecks, reports, statements

__all__ = ["desk", "importing", "others", "parts", "rechecks", "reports", "statements"]
