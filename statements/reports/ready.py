"""Reports that everybody has, to use as they are or to begin from."""

from statements.reports.definition import COUNTS, CROSS, ROWS, Definition

_CHECKED = ("address", "status", "speaker", "text", "document", "source_url", "verification")
_CHANGED = ("address", "status", "speaker", "text", "version", "updated_at", "reviewed_by")

READY: dict[str, tuple[str, Definition]] = {
    "speakers-by-month": (
        "Statements by speaker and month",
        Definition("status=published", CROSS, by="speaker", across="month"),
    ),
    "outlets": (
        "Statements by outlet and credited outlet",
        Definition("status=published", CROSS, by="outlet", across="credited_outlet"),
    ),
    "unverified": (
        "Unverified statements",
        Definition("check=unverified", ROWS, columns=_CHECKED),
    ),
    "broken-sources": (
        "Statements with broken sources",
        Definition("check=broken_source", ROWS, columns=_CHECKED),
    ),
    "changed-last-week": (
        "What changed since last week",
        Definition("changed_within=7", ROWS, columns=_CHANGED),
    ),
    "throughput": (
        "Curators’ throughput: decisions",
        Definition("", CROSS, by="decided_by", across="decision"),
    ),
    "entered": (
        "Curators’ throughput: statements entered by month",
        Definition("", CROSS, by="curator", across="entered_month"),
    ),
    "topics-by-organization": (
        "Topics by organization",
        Definition("status=published", CROSS, by="organization", across="topic"),
    ),
    "months": (
        "Published statements by month",
        Definition("status=published", COUNTS, by="month"),
    ),
}
