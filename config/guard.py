"""The longest a public page may ask the database, and what is said where it would take longer."""

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from psycopg import Connection
from psycopg.errors import QueryCanceled
from psycopg.pq import TransactionStatus

# Where people work who may take longer, and lose what they entered if they may not.
UNBOUNDED = ("/admin/", "/accounts/")


class PublicPagesInTime:
    """Ends what a public page asks the database after `PUBLIC_STATEMENT_MILLISECONDS`.

    Whatever is typed, a page comes back within that bound: the answer, or one that says why there
    is none and what to change. Sending a form is not bounded.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_page = request.method in ("GET", "HEAD")
        is_bounded = is_page and not request.path_info.startswith(UNBOUNDED)
        _bound(settings.PUBLIC_STATEMENT_MILLISECONDS if is_bounded else None)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer with 503 and a page that helps, if it was the bound that ended the question."""
        if not isinstance(exception, OperationalError):
            return None
        if not isinstance(exception.__cause__, QueryCanceled):
            return None
        kept = [
            (name, value)
            for name, values in request.GET.lists()
            for value in values
            if name not in ("q", "after", "before")
        ]
        context: dict[str, Any] = {
            "words": request.GET.get("q", ""),
            "kept": kept,
            "seconds": settings.PUBLIC_STATEMENT_MILLISECONDS / 1000,
        }
        return render(request, "503.html", context, status=503)


# What each connection was told last, and keeps. Nobody is told so many milliseconds.
UNKNOWN = -1
_bounds: WeakKeyDictionary[Connection[Any], int | None] = WeakKeyDictionary()


def _bound(milliseconds: int | None) -> None:
    """Let the connection end what takes longer; None is what the database itself has set."""
    # Past Django's own cursor: it is no question of the page's, and none is counted.
    connection.ensure_connection()
    raw = connection.connection
    if raw.closed or raw.info.transaction_status == TransactionStatus.INERROR:
        return
    # The end of a transaction may undo it.
    is_kept = connection.get_autocommit()
    if is_kept and _bounds.get(raw) == milliseconds:
        return
    if milliseconds is None:
        raw.execute("RESET statement_timeout")
    else:
        raw.execute(f"SET statement_timeout = {milliseconds:d}")
    _bounds[raw] = milliseconds if is_kept else UNKNOWN
