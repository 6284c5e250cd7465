from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sources.models import Document
from statements.rechecking import DAYS, by_turns, due, recheck_all


class Command(BaseCommand):
    help = (
        "Looks again at what stands at the sources of the record. Stopped, it goes on where it "
        "was when it is run again: what was looked at within --days is not due."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days", type=int, default=DAYS, help=f"not seen for so long (default: {DAYS})"
        )
        parser.add_argument("--limit", type=int, help="look at so many at most")
        parser.add_argument(
            "--document", metavar="ID", help="look at this one, by its public id, due or not"
        )

    def handle(self, *, days: int, limit: int | None, document: str | None, **options: Any) -> None:
        keys = by_turns(_one(document) if document else due(days=days))[:limit]
        outcomes: Counter[str] = Counter()
        lost = 0
        for number, check in enumerate(recheck_all(keys), start=1):
            outcomes[check.get_outcome_display()] += 1
            lost += check.lost_count
            told = f"{number}/{len(keys)} {check.url}: {check.get_outcome_display()}"
            told += f", {check.lost_count} words lost" if check.lost_count else ""
            self.stdout.write(told + (f" ({check.failure})" if check.failure else ""))
        summary = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.most_common())
        self.stdout.write(f"Looked at {sum(outcomes.values())}: {summary or 'nothing was due'}.")
        if lost:
            self.stdout.write(f"{lost} appearances have lost their words: see “Changed sources”.")


def _one(public_id: str) -> Any:
    found = Document.objects.filter(public_id=public_id)
    if not found.exists():
        raise CommandError(f"There is no document {public_id}. Its id is in its public address.")
    if not found.filter(canonical_url__isnull=False).exists():
        raise CommandError(f"The document {public_id} has no address to look at.")
    return found
