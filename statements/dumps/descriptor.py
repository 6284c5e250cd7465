"""The Frictionless data package descriptor of a dump (specs.frictionlessdata.io, version 1)."""

from typing import Any

from statements.dumps.popolo import PATH as POPOLO
from statements.dumps.tables import TABLES, TIME_FORMAT, Table, plural

# Columns that name a row of a model: in a file that is split, each month refers to all months,
# which the descriptor's foreign keys cannot say.
SPLIT = {table.model._meta.model_name for table in TABLES if table.is_monthly}


def describe(months: list[str], sums: dict[str, str], sizes: dict[str, int]) -> dict[str, Any]:
    """Return the descriptor: each CSV file is a resource with its schema, size and checksum."""
    resources = []
    for table in TABLES:
        for month in months if table.is_monthly else [""]:
            path = f"csv/{table.name}/{month}.csv" if month else f"csv/{table.name}.csv"
            resources.append(_resource(table, month, path, sums[path], sizes[path]))
    title = "Officials, organizations, offices and tenures as Popolo JSON."
    resources.append(_text("popolo", title, POPOLO, "json", sums[POPOLO], sizes[POPOLO]))
    for month in months:
        name, title = (
            f"statements-lines-{month}",
            "Statements of the month, one JSON object a line.",
        )
        path = f"jsonl/statements/{month}.jsonl"
        resources.append(_text(name, title, path, "jsonl", sums[path], sizes[path]))
    return {
        "profile": "data-package",
        "name": "on-record",
        "title": "On Record: the published record",
        "description": "What officials said, who they were on that day, and where it stands.",
        "resources": resources,
    }


def _resource(table: Table, month: str, path: str, digest: str, size: int) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": f"{table.name.replace('_', '-')}{'-' if month else ''}{month}",
        "title": table.description,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": schema(table),
    }


def _text(
    name: str, title: str, path: str, file_format: str, digest: str, size: int
) -> dict[str, Any]:
    return {
        "profile": "data-resource",
        "name": name,
        "title": title,
        "path": path,
        "format": file_format,
        "mediatype": f"application/{file_format}",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
    }


def schema(table: Table) -> dict[str, Any]:
    """Return the table schema: each column with its type, and whether it must be filled."""
    fields = []
    for column in table.columns:
        one: dict[str, Any] = {
            "name": column.name,
            "type": column.type,
            "description": column.description,
        }
        if column.type == "datetime":
            one["format"] = TIME_FORMAT
        # Empty text is text: only what may be unknown or unset is missing.
        if column.is_required and column.type != "string":
            one["constraints"] = {"required": True}
        fields.append(one)
    told: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table.has_key:
        told["primaryKey"] = ["id"]
    keys = [
        {
            "fields": [column.name],
            "reference": {
                # The empty name is the table itself.
                "resource": "" if column.refers_to == table.model._meta.model_name
                else plural(column.refers_to),
                "fields": ["id"],
            },
        }
        for column in table.columns
        if column.refers_to and column.refers_to not in SPLIT
    ]  # fmt: skip
    if keys:
        told["foreignKeys"] = keys
    return told
