"""The curators' list of statements: the same index as the public's, over every status."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.admin.views.main import ORDER_VAR
from django.core.paginator import InvalidPage, Page, Paginator
from django.http import HttpRequest
from unfold.views import ChangeList

from people.pages import DEEPEST, CappedPaginator
from statements.admin.filters import CurationFilter
from statements.listing import Chip, chips, reach
from statements.models import Statement
from statements.search.finding import Counts, Cut, Question, count_by, find_page
from statements.search.models import SearchEntry

EVERYTHING = Question(only_published=False)


class QuestionPaginator(CappedPaginator):
    """Pages of what answers a question, by the day of the statement.

    No page is fetched by walking through the rows before it.
    """

    def __init__(self, rows: Any, per_page: int, *, question: Question, newest_first: bool) -> None:
        super().__init__(rows, per_page)
        self.question = question
        self.newest_first = newest_first

    @cached_property
    def _total(self) -> tuple[int, bool]:
        if not self.question.is_answerable:
            return 0, False
        return self._counts.total, self._counts.is_about

    @cached_property
    def _counts(self) -> Counts:
        return count_by(self.question, {}).read()

    @cached_property
    def count(self) -> int:
        return DEEPEST if self.is_about else min(self.total, DEEPEST)

    def page(self, number: Any) -> Page:
        number = self.validate_number(number)
        rows = self.object_list.none()
        if self.count:
            rows = self._rows(number)
        return Page(rows, number, self)

    def _rows(self, number: int) -> Any:
        first = (number - 1) * self.per_page
        keys = self._keys(first, min(first + self.per_page, self.count))
        rows = self.object_list.filter(pk__in=keys)
        return sorted(rows, key=lambda row: keys.index(row.pk))

    def _keys(self, first: int, last: int) -> list[int]:
        if self.question == EVERYTHING:
            # Nothing to look for: the index of days alone is read.
            order = ("-day", "-pk") if self.newest_first else ("day", "pk")
            entries = SearchEntry.objects.order_by(*order)
            return list(entries.values_list("pk", flat=True)[first:last])
        found = find_page(
            self.question,
            Cut(descending=self.newest_first, size=last),
            reach=reach(self._counts, last, None, descending=self.newest_first),
            condition=self._counts.condition,
        )
        return found.read()[first:]


@dataclass(frozen=True, slots=True)
class StatusLink:
    """The list by one status, all else that is asked for unchanged."""

    label: str
    address: str
    is_current: bool


class StatementChangeList(ChangeList):
    """The list, its filter as one form above it, and its pages."""

    filterset: CurationFilter
    page_num: int

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> Any:
        """Return what the filter lets through; nothing where it is wrong, which it says."""
        self.filter_specs: list[Any] = []
        # The filter's form stands above the list, where it can be reached by keyboard.
        self.has_filters = False
        self.filterset = CurationFilter(request.GET, queryset=self.root_queryset, request=request)
        unknown = self.filterset.unknown_parameters()
        self.is_answered = self.filterset.is_valid() and not unknown
        if unknown:
            messages.error(request, f"There is no filter {', '.join(unknown)}: nothing is listed.")
        rows = self.filterset.qs if self.is_answered else self.root_queryset.none()
        self.chips: list[Chip] = chips(self.filterset, request.GET)
        self.has_active_filters = bool(self.chips)
        self.clear_all_filters_qs = "?"
        if not rows.query.select_related:
            rows = self.apply_select_related(rows)
        return rows.order_by(*self.get_ordering(request, rows))

    def get_results(self, request: HttpRequest) -> None:
        self.paginator = self._paginator()
        self.result_count = self.paginator.count
        self.multi_page = self.result_count > self.list_per_page
        self.can_show_all = False
        try:
            self.result_list: Any = self.paginator.page(self.page_num).object_list
        except InvalidPage:
            # The list has become shorter, or the number was typed.
            self.page_num = self.paginator.num_pages
            self.result_list = self.paginator.page(self.page_num).object_list
        self.show_full_result_count = False
        self.full_result_count = None
        self.show_admin_actions = bool(self.result_list)

    def _paginator(self) -> Any:
        if not self.is_answered:
            return Paginator(Statement.objects.none(), self.list_per_page)
        rows = self.queryset.with_sources()
        if self.filterset.form.cleaned_data["mine"]:
            # Whose a statement is stands in no index of words; one curator's are few.
            return CappedPaginator(rows.order_by("-pk"), self.list_per_page)
        ordered = self.params.get(ORDER_VAR, "")
        return QuestionPaginator(
            rows,
            self.list_per_page,
            question=replace(self.filterset.question(), only_published=False),
            newest_first=not ordered or ordered.startswith("-"),
        )

    @property
    def status_links(self) -> list[StatusLink]:
        """Return the links that stand above the list."""
        asked = self.params.get("status", ""), bool(self.params.get("mine"))
        links = [("All", "", False), ("Entered by me", "", True)]
        links += [(label.capitalize(), value, False) for value, label in Statement.Status.choices]
        return [
            StatusLink(
                label,
                self.get_query_string({"status": status or None, "mine": "on" if mine else None}),
                asked == (status, mine),
            )
            for label, status, mine in links
        ]
