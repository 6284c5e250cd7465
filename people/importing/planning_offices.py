"""Offices of a file: found on record by identifier, then by title in their organization."""

from collections.abc import Mapping
from typing import Any

from people.importing.found import Found, FoundOffice
from people.importing.matching import are_titles_alike, contradicts, title_words
from people.importing.plan import Action, Answered, Plan, Step
from people.importing.planner import Planner
from people.importing.planning_organizations import OrganizationPlanner
from people.importing.record import identifiers_of
from people.models import Office, OfficeIdentifier
from people.names import fold


class OfficePlanner(Planner):
    model = Office
    identifiers = (OfficeIdentifier, "office_id")
    related = ("identifiers", "organization")

    def __init__(
        self,
        found: Found,
        answers: Mapping[str, Answered],
        plan: Plan,
        organizations: OrganizationPlanner,
    ) -> None:
        super().__init__(answers, plan)
        self.found, self.organizations = found, organizations
        self.load(found.offices.values())
        self._planned: dict[tuple[str, str], str] = {}
        self._of: dict[int, list[Any]] = {}

    def plan_all(self) -> None:
        for office in self.found.offices.values():
            self._plan(office)

    def knows(self, row: Any, found: FoundOffice) -> bool:
        return (
            row.title == found.title
            and row.organization_id == self.organizations.targets[found.organization]
            and set(found.identifiers) <= identifiers_of(row)
        )

    def _plan(self, found: FoundOffice) -> None:
        organization = self.organizations.targets[found.organization]
        step = self.step_of(found, f"{found.title}, {self._organization_name(found)}")
        pk = self.identify(found, step)
        if pk is None and not step.questions:
            if organization is None:
                step.action, step.why = Action.WAIT, "waits for its organization"
                self.targets[found.key] = None
                return
            if isinstance(organization, int):
                pk = self._by_title(found, step, self._offices_of(organization))
        if pk is None and not step.questions and found.doubt:
            text = f"“{found.title}”: {found.doubt} Does it belong to this record?"
            pk = self.ask_identity(found, step, [], text)
        if pk is not None:
            self._compare(found, step, self.matched(step, pk))
        elif step.questions:
            self.targets[found.key] = None
        else:
            self._create(found, step, organization)

    def _organization_name(self, found: FoundOffice) -> str:
        return self.found.organizations[found.organization].name

    def _offices_of(self, organization: int) -> list[Any]:
        if organization not in self._of:
            of = Office.objects.filter(organization=organization).values_list("pk", flat=True)
            self._of[organization] = self.fetch(of)
        return self._of[organization]

    def _by_title(self, found: FoundOffice, step: Step, offices: list[Any]) -> int | None:
        same = [row for row in offices if fold(row.title) == fold(found.title)]
        if len(same) != 1:
            forms = self.organizations.forms(found.organization)
            words = title_words(found.title, forms)
            said = {row.pk: title_words(row.title, forms) for row in offices}
            alike = [row for row in offices if are_titles_alike(words, said[row.pk])]
            same = [row for row in alike if said[row.pk] == words] or alike
            if [said[row.pk] for row in same] != [words]:
                return self._ask(found, step, [r for r in same if not self._is_another(found, r)])
        if self._is_another(found, same[0]):
            return self._ask(found, step, same)
        return int(same[0].pk)

    def _is_another(self, found: FoundOffice, row: Any) -> bool:
        return contradicts(found.identifiers, identifiers_of(row))

    def _ask(self, found: FoundOffice, step: Step, rows: list[Any]) -> int | None:
        if not rows:
            return None
        text = f"Is “{found.title}” in the file an office on record?"
        return self.ask_identity(found, step, rows, text)

    def _create(self, found: FoundOffice, step: Step, organization: Any) -> None:
        title = found.title if found.slug else fold(found.title)
        twin = self._planned.setdefault((str(organization), title), found.key)
        if twin != found.key:
            self.targets[found.key] = self.targets[twin]
            step.why = "told before"
            return
        values = {
            "title": found.title,
            "organization": organization,
            "description": found.description,
        }
        self.create(step, values | self.address(found), self.new_identifiers(found))

    def _compare(self, found: FoundOffice, step: Step, row: Any) -> None:
        if found.description and not row.description:
            step.values["description"] = found.description
        step.children = self.new_identifiers(found, row)
        step.settle()
