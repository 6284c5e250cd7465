"""Looks up a statement's words in the kept text of a document and notes where they stand."""

from django.utils import timezone

from sources.models import Capture
from statements.checking import QuoteCheck, QuoteState, check_quote
from statements.models import Appearance


def verify(
    appearance: Appearance, *, capture: Capture | None = None, near: int | None = None
) -> QuoteCheck | None:
    """Set the appearance's state and place from its document's newest kept text; don't save.

    Another `capture` may be given, and in `near` the offset to prefer in it. Returns what was
    found, or None where no text is kept. The statement's words are looked for; in a document of
    another language, its exact words as they were entered.
    """
    capture = capture or appearance.document.captures.kept().first()
    if capture is None:
        _forget(appearance)
        return None
    statement = appearance.statement
    is_translated = bool(appearance.exact) and appearance.document.language != statement.language
    words = appearance.exact if is_translated else statement.text
    check = check_quote(words, capture.text, near=near)
    found = check.state != QuoteState.NOT_FOUND
    start, end = check.paragraph or (0, 0)
    appearance.capture = capture if found else None
    appearance.state = Appearance.State(check.state)
    appearance.start, appearance.end = check.start, check.end
    appearance.spans = [list(span) for span in check.spans]
    appearance.prefix, appearance.suffix = check.prefix, check.suffix
    appearance.paragraph = capture.text[start:end]
    appearance.checked_at = timezone.now()
    if check.state == QuoteState.VERIFIED:
        appearance.exact = check.exact
    return check


def _forget(appearance: Appearance) -> None:
    appearance.state = Appearance.State.UNCHECKED
    appearance.capture = appearance.start = appearance.end = None
    appearance.spans, appearance.prefix, appearance.suffix = [], "", ""
    appearance.paragraph = ""
    appearance.checked_at = timezone.now() if appearance.checked_by_id else None
