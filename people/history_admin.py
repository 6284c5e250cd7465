"""The pages of a row's history: who changed what, and going back to it."""

from typing import Any

from django.contrib import messages
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from people.history import changes_of, restore
from people.refusals import refusal_of

# The public reason where the restored row is a published statement.
RESTORED = "An earlier version was restored."


class HistoryAdmin:
    """What it asks of is the ModelAdmin that it is mixed into."""

    model: Any
    opts: Any
    admin_site: Any
    has_view_permission: Any
    has_change_permission: Any
    get_inline_instances: Any

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who changed what, when, word by word; each version can be restored."""
        row = get_object_or_404(self.model._base_manager, pk=object_id)
        if not self.has_view_permission(request, row):
            return self._refuse(request)
        if request.method == "POST":
            return self._restore(request, row)
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of {row}",
            "opts": self.opts,
            "row": row,
            "changes": changes_of(row, self._parts(request, row)),
            "may_restore": self.has_change_permission(request, row),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/curation/history.html", context)

    def _parts(self, request: HttpRequest, row: Any) -> list[tuple[Any, str]]:
        """Return what is entered on the row's own page: each model and its key to the row."""
        return [
            (inline.model, inline.get_formset(request, row).fk.attname)
            for inline in self.get_inline_instances(request, row)
            if hasattr(inline.model, "pgh_event_model")
        ]

    def _restore(self, request: HttpRequest, row: Any) -> HttpResponse:
        if not self.has_change_permission(request, row):
            return self._refuse(request)
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT set_config('on_record.reason', %s, true)", [RESTORED])
                restore(row, int(request.POST["event"]))
                connection.check_constraints()
        except (ValueError, KeyError, self.model.pgh_event_model.DoesNotExist):
            messages.error(request, "That version is not in the history of this row.")
        except DatabaseError as error:
            messages.error(request, f"It was not restored. {refusal_of(error).message}")
        else:
            messages.success(request, "The version was restored as a new one.")
        return redirect(self._address("change", row))

    def _refuse(self, request: HttpRequest) -> HttpResponse:
        messages.error(request, "Your role does not include this.")
        return redirect(reverse("admin:index"))

    def _address(self, page: str, row: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[row.pk])
