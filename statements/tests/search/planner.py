"""What the planner is told in tests, whatever there is."""

from django.db import connection


def tell_planner(rows):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pg_class SET reltuples = %s WHERE oid = 'statements_searchentry'::regclass",
            [rows],
        )
