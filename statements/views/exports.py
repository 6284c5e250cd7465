"""The list of statements as a file: the same filter, the same rows, all of them."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from statements.columns import PUBLIC
from statements.exports import csv_blocks
from statements.filters import StatementFilter
from statements.listing import list_errors
from statements.models import Statement


def statement_export(request: HttpRequest) -> HttpResponseBase:
    """Return the filtered statements as CSV; a wrong filter is an error, never all rows.

    Header fields say what the file holds: the filter, the time, and the number of rows.
    """
    filterset = StatementFilter(
        request.GET, queryset=Statement.objects.published(), request=request
    )
    wrong = list_errors(filterset)
    if wrong:
        return HttpResponse("\n".join(wrong), status=400, content_type="text/plain; charset=utf-8")
    site = request.build_absolute_uri("/").rstrip("/")
    blocks = csv_blocks(filterset.qs, PUBLIC, site=site)
    now = timezone.now()
    count = next(blocks)
    response = StreamingHttpResponse(blocks, content_type="text/csv; charset=utf-8")
    name = f"on-record-statements-{now:%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["On-Record-Filter"] = request.GET.urlencode() or "none"
    response["On-Record-Time"] = now.isoformat(timespec="seconds")
    response["On-Record-Count"] = str(count)
    return response
