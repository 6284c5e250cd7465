"""Found and the record become a plan: nothing is written here."""

from collections.abc import Mapping

from people.importing.found import Found, Options
from people.importing.plan import Answered, Plan
from people.importing.planning_offices import OfficePlanner
from people.importing.planning_organizations import OrganizationPlanner
from people.importing.planning_people import PersonPlanner
from people.importing.planning_tenures import TenurePlanner


def plan_officials(found: Found, options: Options, answers: Mapping[str, Answered]) -> Plan:
    """Return what would come of the file, with the answers given so far."""
    plan = Plan()
    organizations = OrganizationPlanner(found, options, answers, plan)
    organizations.plan_all()
    offices = OfficePlanner(found, answers, plan, organizations)
    offices.plan_all()
    people = PersonPlanner(found, answers, plan, offices)
    people.plan_all()
    TenurePlanner(found, answers, plan, people, offices).plan_all()
    return plan
