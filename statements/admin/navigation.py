"""The admin's navigation: what waits for this user first, then every table they may see."""

from typing import Any

from django.contrib import admin
from django.db import connection
from django.http import HttpRequest
from django.urls import reverse

from statements.desk.views import may_work
from statements.models import Statement

# A number that a glance takes in; more is "99+".
COUNTED = 99


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the groups of links beside every page of the admin."""
    groups = [{"title": "To do", "items": _to_do(request)}]
    for app in admin.site.get_app_list(request):
        items = [
            {
                "title": model["name"],
                "link": model["admin_url"],
                "active": _is_among(request.path, model["admin_url"]),
            }
            for model in app["models"]
            if model["admin_url"]
        ]
        groups.append({"title": app["name"], "items": items})
    return groups


def _to_do(request: Any) -> list[dict[str, Any]]:
    items = []
    waiting, drafts, changed = _counts(request.user)
    statements = reverse("admin:statements_statement_changelist")
    if request.user.has_perm("statements.view_statement"):
        queue = reverse("admin:statements_statement_review")
        items.append(_item(request, "Review queue", queue, waiting))
    if request.user.has_perm("statements.add_statement"):
        items += [
            _item(request, "My drafts", f"{statements}?mine=on&status=draft", drafts),
            _item(request, "Add a statement", f"{statements}add/", 0),
            _item(request, "Add from article", reverse("admin:sources_intake_add"), 0),
        ]
    if may_work(request):
        sources = reverse("admin:sources_sourcecheck_changelist")
        items.append(_item(request, "Changed sources", sources, changed))
    return items


_WAITING = (
    "statements_statement WHERE status = %s",
    "statements_statement WHERE status = %s AND entered_by_id = %s",
    "sources_sourcecheck WHERE lost_count > 0 AND seen_at IS NULL",
)


def _counts(user: Any) -> tuple[int, int, int]:
    """Return how many statements wait for review, how many drafts are this user's, and how many
    changed sources no curator has seen."""
    sql = ", ".join(
        f"(SELECT count(*) FROM (SELECT FROM {one} LIMIT %s) AS few)" for one in _WAITING
    )
    status, few = Statement.Status, COUNTED + 1
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", [status.IN_REVIEW, few, status.DRAFT, user.pk, few, few])
        return cursor.fetchone()


def _item(request: Any, title: str, link: str, number: int) -> dict[str, Any]:
    item = {"title": title, "link": link, "active": request.get_full_path() == link}
    if number:
        badge = f"{COUNTED}+" if number > COUNTED else str(number)
        item |= {"badge": badge, "badge_variant": "primary"}
    return item


def _is_among(path: str, table: str) -> bool:
    """Whether a page is the table's own or one of its rows, not another that begins so."""
    return path == table or path.removeprefix(table)[:1].isdigit()
