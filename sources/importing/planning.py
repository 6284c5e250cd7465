"""Outlets of a file: found on record by domain, then by name."""

from collections.abc import Mapping
from typing import Any

from people.importing.found import Options
from people.importing.matching import likest
from people.importing.plan import Action, Answered, Plan, Step
from people.importing.planner import Planner
from people.importing.planning_organizations import OrganizationPlanner
from people.names import SAME, NameIndex, fold
from sources.importing.outlets import FoundOutlet, FoundOutlets
from sources.models import Outlet, OutletDomain

FILLED = ("country", "language", "affiliation_note", "description")


def plan_outlets(found: FoundOutlets, options: Options, answers: Mapping[str, Answered]) -> Plan:
    """Return what would come of a file of outlets, with the answers given so far."""
    plan = Plan()
    organizations = OrganizationPlanner(found, options, answers, plan)
    organizations.plan_all()
    OutletPlanner(found, answers, plan, organizations).plan_all()
    return plan


class OutletPlanner(Planner):
    model = Outlet
    related = ("domains", "affiliation")

    def __init__(
        self,
        found: FoundOutlets,
        answers: Mapping[str, Answered],
        plan: Plan,
        organizations: OrganizationPlanner,
    ) -> None:
        super().__init__(answers, plan)
        self.found, self.organizations = found, organizations
        domains = {domain for outlet in found.outlets.values() for domain in outlet.domains}
        owned = OutletDomain.objects.filter(domain__in=domains).values_list("domain", "outlet_id")
        self.owners = dict(owned)
        self.claimed: dict[str, str] = {}
        names = Outlet.objects.values_list("pk", "name")
        self.names: dict[int, str] = dict(names)
        self.index = NameIndex(self.names.items())

    def plan_all(self) -> None:
        for outlet in self.found.outlets.values():
            self._plan(outlet)

    def question_key(self, found: Any, about: str) -> str:
        return f"outlet {found.name} {' '.join(sorted(found.domains))}: {about}"[:500]

    def _plan(self, found: FoundOutlet) -> None:
        step = self.step_of(found, found.name)
        affiliation = self.organizations.targets.get(found.affiliation)
        if found.affiliation and affiliation is None:
            step.action, step.why = Action.WAIT, "waits for its affiliation"
            return
        pk = self._whose(found, step)
        if pk is not None:
            self._compare(found, step, self.matched(step, pk), affiliation)
        elif not step.questions:
            self._create(found, step, affiliation)

    def _whose(self, found: FoundOutlet, step: Step) -> int | None:
        by_name = [pk for pk, name in self.names.items() if fold(name) == fold(found.name)]
        owners = {self.owners[domain] for domain in found.domains if domain in self.owners}
        sure = owners & set(by_name) or owners or set(by_name)
        if len(sure) == 1:
            (pk,) = sure
            if likest(found.name, [self.names[pk]]) >= SAME or pk in by_name:
                return pk
        near = [match.key for match in self.index.search(found.name)]
        alike = [pk for pk in near if likest(found.name, [self.names[pk]]) >= SAME]
        candidates = self.fetch([*sure, *alike])
        if not candidates:
            return None
        text = f"Is “{found.name}” in the file an outlet on record?"
        return self.ask_identity(found, step, candidates, text)

    def _create(self, found: FoundOutlet, step: Step, affiliation: Any) -> None:
        values = {name: getattr(found, name) for name in ("name", "kind", *FILLED)}
        self.create(step, {**values, "affiliation": affiliation}, self._domains(found))

    def _compare(self, found: FoundOutlet, step: Step, row: Any, affiliation: Any) -> None:
        for name in FILLED:
            theirs, ours = getattr(found, name), getattr(row, name)
            if theirs and not ours:
                step.values[name] = theirs
            elif name in ("country", "language") and theirs and theirs != ours:
                self.offer_value(step, row, name, theirs, ours)
        self._affiliate(found, step, row, affiliation)
        step.children = self._domains(found, row)
        step.settle()

    def _affiliate(self, found: FoundOutlet, step: Step, row: Any, affiliation: Any) -> None:
        theirs, ours = found.affiliation, row.affiliation
        if affiliation in (None, row.affiliation_id):
            return
        if ours is None or self.is_taken(step, row, "affiliation", theirs, ours):
            step.values["affiliation"] = affiliation

    def _domains(self, found: FoundOutlet, row: Any = None) -> list[tuple[Any, dict[str, Any]]]:
        added = []
        for domain in found.domains:
            owner = self.claimed.setdefault(domain, found.key)
            if owner != found.key or self.owners.get(domain, row and row.pk) != (row and row.pk):
                self.plan.notes.append(
                    f"{found.where}: {domain} is another's already, and was left out."
                )
            elif domain not in self.owners:
                added.append((OutletDomain, {"domain": domain}))
        return added
