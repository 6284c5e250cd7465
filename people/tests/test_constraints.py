"""What each constraint of people, organizations, offices and tenures refuses and accepts."""

from datetime import date
from itertools import count

import pytest

from people.models import (
    FormerSlug,
    Import,
    ImportQuestion,
    Office,
    OfficeIdentifier,
    Organization,
    OrganizationIdentifier,
    OrganizationName,
    Person,
    PersonIdentifier,
    PersonName,
    Tenure,
)
from people.models.persons import NameKind
from people.tests import constraint_cases as cases
from people.tests.constraint_cases import Case
from people.tests.factories import make_office, make_organization, make_person, make_tenure

pytestmark = pytest.mark.django_db

_numbers = count(1)


def make_person_name():
    return PersonName.objects.create(person=make_person(), name=f"A. {next(_numbers)}")


def make_organization_name():
    name = f"O. {next(_numbers)}"
    return OrganizationName.objects.create(organization=make_organization(), name=name)


def make_import():
    made = Import(format="popolo", file_name="officials.json")
    made.keep(b"{}")
    made.save()
    return made


def make_import_question():
    return ImportQuestion.objects.create(
        imported=make_import(),
        key=f"person {next(_numbers)}",
        kind="person",
        where="row 2",
        text="Is it the same?",
        answers=["same"],
    )


def make_former_slug():
    slug = f"old-{next(_numbers)}"
    return FormerSlug.objects.create(kind="people_person", slug=slug, target_id=1)


def identified(model, owner, make_owner):
    def make():
        return model.objects.create(
            **{owner: make_owner()}, scheme="official", value=str(next(_numbers))
        )

    return make


IDENTIFIERS = {
    "person": identified(PersonIdentifier, "person", make_person),
    "organization": identified(OrganizationIdentifier, "organization", make_organization),
    "office": identified(OfficeIdentifier, "office", make_office),
}


def days(name, earliest, latest):
    return {
        f"{name}_earliest": date.fromisoformat(earliest),
        f"{name}_latest": date.fromisoformat(latest),
        f"{name}_precision": "day" if earliest == latest else "year",
    }


BEFORE = ("2015-01-01", "2015-12-31")
LATER = ("2017-01-01", "2017-12-31")
ENDED = {"state": "ended"}


def in_order(make, first, second, **with_it):
    """The one is not after the other, as far as both are known."""
    right = [
        {**days(first, *BEFORE), **days(second, *LATER)},
        {**days(first, *LATER), **days(second, *LATER)},
        {**days(first, "2017-06-01", "2017-06-01"), **days(second, *LATER)},
        days(first, *LATER),
        days(second, *BEFORE),
    ]
    return Case(
        make,
        [{**days(first, *LATER), **days(second, *BEFORE), **with_it}],
        [{**columns, **with_it} for columns in right],
    )


CASES = {
    "people_person_name_not_blank": cases.not_blank(make_person, "name"),
    "people_person_sort_name_not_blank": cases.not_blank(make_person, "sort_name"),
    "people_person_slug_form": cases.slug(make_person),
    "people_person_born_partial": cases.partial_date(make_person, "born"),
    "people_person_died_partial": cases.partial_date(make_person, "died"),
    "people_person_born_before_died": in_order(make_person, "born", "died"),
    "people_personname_name_not_blank": cases.not_blank(make_person_name, "name"),
    "people_personname_kind": cases.one_of(make_person_name, "kind", NameKind.values),
    "people_personname_language_form": cases.language(make_person_name, required=False),
    "people_organization_name_not_blank": cases.not_blank(make_organization, "name"),
    "people_organization_kind": cases.one_of(make_organization, "kind", Organization.Kind.values),
    "people_organization_country_form": cases.country(make_organization),
    "people_organization_slug_form": cases.slug(make_organization),
    "people_organizationname_name_not_blank": cases.not_blank(make_organization_name, "name"),
    "people_organizationname_kind": cases.one_of(make_organization_name, "kind", NameKind.values),
    "people_organizationname_language_form": cases.language(make_organization_name, required=False),
    "people_office_title_not_blank": cases.not_blank(make_office, "title"),
    "people_office_slug_form": cases.slug(make_office),
    "people_tenure_start_partial": cases.partial_date(make_tenure, "start"),
    "people_tenure_end_partial": cases.partial_date(make_tenure, "end", **ENDED),
    "people_tenure_state": cases.one_of(make_tenure, "state", Tenure.State.values),
    "people_tenure_start_before_end": in_order(make_tenure, "start", "end", **ENDED),
    "people_tenure_end_only_when_ended": Case(
        make_tenure,
        [{**days("end", *LATER), "state": state} for state in ("current", "unknown")],
        [{**days("end", *LATER), **ENDED}, ENDED],
    ),
}
for owner, make in IDENTIFIERS.items():
    table = f"people_{owner}identifier"
    CASES |= {
        f"{table}_value_not_blank": cases.not_blank(make, "value"),
        f"{table}_scheme_form": Case(
            make,
            [{"scheme": scheme} for scheme in ("", "Wikidata", "a b", "a--b", "-a")],
            [{"scheme": scheme} for scheme in ("bioguide", "icpsr/prez", "un.org")],
        ),
        f"{table}_wikidata_form": Case(
            make,
            [{"scheme": "wikidata", "value": value} for value in ("q42", "Q042", "42", "Q", "Q4 ")],
            [{"scheme": "wikidata", "value": "Q42"}, {"scheme": "other", "value": "q42"}],
        ),
    }

CASES |= {
    "people_import_state": cases.one_of(make_import, "state", Import.State.values),
    "people_importquestion_answer": Case(
        make_import_question,
        [{"answer": "?"}, {"answer": "perhaps"}],
        [{"answer": answer} for answer in ("different", "keep", "take", "later", "")],
    ),
    "people_importquestion_chosen": Case(
        make_import_question,
        [{"answer": "same"}, {"answer": "different", "chosen": 7}, {"chosen": 7}],
        [{"answer": "same", "chosen": 7}, {"answer": "different"}],
    ),
}
FACTORIES = {
    ImportQuestion: make_import_question,
    FormerSlug: make_former_slug,
    Person: make_person,
    PersonName: make_person_name,
    Organization: make_organization,
    OrganizationName: make_organization_name,
    Office: make_office,
    Tenure: make_tenure,
    PersonIdentifier: IDENTIFIERS["person"],
    OrganizationIdentifier: IDENTIFIERS["organization"],
    OfficeIdentifier: IDENTIFIERS["office"],
}


def test_every_constraint_has_its_cases():
    assert set(CASES) == cases.names_of("people")


@pytest.mark.parametrize("name", CASES)
def test_plain_sql(name):
    cases.assert_by_sql(name, CASES[name])


@pytest.mark.parametrize("name", cases.tried_in_forms(CASES))
def test_forms(name):
    cases.assert_by_form(CASES[name])


@pytest.mark.parametrize(("model", "name", "fields"), cases.unique_of("people"))
def test_what_stands_only_once(model, name, fields):
    cases.assert_unique(name, FACTORIES[model], fields)
