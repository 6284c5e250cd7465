"""The embedded PostgreSQL: used wherever DATABASE_URL names no other database.

`server` starts, shares, mends and stops it; `base` is the Django database backend
that starts it with the first connection, so that importing the settings costs nothing.
"""

from pathlib import Path

from django.conf import settings


def data_directory() -> Path | None:
    """Return the embedded server's data directory; None where DATABASE_URL names a database."""
    database = settings.DATABASES["default"]
    if database["ENGINE"] != "config.postgres":
        return None
    return Path(str(database["HOST"]))
