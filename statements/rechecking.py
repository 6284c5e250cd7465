"""Looking again at what stands at a source: captured anew, compared, and told."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django_tasks import task

from sources import capturing
from sources.capturing import Taken
from sources.failures import CaptureError, Failure
from sources.models import Capture, Document, SourceCheck
from sources.models.checks import CheckOutcome
from sources.text import normalize
from statements.checking import QuoteState, check_quote
from statements.models import Appearance
from statements.politeness import wait_for_turn
from statements.rules import REASON_SETTING
from statements.verification import lose, verify, words_of

# A source that was captured or looked at within so many days is not looked at again.
DAYS = 30


def due(*, days: int = DAYS) -> QuerySet[Document]:
    """Return the documents whose words are on record and whose source was not seen for `days`."""
    since = timezone.now() - datetime.timedelta(days=days)
    of = {"document": OuterRef("pk")}
    kept = Capture.objects.kept().filter(**of)
    return Document.objects.filter(
        Exists(Appearance.objects.filter(**of, capture__isnull=False)),
        Exists(kept),
        ~Exists(kept.filter(captured_at__gte=since)),
        ~Exists(SourceCheck.objects.filter(**of, checked_at__gte=since)),
        canonical_url__isnull=False,
    ).order_by("pk")


def by_turns(documents: QuerySet[Document]) -> list[int]:
    """Return the keys of documents, those of one site as far from one another as can be."""
    sites: dict[str, list[int]] = defaultdict(list)
    for pk, url in documents.values_list("pk", "canonical_url"):
        sites[host_of(url or "")].append(pk)
    return [pk for turn in zip_longest(*sites.values()) for pk in turn if pk is not None]


def host_of(url: str) -> str:
    return urlsplit(url).netloc


def recheck_all(keys: list[int]) -> Iterator[SourceCheck]:
    """Yield the look at each document, taken now; sites are asked with a pause between."""
    for pk in keys:
        document = Document.objects.filter(pk=pk, canonical_url__isnull=False).first()
        if document is not None:
            yield recheck(document)


@task(priority=-10)
def recheck_later(pk: int, days: int) -> None:
    """Look at one source in the background, unless somebody has within `days`."""
    document = due(days=days).filter(pk=pk).first()
    if document is not None:
        recheck(document)


@task(priority=-5)
def recheck_now(pk: int) -> None:
    """Look at one source in the background because a curator asks."""
    document = Document.objects.filter(pk=pk, canonical_url__isnull=False).first()
    if document is not None:
        recheck(document)


def enqueue(documents: QuerySet[Document], *, days: int) -> int:
    """Have the background look at documents; return how many."""
    keys = by_turns(documents)
    for pk in keys:
        recheck_later.enqueue(pk, days)
    return len(keys)


def recheck(document: Document) -> SourceCheck:
    """Return a look at a document's source, taken now and written with all that follows from it.

    Only an answer that shows an article, or says that there is none any more, changes anything: a
    site that fails, or shows a wall, is looked at again another time.
    """
    url = document.canonical_url or ""
    wait_for_turn(cache, host_of(url))
    check = SourceCheck(document=document, url=url, checked_at=timezone.now())
    taken: Taken | None = None
    try:
        taken = capturing.take(url, heeding_robots=True)
    except CaptureError as error:
        gone = error.failure == Failure.GONE
        check.outcome = CheckOutcome.GONE if gone else CheckOutcome.FAILED
        check.failure = str(error)[:500]
    with transaction.atomic():
        _give_reason(f"The source was looked at on {check.checked_at:%-d %B %Y}.")
        if taken is not None:
            _compare(check, taken)
        elif check.outcome == CheckOutcome.GONE:
            check.lost_count = _lose_all(document)
        check.save()
    return check


def _compare(check: SourceCheck, taken: Taken) -> None:
    """Keep what stands there now, if it is another text, and look up every word on record."""
    newest = check.document.captures.kept().first()
    is_same = newest is not None and _folded(newest.text) == _folded(taken.article.text)
    check.outcome = CheckOutcome.SAME if is_same else CheckOutcome.CHANGED
    if not is_same:
        check.capture = _captured(check, taken)
    check.lost_count = sum(
        _look_up(appearance, taken) for appearance in _appearances(check.document)
    )


def _folded(text: str) -> str:
    return normalize(text).text


def _captured(check: SourceCheck, taken: Taken) -> Capture:
    fetched = taken.fetched
    capture = Capture(
        document=check.document,
        url=check.url,
        final_url=fetched.url if fetched.url != check.url else None,
        captured_at=check.checked_at,
        content_type=capturing.type_of(fetched.body, fetched.content_type),
        headers=fetched.headers,
    )
    capture.keep(fetched.body, taken.article.text)
    capture.save()
    return capture


def _appearances(document: Document) -> list[Appearance]:
    """Return what is on record of a document with its place in a kept text."""
    rows = document.appearances.filter(capture__isnull=False, start__isnull=False)
    return list(
        rows.select_related("capture", "statement", "document").select_for_update(of=("self",))
    )


def _look_up(appearance: Appearance, taken: Taken) -> bool:
    """Note whether the words stand at the source; return whether they were lost by now.

    In the article or, if it was read otherwise this time, anywhere on the page.
    """
    words = words_of(appearance)
    state = check_quote(words, taken.article.text).state
    if state != QuoteState.VERIFIED and taken.article.page_text:
        elsewhere = check_quote(words, taken.article.page_text).state
        state = elsewhere if elsewhere == QuoteState.VERIFIED else state
    return _note(appearance, state)


def _lose_all(document: Document) -> int:
    return sum(_note(appearance, QuoteState.NOT_FOUND) for appearance in _appearances(document))


def _note(appearance: Appearance, state: QuoteState) -> bool:
    """Write the state of words at the source; return whether they stood there until now."""
    if state == QuoteState.VERIFIED:
        if appearance.source_changed_at is not None:
            verify(appearance, capture=appearance.capture, near=appearance.start)
            appearance.save()
        return False
    was_there = appearance.source_changed_at is None
    if not was_there and appearance.state == state:
        return False
    kept: Any = appearance.capture
    place = check_quote(words_of(appearance), kept.text, near=appearance.start)
    if place.state != QuoteState.VERIFIED:
        # They never stood there in these words: a curator knows by the state.
        return False
    lose(appearance, state, kept, place)
    appearance.save()
    return was_there


def _give_reason(reason: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [REASON_SETTING, reason])
