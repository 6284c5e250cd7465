"""The steps of the workflow in the admin: one by one, several at once, and the review queue."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from unfold.forms import ActionForm

from statements import workflow
from statements.admin.entering import another_from
from statements.context import context_of
from statements.models import Appearance, Statement
from statements.models.curation import Decision
from statements.workflow import WorkflowError

QUEUED_A_PAGE = 20
# More at once than anybody has looked at.
CHOSEN = 200
STEPS: dict[str, Any] = {
    Decision.SUBMITTED: workflow.submit,
    Decision.SENT_BACK: workflow.send_back,
    Decision.PUBLISHED: workflow.publish,
    Decision.WITHDRAWN: workflow.withdraw,
    Decision.REINSTATED: workflow.reinstate,
}
NEEDS_REASON = "['send_back_chosen', 'withdraw_chosen'].includes(action)"


class StepsForm(ActionForm):
    """What is done with the chosen statements, and why."""

    reason = forms.CharField(
        label="",
        required=False,
        widget=forms.TextInput(
            {
                "placeholder": "Reason",
                "aria-label": "Reason",
                "class": "curation-reason",
                "x-show": NEEDS_REASON,
            }
        ),
    )


class ReviewAdmin:
    """What it asks of is the ModelAdmin that it is mixed into."""

    admin_site: Any
    _address: Any
    action_form = StepsForm
    actions = ["submit_chosen", "publish_chosen", "send_back_chosen", "withdraw_chosen"]
    list_disable_select_all = True

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/step/", wrap(self.step_view), name="statements_statement_step"),
            path("review/", wrap(self.review_view), name="statements_statement_review"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> Any:
        statement = kwargs.get("obj")
        if statement is not None:
            context["steps"] = workflow.open_steps(statement, request.user)
            context["reviews"] = statement.reviews.select_related("decided_by")
            context["needs_reason"] = workflow.NEEDS_REASON
            context["another"] = another_from(statement)
        return super().render_change_form(request, context, *args, **kwargs)  # type: ignore[misc]

    def step_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take one step, and go back to the page on which it was asked for."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        statement = get_object_or_404(Statement, pk=pk)
        reason = request.POST.get("reason", "")
        told = self._take(request, statement, request.POST.get("decision", ""), reason)
        if told:
            messages.error(request, told)
        else:
            link = format_html('<a href="{}">{}</a>', self._address("change", pk), statement)
            done = Decision(request.POST["decision"]).label
            messages.success(request, format_html("{} was {}.", link, done))
        back = request.POST.get("next", "")
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
            back = self._address("change", statement.pk)
        return redirect(back)

    def _take(self, request: HttpRequest, statement: Any, decision: str, reason: str) -> str:
        """Return why the step was not taken; "" if it was."""
        if decision not in STEPS:
            return "There is no such step."
        given = {"reason": reason} if decision in workflow.NEEDS_REASON else {}
        try:
            STEPS[decision](statement, by=request.user, **given)
        except WorkflowError as error:
            return str(error)
        return ""

    # The same steps for the statements that were ticked in the list.

    def has_submit_permission(self, request: Any) -> bool:
        return request.user.has_perm("statements.submit_statement")

    def has_review_permission(self, request: Any) -> bool:
        return request.user.has_perm("statements.review_statement")

    def has_withdraw_permission(self, request: Any) -> bool:
        return request.user.has_perm("statements.withdraw_statement")

    @admin.action(description="Submit for review", permissions=["submit"])
    def submit_chosen(self, request: HttpRequest, queryset: Any) -> None:
        self._take_all(request, queryset, Decision.SUBMITTED)

    @admin.action(description="Publish", permissions=["review"])
    def publish_chosen(self, request: HttpRequest, queryset: Any) -> None:
        self._take_all(request, queryset, Decision.PUBLISHED)

    @admin.action(description="Send back", permissions=["review"])
    def send_back_chosen(self, request: HttpRequest, queryset: Any) -> None:
        self._take_all(request, queryset, Decision.SENT_BACK)

    @admin.action(description="Withdraw", permissions=["withdraw"])
    def withdraw_chosen(self, request: HttpRequest, queryset: Any) -> None:
        self._take_all(request, queryset, Decision.WITHDRAWN)

    def _take_all(self, request: HttpRequest, queryset: Any, decision: Decision) -> None:
        """Take the step with each; say of every one that did not take it why."""
        chosen = list(queryset.order_by("pk")[: CHOSEN + 1])
        if len(chosen) > CHOSEN:
            messages.error(request, f"More than {CHOSEN} at once: nothing was done.")
            return
        taken = 0
        for statement in chosen:
            told = self._take(request, statement, decision, request.POST.get("reason", ""))
            if told:
                link = self._address("change", statement.pk)
                messages.error(
                    request, format_html('<a href="{}">{}</a>: {}', link, statement, told)
                )
            else:
                taken += 1
        if taken:
            messages.success(request, f"{decision.label.capitalize()}: {taken}.")

    def review_view(self, request: HttpRequest) -> HttpResponse:
        """What waits for review, the longest waiting first, each with its context and steps."""
        if not request.user.has_perm("statements.view_statement"):
            messages.error(request, "Your role does not include this.")
            return redirect("admin:index")
        after = request.GET.get("after", "")
        rows = list(queue_after(int(after) if after.isdecimal() else 0)[: QUEUED_A_PAGE + 1])
        shown = rows[:QUEUED_A_PAGE]
        context = {
            **self.admin_site.each_context(request),
            "title": "Review queue",
            "queue": [
                {
                    "statement": row,
                    "steps": workflow.open_steps(row, request.user),
                    "is_own": row.entered_by_id == request.user.pk,
                    "places": [(place, context_of(place)) for place in row.appearances.all()],
                }
                for row in shown
            ],
            "needs_reason": workflow.NEEDS_REASON,
            "here": reverse("admin:statements_statement_review"),
            "next": shown[-1].pk if len(rows) > QUEUED_A_PAGE else None,
            "is_first": not after,
        }
        return TemplateResponse(request, "admin/curation/review.html", context)


def queue_after(key: int) -> Any:
    """Return what is in review and was entered after the statement of that key, with its places."""
    places = Appearance.objects.select_related(
        "document__outlet", "credited_outlet", "capture"
    ).defer("capture__raw")
    rows = Statement.objects.in_review().filter(pk__gt=key).with_speaker()
    return (
        rows.select_related("entered_by")
        .prefetch_related(Prefetch("appearances", places))
        .order_by("pk")
    )
