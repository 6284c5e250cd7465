"""The published record for download: the newest dump, file by file, in parts where asked."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.views.decorators.http import require_safe

from statements.dumps.offering import Offered, files_of, newest

BLOCK = 64 * 1024
TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
}


@require_safe
def bulk_data(request: HttpRequest) -> HttpResponse:
    """What the newest dump holds; that there is none yet, where there is none."""
    dump = newest()
    files = list(files_of(dump).values()) if dump else []
    by_month: dict[str, list[Offered]] = {}
    for file in files:
        if file.month:
            by_month.setdefault(file.path.rpartition("/")[0], []).append(file)
    months = [(path, found, sum(file.size for file in found)) for path, found in by_month.items()]
    context = {
        "dump": dump,
        "made_on": date.fromisoformat(dump[:10]) if dump else None,
        "files": [file for file in files if not file.month],
        "months": months,
    }
    return render(request, "statements/bulk_data.html", context)


@require_safe
def bulk_file(request: HttpRequest, dump: str, path: str) -> HttpResponseBase:
    """One file of a dump, or the part of it that a Range asks for."""
    offered = files_of(dump).get(path)
    if offered is None:
        raise Http404
    etag = f'"{offered.sha256 or dump}"'
    response: HttpResponseBase
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        response = _content(request, settings.DUMPS / dump / path, offered, etag)
    response["ETag"], response["Accept-Ranges"] = etag, "bytes"
    # What a dump holds never changes.
    response["Cache-Control"] = "public, max-age=86400, immutable"
    return response


def _content(request: HttpRequest, path: Path, offered: Offered, etag: str) -> HttpResponseBase:
    kind = TYPES.get(path.suffix, "text/plain; charset=utf-8")
    asked = request.headers.get("Range", "")
    if not asked or request.headers.get("If-Range", etag) != etag:
        # Django streams it, and names it for whoever saves it.
        return FileResponse(path.open("rb"), as_attachment=True, content_type=kind)
    span = span_of(asked, offered.size)
    if span is None:
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{offered.size}"
        return refused
    first, last = span
    response = StreamingHttpResponse(
        _part(path.open("rb"), first, last + 1 - first), status=206, content_type=kind
    )
    response["Content-Range"] = f"bytes {first}-{last}/{offered.size}"
    response["Content-Length"] = str(last + 1 - first)
    return response


def span_of(asked: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte of the one range asked for; None if there are no such.

    RFC 9110, section 14: "bytes=0-99", "bytes=100-", "bytes=-100".
    """
    found = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", asked.strip())
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        span = max(0, size - int(last)), size - 1
    else:
        span = int(first), min(int(last or size), size - 1)
    return span if span[0] <= span[1] else None


def _part(file: BinaryIO, first: int, length: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        while length > 0 and (block := file.read(min(BLOCK, length))):
            length -= len(block)
            yield block
