"""The curators' list of a record of any size: its first page, its search, its last page."""

from collections import defaultdict
from functools import partial
from typing import Any

from django.conf import settings

from millions.questions import Asked
from millions.server import get
from millions.timing import Times, timed

LIST = "/admin/statements/statement/"
# Further than any list goes: the admin shows its last page, or says how far it goes.
PAGES = {"curators' list": "", "curators' list, far page": "?p=1000000"}


def signed_in() -> str:
    """Return the cookie of an administrator of the bench's own record."""
    from django.contrib.auth import (
        BACKEND_SESSION_KEY,
        HASH_SESSION_KEY,
        SESSION_KEY,
        get_user_model,
    )
    from django.contrib.sessions.backends.db import SessionStore

    user, _ = get_user_model().objects.get_or_create(
        username="bench", defaults={"is_staff": True, "is_superuser": True}
    )
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def ask_curators(port: int, asked: list[Asked]) -> dict[str, Any]:
    """Return the figures of the curators' list; searched by the words of these questions."""
    cookie = signed_in()
    times: dict[str, Times] = defaultdict(Times)
    for number, one in enumerate(asked):
        pages = {**PAGES, "curators' search": f"?q={one.words}"}
        for name, query in pages.items():
            took, (status, body) = timed(partial(get, port, LIST + query, cookie=cookie))
            if status not in (200, 302):
                raise SystemExit(f"{LIST}{query} is answered with {status}: {body[:500]!r}")
            if number:
                times[name].milliseconds.append(took)
    return {name: {"p50": one.p50, "p95": one.p95} for name, one in times.items()}
