"""What staff export from the admin: the public columns, and those of the workflow."""

from typing import Any

import tablib
from django.db import connection
from import_export import fields, resources

from statements.columns import PUBLIC, WORKING, select
from statements.models import Statement


class StatementResource(resources.ModelResource):
    """Statements in the columns of the public CSV, followed by the working ones."""

    class Meta:
        model = Statement
        fields = ()

    fields: dict[str, Any]

    def __init__(self, *, site: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.site = site
        self.fields = {name: fields.Field(column_name=name) for name in self.get_export_order()}

    def get_export_order(self) -> list[str]:
        return [*PUBLIC, *WORKING]

    def export(self, queryset: Any = None, **kwargs: Any) -> tablib.Dataset:
        """Return the rows as the database tells them, in the columns that were ticked."""
        ticked = kwargs.get("export_fields") or self.get_export_order()
        columns = tuple(name for name in self.get_export_order() if name in ticked)
        keys, parameters = queryset.order_by().values("pk").query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(select(keys, columns, site=self.site), list(parameters))
            rows = [["" if cell is None else cell for cell in row] for row in cursor.fetchall()]
        return tablib.Dataset(*rows, headers=columns)
