"""Finds the statements in an article and gives each to its speaker."""

from .engine import extract
from .language import UnknownLanguageError
from .proposals import Kind, Proposal
from .record import KnownOffice, KnownOrganization, KnownPerson, Record

__all__ = [
    "Kind",
    "KnownOffice",
    "KnownOrganization",
    "KnownPerson",
    "Proposal",
    "Record",
    "UnknownLanguageError",
    "extract",
]
