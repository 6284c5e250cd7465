"""What happens to an article on its way in, up to the page where a curator confirms it."""

import datetime
import logging
import zlib
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from sources import capturing
from sources.failures import CaptureError, Failure
from sources.models import Intake
from sources.models.intakes import IntakeState
from sources.reading import Article, read_apart, read_plain

# What nobody confirmed, and the traces of what was kept, go after so long.
FORGOTTEN = datetime.timedelta(days=30)
PLAIN = "text/plain; charset=utf-8"

log = logging.getLogger(__name__)


class AbandonedError(Exception):
    """A curator has discarded the article, or pasted its text, while it was being fetched."""


def begin_fetching(url: str, *, by: Any) -> Intake:
    """Return an article that the background will fetch."""
    _forget_old()
    return _enqueued(Intake.objects.create(url=url, entered_by=by))


def begin_upload(raw: bytes, *, name: str, url: str | None, by: Any) -> Intake:
    """Return an article that the background will read; `url` is where it is published, if known."""
    _forget_old()
    intake = Intake(url=url, file_name=name[-200:], entered_by=by)
    intake.raw, intake.received_at = zlib.compress(raw), timezone.now()
    intake.save()
    return _enqueued(intake)


def begin_pasted(text: str, *, url: str | None, by: Any) -> Intake:
    """Return an article to confirm; raises CaptureError where the text is empty or too long."""
    _forget_old()
    intake = Intake(url=url, entered_by=by)
    paste(intake, text)
    return intake


def paste(intake: Intake, text: str) -> None:
    """Take a text by hand for what could not be fetched; its address stays. Raises CaptureError."""
    raw = text.replace("\r\n", "\n").encode("utf-8", "replace")
    article = read_plain(raw, PLAIN)
    intake.raw, intake.content_type, intake.headers = zlib.compress(raw), PLAIN, {}
    intake.received_at, intake.final_url, intake.overrides_robots = timezone.now(), None, False
    intake.article, intake.state = article.as_json(), IntakeState.READY
    intake.failure = intake.detail = ""
    intake.save()


def try_again(intake: Intake, *, overriding_robots: bool) -> None:
    """Fetch it once more; against robots.txt where a curator decides so."""
    intake.state, intake.failure, intake.detail = IntakeState.WAITING, "", ""
    intake.overrides_robots = intake.overrides_robots or overriding_robots
    intake.save()
    _enqueued(intake)


def _enqueued(intake: Intake) -> Intake:
    transaction.on_commit(lambda: take_in.enqueue(intake.pk))
    return intake


def _forget_old() -> None:
    Intake.objects.filter(changed_at__lt=timezone.now() - FORGOTTEN).delete()


@task()
def take_in(pk: int) -> None:
    """Fetch and read an article, in the background; begun again, it goes on where it was."""
    intake = Intake.objects.running().filter(pk=pk).first()
    if intake is None:
        return
    try:
        if not intake.raw:
            _fetch(intake)
        _advance(intake, state=IntakeState.READING)
        article = read_apart(
            intake.raw_bytes, content_type=intake.content_type, url=intake.final_url or ""
        )
        _advance(intake, state=IntakeState.READY, article=article.as_json())
    except CaptureError as error:
        _fail(pk, error.failure, error.detail)
    except AbandonedError:
        return
    except Exception:
        log.exception("Taking in the article %s failed", pk)
        _fail(pk, Failure.INTERNAL)


def _fetch(intake: Intake) -> None:
    _advance(intake, state=IntakeState.FETCHING)
    fetched = capturing.fetch(intake.url or "", heeding_robots=not intake.overrides_robots)
    _advance(
        intake,
        raw=zlib.compress(fetched.body),
        received_at=timezone.now(),
        final_url=fetched.url if fetched.url != intake.url else None,
        content_type=capturing.type_of(fetched.body, fetched.content_type),
        headers=fetched.headers,
    )


def _advance(intake: Intake, **values: Any) -> None:
    """Write how far it came, unless a curator has decided otherwise meanwhile."""
    rows = Intake.objects.running().filter(pk=intake.pk)
    if not rows.update(**values, changed_at=timezone.now()):
        raise AbandonedError
    for name, value in values.items():
        setattr(intake, name, value)


def _fail(pk: int, failure: Failure, detail: str = "") -> None:
    """Keep why, and nothing of what came."""
    Intake.objects.running().filter(pk=pk).update(
        state=IntakeState.FAILED,
        failure=failure,
        detail=detail[:300],
        raw=b"",
        article=None,
        headers={},
        changed_at=timezone.now(),
    )


def article_of(intake: Intake) -> Article:
    """Return what was read, of an article that is to be confirmed."""
    return Article.from_json(intake.article or {})
