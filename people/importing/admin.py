"""Open data in the admin: send a file, see what it would do, run it, answer what it leaves."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.admin import ModelAdmin

from people.history_admin import HistoryAdmin
from people.importing.forms import ADDRESSED, AnswerForm, ImportForm
from people.importing.found import UnreadableFileError
from people.importing.running import FaultyFileError, check, keep, prepare
from people.importing.tasks import check_later, run_later
from people.models import Import, ImportQuestion

# Larger files are checked in the background.
AT_ONCE = 2 * 2**20
LINES = 200


class OpenDataAdmin(ModelAdmin):
    """Pages of our own in the place of the admin's forms; nothing is deleted here."""

    show_full_result_count = False
    list_per_page = 50
    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def page(self, request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        template = f"admin/open_data/{name}.html"
        return TemplateResponse(request, template, {**shared, **context})


@admin.register(Import)
class ImportAdmin(OpenDataAdmin):
    list_display = ["file_name", "format", "standing", "done", "total", "started_by", "created_at"]
    list_filter = ["state", "format"]
    list_select_related = ["started_by"]
    list_before_template = "admin/open_data/_list.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).defer("raw", "report", "refused")

    @admin.display(description="state", ordering="state")
    def standing(self, kept: Import) -> str:
        return "broken off" if kept.is_interrupted else kept.get_state_display()

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take a file, and show what it would do; of a file with faults, the faults."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ImportForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            kept = self._take(request, form)
            if kept is not None:
                return redirect(kept)
        return self.page(request, "add", "Import a file of open data", form=form)

    def _take(self, request: HttpRequest, form: ImportForm) -> Import | None:
        data, options = form.cleaned_data, form.options()
        raw, leave_out = data["file"].read(), data["leave_out"]
        is_small = len(raw) <= AT_ONCE
        try:
            if is_small:
                check(data["format"], raw, options, leave_out=leave_out)
        except FaultyFileError as error:
            form.add_error("file", [str(fault) for fault in error.faults])
            return None
        except UnreadableFileError as error:
            form.add_error("file", str(error))
            return None
        name, user = data["file"].name, request.user
        kept = keep(data["format"], name, raw, options, leave_out=leave_out, by=user)
        if is_small:
            prepare(kept)
        else:
            check_later.enqueue(kept.pk)
        return kept

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """What the import would do or did, and the button that runs it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        kept = get_object_or_404(Import.objects.select_related("started_by"), pk=object_id)
        if request.method == "POST":
            return self._step(request, kept)
        report, questions = kept.report, kept.questions
        is_interrupted = kept.is_interrupted
        is_busy = kept.is_at_work and not is_interrupted
        response = self.page(
            request,
            "import",
            f"Import of {kept}",
            kept=kept,
            counts={kind: sorted(counts.items()) for kind, counts in kept.counts.items()},
            lists=[
                ("What it does", report.get("lines", [])[:LINES], report.get("number", 0)),
                *(
                    (title, report.get(name, [])[:LINES], len(report.get(name, [])))
                    for title, name in (
                        ("Questions", "questions"),
                        ("Left out, with faults", "faults"),
                        ("Notes", "notes"),
                    )
                ),
                ("Refused by the database", kept.refused[:LINES], len(kept.refused)),
            ],
            set_aside=sorted(report.get("set_aside", {}).items()),
            open_questions=questions.open().count(),
            is_interrupted=is_interrupted,
            is_busy=is_busy,
            may_run=self.has_add_permission(request),
        )
        if is_busy:
            # Shows its progress without any script.
            response["Refresh"] = "5"
        return response

    def _step(self, request: HttpRequest, kept: Import) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        state, later = Import.State.CHECKING, check_later
        if request.POST.get("step") == "run":
            state, later = Import.State.WAITING, run_later
        is_free = not kept.is_at_work or kept.is_interrupted
        # Two who press together start it once.
        same = Import.objects.filter(pk=kept.pk, state=kept.state, begun_at=kept.begun_at)
        if is_free and same.update(state=state, failure="", begun_at=None):
            later.enqueue(kept.pk)
        else:
            messages.warning(request, "It is being worked on already.")
        return redirect(kept)


class OpenListFilter(admin.SimpleListFilter):
    """What waits for an answer comes first; all the rest is one click away."""

    title = "answer"
    parameter_name = "answered"

    def lookups(self, request: Any, model_admin: Any) -> Any:
        return [("all", "All")]

    def choices(self, changelist: Any) -> Any:
        first, *rest = super().choices(changelist)
        return [{**first, "display": "To be answered"}, *rest]

    def queryset(self, request: Any, queryset: Any) -> Any:
        return queryset if self.value() == "all" else queryset.open()


@admin.register(ImportQuestion)
class ImportQuestionAdmin(HistoryAdmin, OpenDataAdmin):
    list_display = ["text", "kind", "imported", "where", "answer"]
    list_filter = [OpenListFilter, "kind"]
    list_select_related = ["imported"]
    list_after_template = ""

    def get_queryset(self, request: HttpRequest) -> Any:
        hidden = ("imported__raw", "imported__report", "imported__refused")
        return super().get_queryset(request).select_related("imported").defer(*hidden)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Ask one question; an answer leads to the next."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        question = get_object_or_404(self.get_queryset(request), pk=object_id)
        form = AnswerForm(question, request.POST or None)
        if request.method == "POST" and form.is_valid():
            form.save(by=request.user)
            return self._next(request, question)
        return self.page(
            request,
            "question",
            "A question of an import",
            question=question,
            form=form,
            candidates=[
                (candidate["label"], self._address(question.kind, candidate["pk"]))
                for candidate in question.candidates
            ],
        )

    def _address(self, kind: str, pk: int) -> str:
        app, _, model = ADDRESSED.get(kind, "people.Tenure").lower().partition(".")
        return reverse(f"admin:{app}_{model}_change", args=[pk])

    def _next(self, request: HttpRequest, question: ImportQuestion) -> HttpResponse:
        rest = question.imported.questions.filter(answer="", pk__gt=question.pk)
        if (following := rest.first()) is not None:
            return redirect("admin:people_importquestion_change", following.pk)
        messages.success(request, "Run the import again, and the answers take effect.")
        return redirect(question.imported)
