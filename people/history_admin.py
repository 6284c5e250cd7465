"""The pages of a model's history: who changed what, going back to it, and what was deleted."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection, transaction
from django.forms.models import _get_foreign_key
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from people.curated import Curated
from people.history import Part, changes_of, parts_of
from people.refusals import refusal_of
from people.restoring import deleted_rows, restore

# The public reason where the restored row is a published statement.
RESTORED = "An earlier version was restored."
DELETED_A_PAGE = 50


class HistoryAdmin:
    """What it asks of is the ModelAdmin that it is mixed into."""

    model: Any
    opts: Any
    admin_site: Any
    has_view_permission: Any
    has_add_permission: Any
    has_change_permission: Any
    inlines: Any
    list_after_template = "admin/curation/_list_after.html"

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_deleted"
        view = self.admin_site.admin_view(self.deleted_view)
        return [path("deleted/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who changed what, when, word by word; each version can be restored."""
        if not object_id.isdecimal():
            raise Http404
        row = self.model._base_manager.filter(pk=object_id).first()
        if not self.has_view_permission(request, row):
            return self._refuse(request)
        if request.method == "POST":
            return self._restore(request, row, object_id)
        changes = changes_of(self.model, object_id, self._parts())
        if not changes:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {row or f'{self.opts.verbose_name} {object_id}, deleted'}",
            "opts": self.opts,
            "row": row,
            "changes": changes,
            "restorable": self._restorable(request, row).keys(),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/curation/history.html", context)

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """What was deleted and is not back, each leading to its history."""
        if not self.has_view_permission(request):
            return self._refuse(request)
        before = request.GET.get("before", "")
        rows = deleted_rows(
            self.model,
            before=int(before) if before.isdecimal() else None,
            limit=DELETED_A_PAGE,
        )
        context = {
            **self.admin_site.each_context(request),
            "title": f"Deleted {self.opts.verbose_name_plural}",
            "opts": self.opts,
            "rows": rows,
            "next": rows[-1][1].pgh_id if len(rows) == DELETED_A_PAGE else None,
        }
        return TemplateResponse(request, "admin/curation/deleted.html", context)

    def _entered_here(self) -> list[Part]:
        """Return the parts that a curator changes on the row's own page."""
        rows = [
            Part(inline.model, _get_foreign_key(self.model, inline.model, inline.fk_name).attname)
            for inline in self.inlines
            if issubclass(inline.model, Curated)
        ]
        return rows + [part for part in parts_of(self.model) if part.model._meta.proxy]

    def _parts(self) -> list[Part]:
        return list(dict.fromkeys([*self._entered_here(), *parts_of(self.model)]))

    def _restorable(self, request: HttpRequest, row: Any) -> dict[str, Part]:
        """Return what this user may restore, by label; of a row that was deleted, itself first."""
        own = Part(self.model, self.model._meta.pk.attname)
        if row is None:
            return {own.label: own} if self.has_add_permission(request) else {}
        if not self.has_change_permission(request, row):
            return {}
        return {part.label: part for part in (own, *self._entered_here())}

    def _restore(self, request: HttpRequest, row: Any, object_id: str) -> HttpResponse:
        parts = self._restorable(request, row)
        if not parts:
            return self._refuse(request)
        try:
            part = parts[request.POST["model"]]
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT set_config('on_record.reason', %s, true)", [RESTORED])
                restore(part, object_id, int(request.POST["event"]))
                connection.check_constraints()
        except (ValueError, KeyError, ObjectDoesNotExist):
            messages.error(request, "That version is not in the history of this row.")
        except DatabaseError as error:
            messages.error(request, f"It was not restored. {refusal_of(error).message}")
        else:
            messages.success(request, "The version was restored as a new one.")
            return redirect(self._address("change", object_id))
        return redirect(request.path)

    def _refuse(self, request: HttpRequest) -> HttpResponse:
        messages.error(request, "Your role does not include this.")
        return redirect(reverse("admin:index"))

    def _address(self, page: str, pk: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[pk])
