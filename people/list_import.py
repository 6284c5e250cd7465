"""Importing a list of the admin from a table: django-import-export over our own reader.

Rows are new, or updates of the row that they name: by slug or public id, or, of what has neither,
by the columns of which no two rows are the same. All of them are saved, or none; what is wrong
with a row is told at its number and column.
"""

from __future__ import annotations

from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import Any

import tablib
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from import_export import fields, resources, widgets
from import_export.admin import ImportMixin
from import_export.formats.base_formats import Format
from unfold.contrib.import_export.forms import ImportForm

from people.code_fields import CodeField, CodeFormField
from people.fields import PartialDateField
from people.history_admin import HistoryAdmin
from people.pages import CappedPaginator
from people.partial_dates import PartialDate
from people.seen import SeenAdmin
from people.tables import TableError, find_header, open_table

# Larger tables are no lists; those of officials and of statements have pages of their own.
MAX_BYTES = 5_000_000
_ADDRESSES = ("slug", "public_id")


class TableFormat(Format):
    """Any table that can be read; which kind it is, its bytes tell."""

    def __init__(self, encoding: str | None = None) -> None:
        """Take the library's guess at an encoding, and leave it: the reader finds it."""

    def get_title(self) -> str:
        return "CSV, TSV, XLSX, XLS, ODS or JSON"

    def can_import(self) -> bool:
        return True

    def create_dataset(self, in_stream: bytes) -> tablib.Dataset:
        """Return the rows below the header. Raises TableError."""
        if len(in_stream) > MAX_BYTES:
            raise TableError(f"A list has at most {MAX_BYTES // 1_000_000} MB: divide it.")
        name = "list.json" if in_stream.lstrip()[:1] in (b"[", b"{") else "list"
        with TemporaryFile() as file:
            file.write(in_stream)
            file.flush()
            with open_table(file, name) as (found, rows):
                kept = list(rows)
        header = find_header(kept, found)
        if not header.number and not found.names:
            raise TableError("Its first row has to name the columns, as the list below does.")
        dataset = tablib.Dataset(headers=header.names)
        for row in kept:
            if row.fault:
                raise TableError(f"Row {row.number}: {row.fault}")
            if row.number > header.number and not row.is_blank:
                cells = row.cells[: len(header.names)]
                dataset.append([*cells, *[""] * (len(header.names) - len(cells))])
        return dataset


