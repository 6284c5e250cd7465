"""Outlets from open data: found by domain and name, affiliated, never written over."""

import pytest

from people.importing.found import Options, UnreadableFileError
from people.importing.running import FaultyFileError, check, keep, run
from people.models import ImportQuestion
from people.tests.factories import make_organization
from sources.importing.outlets import read_outlets
from sources.models import Outlet, OutletDomain
from sources.tests.factories import make_outlet

HEADER = "outletLabel,kind,countryCode,language,website,affiliation,affiliation_note"


def csv(*rows, header=HEADER):
    return "\n".join([header, *rows]).encode()


def take_in(raw):
    return run(keep("wikidata-outlets", "outlets.csv", raw, Options(), leave_out=False))


ROWS = csv(
    "Tasnim,News agency,IR,fa,http://www.tasnimnews.com,Revolutionary Guard,I.R.G.C.-affiliated",
    "Tasnim,news agency,IR,fa,tasnimnews.ir,Revolutionary Guard,",
    "Blue Lake Institute,think tank,,,,,",
)


@pytest.mark.django_db
def test_outlets_come_with_domains_kind_country_and_affiliation():
    guard = make_organization(name="Revolutionary Guard")
    kept = take_in(ROWS)
    assert kept.counts == {"organization": {"left alone": 1}, "outlet": {"created": 2}}
    tasnim = Outlet.objects.get(name="Tasnim")
    assert (tasnim.kind, tasnim.country, tasnim.language) == ("news_agency", "IR", "fa")
    assert (tasnim.affiliation, tasnim.affiliation_note) == (guard, "I.R.G.C.-affiliated")
    assert [d.domain for d in tasnim.domains.all()] == ["tasnimnews.com", "tasnimnews.ir"]
    assert Outlet.objects.get(name="Blue Lake Institute").kind == "think_tank"
    again = take_in(ROWS)
    assert (again.done, again.counts["outlet"]) == (0, {"left alone": 2})


@pytest.mark.django_db
def test_an_outlet_on_record_is_found_by_domain_and_filled_in():
    outlet = make_outlet(name="Tasnim News Agency", kind="other", country="")
    OutletDomain.objects.create(outlet=outlet, domain="tasnimnews.com")
    kept = take_in(ROWS)
    question = ImportQuestion.objects.get()
    assert kept.counts["outlet"] == {"asked": 1, "created": 1}
    question.give("same", chosen=outlet.pk)
    run(kept)
    outlet.refresh_from_db()
    assert (outlet.name, outlet.kind, outlet.country) == ("Tasnim News Agency", "other", "IR")
    assert outlet.domains.count() == 2


@pytest.mark.django_db
def test_what_contradicts_the_record_is_asked_about():
    outlet = make_outlet(name="Tasnim", country="TM")
    take_in(ROWS)
    outlet.refresh_from_db()
    assert outlet.country == "TM"
    assert "country is TM on record, and IR in the file" in ImportQuestion.objects.get().text


@pytest.mark.django_db
def test_a_domain_of_another_outlet_is_left_there():
    other = make_outlet(name="Another Paper")
    OutletDomain.objects.create(outlet=other, domain="tasnimnews.ir")
    make_outlet(name="Tasnim")
    take_in(ROWS)
    assert OutletDomain.objects.get(domain="tasnimnews.ir").outlet == other


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",newspaper,,,,,", "row 2: name: is missing."),
        ("A,,Iran,,,,", "row 2: country: “Iran” is not a code such as IR."),
        ("A,,IR,Persian,,,", "row 2: language: “Persian” is not a code such as fa."),
        ("A,,,,no domain,,", "row 2: domains: “no” is no domain, such as example.org."),
        ("A,,,,http://[bad,,", "row 2: domains: “http://[bad” is no domain"),
    ],
)
def test_faults_name_row_column_and_cure(row, fault):
    assert str(read_outlets(csv(row), Options()).faults[0]).startswith(fault)


def test_a_file_without_names_is_refused():
    with pytest.raises(UnreadableFileError, match="none of the columns outletLabel, name, outlet"):
        read_outlets(b"a,b\n1,2\n", Options())


@pytest.mark.django_db
def test_nothing_is_written_of_a_file_with_a_fault():
    with pytest.raises(FaultyFileError):
        check("wikidata-outlets", csv("A,,Iran,,,,"), Options())
