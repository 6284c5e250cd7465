"""The pages of reports: all of them, one with its chart, building one, and a run shown again."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from statements.reports.chart import Chart, chart_of
from statements.reports.definition import ROWS, Definition, ReportError
from statements.reports.files import CONTENT_TYPES
from statements.reports.forms import (
    PREFIX,
    ReportForm,
    column_places,
    definition_form,
    definition_of,
)
from statements.reports.models import Report, ReportRun
from statements.reports.ready import READY
from statements.reports.running import answer, file_name, keep_table, new_run, plan
from statements.reports.tables import Table, preview

RUNS_SHOWN = 20
# On the page; the file holds all.
ROWS_SHOWN = 200


def may_report(request: HttpRequest) -> bool:
    return request.user.has_perm("statements.export_statement")


def _require(request: HttpRequest) -> None:
    if not may_report(request):
        raise PermissionDenied


def may_change(request: HttpRequest, report: Report) -> bool:
    """A report is its owner's, and the administrators'."""
    return report.owner_id == request.user.pk or request.user.has_perm("auth.change_user")


def _page(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    everywhere = admin.site.each_context(request)
    return TemplateResponse(
        request, f"admin/reports/{template}.html", {**everywhere, "title": title, **context}
    )


def _answered(definition: Definition) -> dict[str, Any]:
    """Return the table and the chart of an answer, or why there is none."""
    try:
        table = preview(definition)
    except ReportError as error:
        return {"failure": str(error), "table": None, "chart": None}
    return {"failure": "", "table": _shown(table), "chart": _chart(definition, table)}


def _shown(table: Table) -> dict[str, Any]:
    return {
        **table.as_json(),
        "rows": table.rows[:ROWS_SHOWN],
        "row_count": len(table.rows),
        "is_cut": table.is_cut or len(table.rows) > ROWS_SHOWN,
    }


def _chart(definition: Definition, table: Table) -> Chart | None:
    if definition.form == ROWS:
        return None
    return chart_of(table.rows, is_time=table.is_time, across=table.across)


def report_view(request: HttpRequest, pk: int) -> HttpResponse:
    """A report with its answer as of now; a POST keeps that answer."""
    _require(request)
    report = get_object_or_404(Report.objects.select_related("owner"), pk=pk)
    if request.method == "POST":
        return _keep(request, Definition.of(report), report.name, report=report)
    context = {
        "report": report,
        "definition": Definition.of(report),
        "may_change": may_change(request, report),
        "formats": CONTENT_TYPES,
        "files": reverse("admin:statements_report_change", args=[pk]),
        "runs": report.runs.select_related("run_by")[:RUNS_SHOWN],
        **_answered(Definition.of(report)),
    }
    return _page(request, "report", report.name, context)


def ready_view(request: HttpRequest, slug: str) -> HttpResponse:
    """One of the reports that everybody has."""
    _require(request)
    name, definition = _ready(slug)
    if request.method == "POST":
        return _keep(request, definition, name)
    context = {
        "report": None,
        "definition": definition,
        "may_change": False,
        "formats": CONTENT_TYPES,
        "files": reverse("admin:statements_report_ready", args=[slug]),
        "build": _builder_address(name, definition),
        "runs": ReportRun.objects.filter(report=None, name=name).select_related("run_by")[
            :RUNS_SHOWN
        ],
        **_answered(definition),
    }
    return _page(request, "report", name, context)


def _ready(slug: str) -> tuple[str, Definition]:
    if slug not in READY:
        raise Http404
    return READY[slug]


def _builder_address(name: str, definition: Definition) -> str:
    """Return the address at which a definition is built on."""
    asked = QueryDict(definition.filter, mutable=True)
    asked[f"{PREFIX}-name"] = name
    asked[f"{PREFIX}-form"] = definition.form
    asked[f"{PREFIX}-by"] = definition.by
    asked[f"{PREFIX}-across"] = definition.across
    for place, column in enumerate(definition.columns, start=1):
        asked[f"{PREFIX}-column_{column}"] = str(place)
    return f"{reverse('admin:statements_report_add')}?{asked.urlencode()}"


def _keep(request: HttpRequest, definition: Definition, name: str, **values: Any) -> HttpResponse:
    try:
        table = preview(definition)
    except ReportError as error:
        messages.error(request, str(error))
        return redirect(request.path)
    run = new_run(definition, name=name, file_format="", run_by=request.user, **values)
    keep_table(run, table)
    messages.success(request, "This answer is kept: its address shows it again as it is now.")
    return redirect("admin:statements_report_run", run.pk)


def run_view(request: HttpRequest, pk: int) -> HttpResponse:
    """A run as it was: its filter, time, count and checksum, and its counts."""
    _require(request)
    run = get_object_or_404(ReportRun.objects.select_related("report", "run_by"), pk=pk)
    table = Table(**run.result) if run.result else None
    context = {
        "run": run,
        "definition": Definition.of(run),
        "table": _shown(table) if table else None,
        "chart": _chart(Definition.of(run), table) if table else None,
        "failure": run.failure,
    }
    return _page(request, "run", str(run), context)


def report_file(request: HttpRequest, pk: int, file_format: str) -> HttpResponseBase:
    """A report as a file, all of it; the run is kept."""
    _require(request)
    report = get_object_or_404(Report, pk=pk)
    return _file(request, Definition.of(report), report.name, file_format, report=report)


def ready_file(request: HttpRequest, slug: str, file_format: str) -> HttpResponseBase:
    _require(request)
    name, definition = _ready(slug)
    return _file(request, definition, name, file_format)


def _file(
    request: HttpRequest, definition: Definition, name: str, file_format: str, **values: Any
) -> HttpResponseBase:
    if file_format not in CONTENT_TYPES:
        raise Http404
    run = new_run(definition, name=name, file_format=file_format, run_by=request.user, **values)
    try:
        count = definition.statements().count()
        blocks = answer(run, site=request.build_absolute_uri("/").rstrip("/"))
    except ReportError as error:
        return HttpResponse(str(error), status=400, content_type="text/plain; charset=utf-8")
    response = StreamingHttpResponse(blocks, content_type=CONTENT_TYPES[file_format])
    response["Content-Disposition"] = f'attachment; filename="{file_name(run)}"'
    response["On-Record-Filter"] = definition.filter or "none"
    response["On-Record-Time"] = run.run_at.isoformat(timespec="seconds")
    response["On-Record-Count"] = str(count)
    return response


def build_view(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Build a report, its answer below; a POST keeps it."""
    _require(request)
    report = get_object_or_404(Report, pk=pk) if pk is not None else None
    if report is not None and not may_change(request, report):
        messages.error(request, "This report is somebody else’s: save one of your own.")
        return redirect("admin:statements_report_change", report.pk)
    data = request.POST if request.method == "POST" else request.GET
    is_asked = any(name.startswith(PREFIX) for name in data)
    definition = definition_of(data) if is_asked else _begun(report)
    form = ReportForm(
        request.POST if request.method == "POST" else None,
        instance=report,
        prefix=PREFIX,
        initial={"name": data.get(f"{PREFIX}-name", report.name if report else "")},
    )
    faults = definition.faults()
    if request.method == "POST" and form.is_valid() and not faults:
        return _save(request, form, definition)
    context = {
        "report": report,
        "form": form,
        "definition": definition,
        "definition_form": definition_form(definition),
        "filter_form": definition.filterset().form,
        "columns": column_places(definition),
        "faults": faults,
        **(_answered(definition) if not faults else _unanswered(faults)),
    }
    return _page(request, "build", "Change a report" if report else "New report", context)


def _begun(report: Report | None) -> Definition:
    return Definition.of(report) if report else Definition()


def _unanswered(faults: list[str]) -> dict[str, Any]:
    return {"failure": " ".join(faults), "table": None, "chart": None}


def _save(request: HttpRequest, form: ReportForm, definition: Definition) -> HttpResponse:
    report = form.save(commit=False)
    if report.pk is None:
        report.owner = request.user
    report.definition = definition.as_json()
    plan(report)
    messages.success(request, f"The report “{report}” is kept.")
    return redirect("admin:statements_report_change", report.pk)
