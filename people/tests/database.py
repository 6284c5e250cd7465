"""Writing past every form, and what the database says to it."""

import pytest
from django.db import IntegrityError, connection, transaction


def update(row, **values):
    """Write past every form and model method, as plain SQL does."""
    columns = ", ".join(f'"{name}" = %s' for name in values)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {row._meta.db_table} SET {columns} WHERE {row._meta.pk.column} = %s",
            [*values.values(), row.pk],
        )


def delete(row):
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {row._meta.db_table} WHERE {row._meta.pk.column} = %s", [row.pk]
        )


def assert_refused(constraint, write, *args, **kwargs):
    """Call `write`, up to the checks of a commit, and expect `constraint` to be violated."""

    def write_and_check():
        with transaction.atomic():
            write(*args, **kwargs)
            check_now()

    with pytest.raises(IntegrityError) as caught:
        write_and_check()
    assert caught.value.__cause__.diag.constraint_name == constraint


def check_now():
    """Run the checks that wait for the commit, which a test never reaches."""
    connection.check_constraints()


def foreign_key(table, column):
    """Return the name of the constraint that keeps what `column` refers to."""
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, table)
    return next(
        name
        for name, constraint in constraints.items()
        if constraint["foreign_key"] and constraint["columns"] == [column]
    )
