"""The record in the admin."""

from statements.admin import desk, importing, others, statements

__all__ = ["desk", "importing", "others", "statements"]
