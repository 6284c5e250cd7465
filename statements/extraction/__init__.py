"""Finds the statements in an article and gives each to its speaker."""

from .engine import extract
from .language import UnknownLanguage
from .proposals import Kind, Proposal
from .record import KnownOffice, KnownOrganization, KnownPerson, Record

__all__ = [
    "KnownOffice",
    "KnownOrganization",
    "KnownPerson",
    "Kind",
    "Proposal",
    "Record",
    "UnknownLanguage",
    "extract",
]
