"""The record in the admin."""

from statements.admin import desk, others, statements

__all__ = ["desk", "others", "statements"]
