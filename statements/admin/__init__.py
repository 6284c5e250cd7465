"""The record in the admin."""

from statements.admin import others, statements

__all__ = ["others", "statements"]
