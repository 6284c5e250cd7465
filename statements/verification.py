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

    Where a newer text lacks words that stand in the one they were found in, they keep their place
    there, and the state says what the newer one has: the source has changed.
    """
    capture = capture or appearance.document.captures.kept().first()
    if capture is None:
        _forget(appearance)
        return None
    words = words_of(appearance)
    check = check_quote(words, capture.text, near=near)
    if check.state != QuoteState.VERIFIED and (earlier := _earlier(appearance, capture, words)):
        kept, place = earlier
        lose(appearance, check.state, kept, place)
        return check
    found = check.state != QuoteState.NOT_FOUND
    _put(appearance, capture if found else None, check)
    appearance.state = Appearance.State(check.state)
    appearance.source_changed_at = None
    return check


def words_of(appearance: Appearance) -> str:
    """Return the words to look for in the appearance's document."""
    statement = appearance.statement
    is_translated = bool(appearance.exact) and appearance.document.language != statement.language
    return appearance.exact if is_translated else statement.text


def lose(appearance: Appearance, state: QuoteState, kept: Capture, place: QuoteCheck) -> None:
    """Note that the source lacks the words, which stand in `kept` at `place`; don't save."""
    _put(appearance, kept, place)
    appearance.state = Appearance.State(state)
    appearance.source_changed_at = appearance.source_changed_at or timezone.now()


def _earlier(
    appearance: Appearance, capture: Capture, words: str
) -> tuple[Capture, QuoteCheck] | None:
    """Return the text in which the words were found before, if they stand there, and where."""
    kept = appearance.capture
    if kept is None or kept == capture or kept.document_id != appearance.document_id:
        return None
    place = check_quote(words, kept.text, near=appearance.start)
    return (kept, place) if place.state == QuoteState.VERIFIED else None


def _put(appearance: Appearance, capture: Capture | None, check: QuoteCheck) -> None:
    start, end = check.paragraph or (0, 0)
    appearance.capture = capture
    appearance.start, appearance.end = check.start, check.end
    appearance.spans = [list(span) for span in check.spans]
    appearance.prefix, appearance.suffix = check.prefix, check.suffix
    appearance.paragraph = capture.text[start:end] if capture else ""
    appearance.checked_at = timezone.now()
    if check.state == QuoteState.VERIFIED:
        appearance.exact = check.exact


def _forget(appearance: Appearance) -> None:
    appearance.state = Appearance.State.UNCHECKED
    appearance.capture = appearance.start = appearance.end = None
    appearance.spans, appearance.prefix, appearance.suffix = [], "", ""
    appearance.paragraph = ""
    appearance.source_changed_at = None
    appearance.checked_at = timezone.now() if appearance.checked_by_id else None
