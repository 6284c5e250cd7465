"""Trees in a table: a `parent` column that can never lead back to its own row."""

import pgtrigger
from django.db import models
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
        """The rows of the queryset `rows` and everything above them; one query."""
        table = self.model._meta.db_table
        sql, params = rows.order_by().values("pk").query.sql_with_params()
        ancestors = RawSQL(
            f"""
            WITH RECURSIVE tree AS (
                SELECT id, parent_id FROM {table} WHERE id IN ({sql})
                UNION SELECT parent.id, parent.parent_id
                FROM {table} parent JOIN tree ON tree.parent_id = parent.id
            ) SELECT id FROM tree
            """,
            params,
        )
        return self.filter(pk__in=ancestors)
