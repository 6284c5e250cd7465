"""Reading a capture into proposals: once, at once where it is quick, else in the background."""

import datetime
import hashlib
import re
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import task

from people.partial_dates import PartialDate, Precision
from sources.models import Capture
from statements import extraction
from statements.desk.known import known_to, outlet_named
from statements.desk.models import ProposedStatement, Reading, ReadingVisit
from statements.extraction import Proposal, UnknownLanguageError, extract

# Longer texts take more than a second to read.
AT_ONCE = 200_000
# For how long after a step somebody counts as working on the article.
HERE = datetime.timedelta(minutes=15)


@cache
def extractor_version() -> str:
    """Return a checksum of the extractor's code and vocabulary."""
    folder = Path(extraction.__file__).parent
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.py"), *folder.glob("languages/*.toml")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def reading_of(capture: Capture, *, by: Any) -> Reading:
    """Return the reading of a kept capture, begun now if there is none."""
    if (known := Reading.objects.filter(capture=capture).first()) is not None:
        return known
    try:
        with transaction.atomic():
            reading = Reading.objects.create(capture=capture, started_by=by)
            if len(capture.text) <= AT_ONCE:
                read(reading)
            else:
                transaction.on_commit(lambda: _read_in_background(reading.pk))
    except IntegrityError:
        # Somebody else opened the same article in this moment.
        return Reading.objects.get(capture=capture)
    return reading


@task()
def read_later(pk: int) -> None:
    """Read a long text, in the background."""
    with transaction.atomic():
        reading = Reading.objects.select_for_update().get(pk=pk)
        if reading.read_at is None and not reading.failure:
            read(reading)


def _read_in_background(pk: int) -> None:
    read_later.enqueue(pk)


def read(reading: Reading) -> None:
    """Keep what the extractor finds in the text, or why it cannot read it."""
    capture = reading.capture
    document = capture.document
    published_on: PartialDate | None = document.published_on
    try:
        found = extract(
            capture.text,
            record=known_to(capture.text),
            published_on=published_on.latest if published_on else None,
            outlet=document.outlet.name,
            language=document.language,
        )
    except UnknownLanguageError as error:
        reading.failure = str(error)
        reading.save()
        return
    ProposedStatement.objects.bulk_create(
        ProposedStatement(
            reading=reading,
            original=_kept(proposal, published_on),
            spans=[list(span) for span in proposal.spans],
        )
        for proposal in found
    )
    reading.read_at, reading.extractor = timezone.now(), extractor_version()
    reading.save()


def _kept(proposal: Proposal, published_on: PartialDate | None) -> dict[str, Any]:
    """Return a proposal as JSON, with the record's outlet and a day only where one is known."""
    kept = asdict(proposal)
    day = proposal.said_on if _is_dated(proposal.date_phrase, published_on) else None
    kept["said_on"] = day.isoformat() if day else ""
    kept["credited_outlet"] = outlet_named(proposal.outlet)
    return kept


def _is_dated(phrase: str, published_on: PartialDate | None) -> bool:
    """Whether a phrase means one day: "Friday" does in what was published on a known day."""
    if published_on is None:
        return False
    return published_on.precision == Precision.DAY or bool(re.search(r"\d", phrase))


def visit(reading: Reading, curator: Any) -> list[ReadingVisit]:
    """Note that `curator` is here; return who else was in the last minutes, newest first."""
    now = timezone.now()
    ReadingVisit.objects.bulk_create(
        [ReadingVisit(reading=reading, curator=curator, last_seen_at=now)],
        update_conflicts=True,
        unique_fields=["reading", "curator"],
        update_fields=["last_seen_at"],
    )
    others = reading.visits.exclude(curator=curator).filter(last_seen_at__gte=now - HERE)
    return list(others.select_related("curator").order_by("-last_seen_at"))
