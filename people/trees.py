"""Trees in a table: a `parent` column that can never lead back to its own row."""

import pgtrigger
from django.db import models
from django.db.models import F, Func
from django.db.models.expressions import RawSQL

REFUSE_CYCLE = pgtrigger.Trigger(
    name="refuse_cycle",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("parent_id"),
    condition=pgtrigger.Q(new__parent__isnull=False),
    declare=[("ancestor", "bigint")],
    # The lock makes two moves that would close a circle together wait for one another.
    func="""
        PERFORM pg_advisory_xact_lock(TG_RELID::bigint);
        ancestor := NEW.parent_id;
        WHILE ancestor IS NOT NULL LOOP
            IF ancestor = NEW.id THEN
                RAISE EXCEPTION USING
                    ERRCODE = 'check_violation',
                    CONSTRAINT = TG_TABLE_NAME || '_refuse_cycle',
                    MESSAGE = 'A row cannot stand below itself.';
            END IF;
            EXECUTE format('SELECT parent_id FROM %I WHERE id = $1', TG_TABLE_NAME)
                INTO ancestor USING ancestor;
        END LOOP;
        RETURN NEW;
    """,
)


class TreeQuerySet(models.QuerySet):
    def below(self, *roots):
        """The rows with these primary keys and everything under them; one query."""
        table = self.model._meta.db_table
        descendants = RawSQL(
            f"""
            WITH RECURSIVE tree AS (
                SELECT id FROM {table} WHERE id = ANY(%s)
                UNION SELECT child.id FROM {table} child JOIN tree ON child.parent_id = tree.id
            ) SELECT id FROM tree
            """,
            (list(roots),),
        )
        return self.filter(pk__in=descendants)

    def above(self, rows):
        """Those that are among the queryset `rows`, or above one of them; one query.

        From each, they are looked for downwards until one is found: few of these rows, by their
        address, cost little however many there are in all.
        """
        sql, params = rows.order_by().values("pk").query.sql_with_params()
        return self.filter(_Holds(self.model._meta.db_table, sql, params))


class _Holds(Func):
    """Whether a row, or one below it, is among those that a query yields."""

    output_field = models.BooleanField()

    def __init__(self, table, sql, params):
        super().__init__(F("pk"))
        self.table, self.sql, self.params = table, sql, params

    def as_sql(self, compiler, connection, **context):
        key, key_params = compiler.compile(self.source_expressions[0])
        # Not as EXISTS, for which all that the query yields would be gathered first.
        sql = f"""(
            WITH RECURSIVE below (id) AS (
                SELECT {key}
                UNION SELECT child.id FROM {self.table} child
                    JOIN below ON child.parent_id = below.id
            ) SELECT id FROM below WHERE (
                SELECT found.id FROM ({self.sql}) AS found (id) WHERE found.id = below.id LIMIT 1
            ) IS NOT NULL LIMIT 1
        ) IS NOT NULL"""
        return sql, [*key_params, *self.params]
