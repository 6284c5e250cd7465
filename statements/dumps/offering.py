"""The dumps that are offered: only whole ones, and of those only the files they name."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from statements.dumps.writing import DESCRIPTOR, SUMS

NAME = re.compile(r"\d{4}-\d\d-\d\dT\d{6}\.\d{6}Z")
MONTHLY = re.compile(r"/(\d{4}-\d\d)\.\w+$")


@dataclass(frozen=True, slots=True)
class Offered:
    """A file of a dump: its path in it, its size in bytes, and its SHA-256."""

    path: str
    size: int
    sha256: str

    @property
    def month(self) -> str:
        """The month, such as 2017-12, of which a file of one month tells; else empty."""
        found = MONTHLY.search(self.path)
        return found[1] if found else ""


def newest() -> str | None:
    """Return the name of the newest whole dump; None if there is none."""
    if not settings.DUMPS.is_dir():
        return None
    whole = (path.name for path in settings.DUMPS.iterdir() if _is_whole(path))
    return max(whole, default=None)


def files_of(dump: str) -> dict[str, Offered]:
    """Return the files of a dump by path, in order; none if there is no such dump."""
    folder = settings.DUMPS / dump
    if not NAME.fullmatch(dump) or not _is_whole(folder):
        return {}
    offered = {SUMS: Offered(SUMS, (folder / SUMS).stat().st_size, "")}
    for line in (folder / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, path = line.partition("  ")
        offered[path] = Offered(path, (folder / path).stat().st_size, digest)
    return offered


def _is_whole(folder: Path) -> bool:
    """Return whether a folder is a dump: it gets its name when it is whole."""
    return bool(NAME.fullmatch(folder.name)) and (folder / DESCRIPTOR).is_file()


def prune(folder: Path, keep: int) -> list[Path]:
    """Return the dumps that are older than the `keep` newest."""
    whole = sorted(path for path in folder.iterdir() if _is_whole(path))
    return whole[:-keep] if keep else []
