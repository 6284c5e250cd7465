"""Organizations of a file: found on record by identifier, then by name in their country."""

from collections.abc import Mapping
from typing import Any

from people.importing.found import Found, FoundName, FoundOrganization, Options
from people.importing.matching import contradicts, is_same_script, likest
from people.importing.plan import Action, Answered, Plan, Step
from people.importing.planner import Planner
from people.importing.record import forms_of, identifiers_of
from people.lookup import find_organizations
from people.models import Organization, OrganizationIdentifier, OrganizationName
from people.names import SAME, fold


class OrganizationPlanner(Planner):
    model = Organization
    identifiers = (OrganizationIdentifier, "organization_id")
    related = ("names", "identifiers")

    def __init__(
        self, found: Found, options: Options, answers: Mapping[str, Answered], plan: Plan
    ) -> None:
        super().__init__(answers, plan)
        self.found, self.options = found, options
        self.load(found.organizations.values())
        self._planned: dict[tuple[str, str, str], str] = {}

    def plan_all(self) -> None:
        for organization in self._parents_first():
            self._plan(organization)

    def forms(self, key: str) -> list[str]:
        """Return every form of the name of an organization of the file."""
        organization, target = self.found.organizations[key], self.targets[key]
        forms = [organization.name, *(other.name for other in organization.names)]
        return [*forms, *forms_of(self.rows[target])] if isinstance(target, int) else forms

    def _parents_first(self) -> list[FoundOrganization]:
        ordered: dict[str, FoundOrganization] = {}

        def add(organization: FoundOrganization) -> None:
            if organization.parent and organization.parent not in ordered:
                add(self.found.organizations[organization.parent])
            ordered[organization.key] = organization

        for organization in self.found.organizations.values():
            add(organization)
        return list(ordered.values())

    def knows(self, row: Any, found: FoundOrganization) -> bool:
        return (
            (row.name, row.country) == (found.name, found.country)
            and {other.name for other in found.names} <= set(forms_of(row))
            and set(found.identifiers) <= identifiers_of(row)
        )

    def _plan(self, found: FoundOrganization) -> None:
        step = self.step_of(found, found.name)
        pk = self.identify(found, step)
        if pk is None and not step.questions:
            pk = self._by_name(found, step)
        if pk is not None:
            self._compare(found, step, self.matched(step, pk))
        elif not step.questions:
            self._create(found, step)
        else:
            self.targets[found.key] = None

    def _by_name(self, found: FoundOrganization, step: Step) -> int | None:
        by_slug = Organization.objects.filter(slug=found.name).values_list("pk", flat=True)
        rows = self.fetch([*by_slug, *find_organizations(found.name, limit=8)])
        rows = [row for row in rows if not self._is_another(found, row)]
        names = {fold(found.name)} | {fold(other.name) for other in found.names}
        exact = [
            row
            for row in rows
            if row.slug == found.name or names & {fold(form) for form in forms_of(row)}
        ]
        if len(exact) == 1:
            return exact[0].pk
        alike = exact or [row for row in rows if likest(found.name, forms_of(row)) >= SAME]
        if not alike:
            return None
        text = f"Is “{found.name}” in the file an organization on record?"
        return self.ask_identity(found, step, alike, text)

    def _is_another(self, found: FoundOrganization, row: Any) -> bool:
        elsewhere = found.country and row.country and found.country != row.country
        return bool(elsewhere) or contradicts(found.identifiers, identifiers_of(row))

    def _create(self, found: FoundOrganization, step: Step) -> None:
        parent = self.targets.get(found.parent) if found.parent else None
        if found.parent and parent is None:
            step.action, step.why = Action.WAIT, "waits for what it stands below"
            self.targets[found.key] = None
            return
        twin = self._planned.setdefault((found.name, found.country, str(parent)), found.key)
        if twin != found.key:
            self.targets[found.key] = self.targets[twin]
            step.why = "told before"
            return
        values = {
            "name": found.name,
            "short_name": found.short_name,
            "kind": found.kind,
            "country": found.country,
            "description": found.description,
            "parent": parent,
        }
        known = set() if found.slug else {found.name}
        names = self.new_names(OrganizationName, found.names, known)
        self.create(step, values | self.address(found), [*names, *self.new_identifiers(found)])

    def _compare(self, found: FoundOrganization, step: Step, row: Any) -> None:
        for name in ("short_name", "country", "description"):
            theirs, ours = getattr(found, name), getattr(row, name)
            if theirs and not ours:
                step.values[name] = theirs
            elif name == "country" and theirs and theirs != ours:
                self.offer_value(step, row, name, theirs, ours)
        known = set(forms_of(row))
        names = found.names
        if found.name not in (*known, row.slug) and is_same_script(found.name, row.name):
            names = (FoundName(found.name), *names)
        step.children = [
            *self.new_names(OrganizationName, names, known),
            *self.new_identifiers(found, row),
        ]
        step.settle()