class PartialDateWidget(widgets.Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> PartialDate | None:
        return PartialDate.parse(value) if value and value.strip() else None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.isoformat() if value else ""


class AddressWidget(widgets.Widget):
    """A row of another list, by its slug or public id."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model
        self.key = address_of(model)

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if not value or not value.strip():
            return None
        try:
            return self.model._default_manager.get(**{self.key: value.strip()})
        except (ObjectDoesNotExist, ValueError) as error:
            raise ValueError(
                f"There is no {self.model._meta.verbose_name} of the {self.key.replace('_', ' ')} "
                f"“{value.strip()}”: enter it first, or correct it."
            ) from error

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return str(getattr(value, self.key)) if value else ""


class CodeWidget(widgets.CharWidget):
    """A language or country by its name or code; kept as the code."""

    def __init__(self, form_class: type[CodeFormField]) -> None:
        super().__init__()
        self.form_class = form_class

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        typed = (value or "").strip()
        return self.form_class.code_of(typed) if typed else ""


def address_of(model: Any) -> str:
    """Return the column by which rows of a model are known outside; "id" where there is none."""
    names = {field.name for field in model._meta.concrete_fields}
    return next((name for name in _ADDRESSES if name in names), "id")


def unique_columns(model: Any) -> tuple[str, ...]:
    """Return the columns in which no two rows of a model are the same; () if there are none.

    Of a partial date the whole, where its first day counts; without what nobody enters.
    """
    dates = {f"{field.name}_earliest": field.name for field in _dates_of(model)}
    entered = {field.name for field in model._meta.concrete_fields if field.editable}
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            names = [dates.get(name, name) for name in constraint.fields]
            return tuple(name for name in names if name in entered or name in dates.values())
    return next(
        ((f.name,) for f in model._meta.concrete_fields if f.unique and not f.primary_key), ()
    )


def _dates_of(model: Any) -> list[PartialDateField]:
    return [field for field in model._meta.private_fields if isinstance(field, PartialDateField)]


def _lookup(model: Any, column: str, value: Any) -> dict[str, Any]:
    if column in {field.name for field in _dates_of(model)}:
        return {f"{column}_earliest": value.earliest if value else None}
    return {column: value}


class ListResource(resources.ModelResource):
    """What a list takes in: its editable columns, dates in part, others by their address."""

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        key = address_of(self._meta.model)
        value = str(row.get(key) or "").strip()
        if key == "id" and not value:
            return self._by_columns(row)
        rows = self._meta.model._default_manager.filter(**{key: value}) if value else None
        found = rows.first() if rows is not None and (key != "id" or value.isdecimal()) else None
        if found is None and value and key != "slug":
            raise ValueError(f"There is no row of this {key}: leave it empty for a new one.")
        return found

    def _by_columns(self, row: Any) -> Any:
        """Return the row on record that is the same in the columns that tell rows apart."""
        wanted: dict[str, Any] = {}
        for column in (columns := unique_columns(self._meta.model)):
            try:
                value = self.fields[column].clean(row)
            except ValueError as error:
                raise ValueError(f"{column}: {error}") from error
            wanted |= _lookup(self._meta.model, column, value)
        found = list(self._meta.model._default_manager.filter(**wanted)[:2]) if columns else []
        if len(found) > 1:
            raise ValueError(f"Two rows on record have this {' and '.join(columns)}: give the id.")
        return found[0] if found else None

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Refuse columns that mean nothing here: a misspelt one must not be ignored."""
        known = {field.column_name for field in self.fields.values()}
        wrong = [head for head in dataset.headers if head not in known]
        if wrong:
            raise TableError(f"There is no column “{wrong[0]}” in this list.")
        if address_of(self._meta.model) == "id" and "id" not in dataset.headers:
            columns = unique_columns(self._meta.model)
            missing = [name for name in columns if name not in dataset.headers]
            if missing:
                raise TableError(f"A column “{missing[0]}” is needed: it tells rows apart.")

    def import_field(self, field: Any, instance: Any, row: Any, **kwargs: Any) -> None:
        # The address of a row on record is what it is found by, not a change of it.
        if field.column_name != "id" and field.column_name != "public_id":
            super().import_field(field, instance, row, **kwargs)


def resource_of(model: Any, base: type[ListResource] = ListResource) -> type[ListResource]:
    """Return the resource of a model: its columns in order."""
    key = address_of(model)
    columns: dict[str, Any] = {key: fields.Field(attribute=key, column_name=key)}
    for field in [*model._meta.concrete_fields, *_dates_of(model)]:
        if not field.editable or field.primary_key or field.name in columns:
            continue
        columns[field.name] = fields.Field(
            attribute=field.name,
            column_name=field.name,
            widget=_widget(field),
            default=_empty(field),
        )
    meta = type(
        "Meta",
        (),
        {
            "model": model,
            "fields": list(columns),
            "import_id_fields": [],
            "use_transactions": True,
            "skip_unchanged": True,
            "report_skipped": True,
            "clean_model_instances": True,
            "store_instance": True,
        },
    )
    return type(f"{model.__name__}Resource", (base,), {**columns, "Meta": meta})


def _empty(field: Any) -> Any:
    """Return what an empty cell means."""
    if isinstance(field, PartialDateField) or field.null:
        return None
    return field.get_default()


def _widget(field: Any) -> widgets.Widget:
    if isinstance(field, PartialDateField):
        return PartialDateWidget()
    if isinstance(field, models.ForeignKey):
        return AddressWidget(field.related_model)
    if isinstance(field, CodeField):
        return CodeWidget(field.form_class)
    if isinstance(field, models.BooleanField):
        return widgets.BooleanWidget()
    if isinstance(field, models.IntegerField):
        return widgets.IntegerWidget()
    return widgets.CharWidget()


class ListImport(ImportMixin):
    """A list of the admin that can be imported, by those who may add and change its rows."""

    import_form_class = ImportForm
    import_formats = [TableFormat]
    import_template_name = "admin/list_import/import.html"
    resource_base: type[ListResource] = ListResource
    # Models whose rows stand on the pages of this one's, and have tables of their own.
    parts: tuple[Any, ...] = ()
    model: Any

    def get_import_resource_classes(self, request: HttpRequest) -> list[type[ListResource]]:
        return [resource_of(self.model, self.resource_base)]

    def get_import_context_data(self, **kwargs: Any) -> dict[str, Any]:
        key = address_of(self.model)
        return {
            **super().get_import_context_data(**kwargs),
            "named_by": [key] if key != "id" else [*unique_columns(self.model)] or ["id"],
            "parts": part_links(self.parts),
        }

    def add_data_read_fail_error_to_form(self, form: Any, e: Exception) -> None:
        if not isinstance(e, TableError):
            raise e
        form.add_error("import_file", str(e))

    def has_import_permission(self, request: HttpRequest) -> bool:
        label, name = self.model._meta.app_label, self.model._meta.model_name
        return request.user.has_perms([f"{label}.add_{name}", f"{label}.change_{name}"])


def part_links(parts: Iterable[Any]) -> list[tuple[str, str]]:
    """Return what each part is called, and the address of its import."""
    return [
        (
            str(part._meta.verbose_name_plural),
            reverse(f"admin:{part._meta.app_label}_{part._meta.model_name}_import"),
        )
        for part in parts
    ]


class PartAdmin(ListImport, HistoryAdmin, SeenAdmin):
    """Rows that stand on another's page, where they are entered: here to be seen and imported."""

    paginator = CappedPaginator

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_import_permission(request)
