"""Questions that the database answers while a page goes on being drawn."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Generic, TypeAlias, TypeVar

from django.db import connection

T = TypeVar("T")


class Asked(Generic[T]):
    """One question put to the database; `read` waits for the rows and returns what `told` makes of
    them.

    Raises Django's database errors: where it is put or, within `answered_meanwhile`, read.
    """

    def __init__(
        self, sql: str, params: Sequence[Any], told: Callable[[list[tuple[Any, ...]]], T]
    ) -> None:
        self._told = told
        self._cursor = connection.cursor()
        self._cursor.execute(sql, params)

    def read(self) -> T:
        with self._cursor as cursor:
            return self._told(cursor.fetchall())


class Known(Generic[T]):
    """What is read without a question."""

    def __init__(self, value: T) -> None:
        self._value = value

    def read(self) -> T:
        return self._value


Answer: TypeAlias = Asked[T] | Known[T]


@contextmanager
def answered_meanwhile() -> Iterator[None]:
    """Let no question be waited for before its rows are read: what comes between takes no time of
    its own, as the database is another process.

    Nothing is copied, and no raw queryset read, within: both need more than the rows.
    """
    # Whether it is still there could not be told within.
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    with connection.connection.pipeline():
        yield
