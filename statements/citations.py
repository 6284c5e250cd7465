"""A statement as it is cited: one line that says who, in which office, when, where and whence."""

from datetime import date

from statements.models import Appearance, Statement

SITE = "On Record"


def citation(
    statement: Statement,
    *,
    appearances: list[Appearance],
    address: str,
    version: int,
    read_on: date,
) -> str:
    """Return the citation in plain text; parts that are not known are left out, never invented."""
    parts = [", ".join(_speaker(statement)), _words(statement), *_when(statement)]
    kept = f"{SITE}, {address}, version {version}, read {_day(read_on)}."
    return f"{', '.join(parts)}. {_reported(appearances)}{kept}"


def _speaker(statement: Statement) -> list[str]:
    named = [statement.speaker_name]
    if statement.tenure:
        named += [statement.tenure.office.title, str(statement.tenure.office.organization)]
    return named


def _words(statement: Statement) -> str:
    """What others put in their own words stands without quotation marks."""
    if statement.kind == Statement.Kind.INDIRECT:
        return f"as reported: {statement.words}"
    return f"“{statement.words}”"


def _when(statement: Statement) -> list[str]:
    said_on = str(statement.said_on) if statement.said_on else "day not known"
    return [str(statement.occasion), said_on] if statement.occasion else [said_on]


def _reported(appearances: list[Appearance]) -> str:
    if not appearances:
        return ""
    first = appearances[0]
    source = [f"“{first.document.title}”"]
    # The site's own documents are on the site that the citation ends with.
    if str(first.document.outlet) != SITE:
        source.insert(0, str(first.document.outlet))
    if first.document.published_on:
        source.append(str(first.document.published_on))
    if first.locator:
        source.append(first.locator)
    if first.credited_outlet:
        source.append(f"crediting {first.credited_outlet}")
    if first.document.canonical_url:
        source.append(first.document.canonical_url)
    return f"In: {', '.join(source)}. "


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
