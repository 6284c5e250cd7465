"""What staff export from the admin: the public columns, and those of the workflow."""

from typing import Any

from import_export import fields, resources

from statements.exports import COLUMNS
from statements.models import Statement

# What the public does not see.
WORKING = ("status", "version", "entered_by", "reviewed_by", "created_at", "updated_at")


class StatementResource(resources.ModelResource):
    """Statements in the columns of the public CSV, followed by the working ones."""

    class Meta:
        model = Statement
        fields = WORKING

    fields: dict[str, Any]

    def __init__(self, *, site: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.site = site
        public = {name: fields.Field(column_name=name) for name in COLUMNS}
        self.fields = {**public, **self.fields}

    def get_export_order(self) -> list[str]:
        return [*COLUMNS, *WORKING]

    def export_field(self, field: Any, instance: Any, **kwargs: Any) -> Any:
        name = field.column_name
        if name in COLUMNS:
            return str(COLUMNS[name](instance, self.site))
        if name in ("entered_by", "reviewed_by"):
            return str(getattr(instance, name) or "")
        return super().export_field(field, instance, **kwargs)
