"""Reading in a process of its own, which a hostile file may ruin and nothing else.

The parsers of PDF, DOCX and HTML are large, and files that make them run or swell for ever are
found every year. The process knows no secrets of this one, and time and memory end it.
"""

import json
import logging
import subprocess
import sys

from people.apart import ROOT, bare_environment
from sources.failures import CaptureError, Failure
from sources.reading.article import Article

SECONDS = 60
MEMORY_BYTES = 1_500_000_000

log = logging.getLogger(__name__)


def read_apart(
    raw: bytes,
    *,
    content_type: str = "",
    url: str = "",
    seconds: int = SECONDS,
    memory: int = MEMORY_BYTES,
) -> Article:
    """Return what `read` returns, or raise its CaptureError; TOO_COMPLEX beyond the limits."""
    task = {"content_type": content_type, "url": url, "seconds": seconds, "memory": memory}
    try:
        finished = subprocess.run(
            [sys.executable, "-m", "sources.reading"],
            input=json.dumps(task).encode() + b"\n" + raw,
            capture_output=True,
            cwd=ROOT,
            env=bare_environment(),
            timeout=seconds + 5,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CaptureError(Failure.TOO_COMPLEX) from error
    if finished.returncode:
        log.warning("Reading ended with %s: %s", finished.returncode, finished.stderr[-2_000:])
        raise CaptureError(Failure.TOO_COMPLEX)
    answer = json.loads(finished.stdout)
    if "failure" in answer:
        raise CaptureError(Failure(answer["failure"]), answer["detail"])
    return Article.from_json(answer)
