"""The one filter: each field, wrong values, chips, order and paging."""

import pytest
from django.db.models import Value
from django.db.models.functions import Replace

from people.models import Person
from people.partial_dates import PartialDate
from statements.admin.filters import CurationFilter
from statements.fields import RowsField
from statements.filters import StatementFilter
from statements.models import Statement
from statements.search.finding import Question, find_ranked
from statements.tests.factories import (
    make_office,
    make_organization,
    make_outlet,
    make_person,
    make_published_statement,
    make_statement,
    make_tenure,
    make_topic,
)

pytestmark = pytest.mark.django_db


def found(client, **query):
    response = client.get("/statements/", query)
    assert response.status_code == 200, response.content.decode()
    return {statement.text for statement in response.context["listing"].statements}


def test_by_speaker(client):
    one = make_published_statement(text="one")
    make_published_statement(text="two")
    assert found(client, speaker=one.person.slug) == {"one"}


def test_by_organization_with_those_below_it_and_its_offices(client):
    top = make_organization()
    below = make_organization(parent=top)
    tenure = make_tenure(office=make_office(organization=below))
    make_published_statement(text="itself", organization=top)
    make_published_statement(text="below", organization=below)
    make_published_statement(text="in office", person=tenure.person, tenure=tenure)
    make_published_statement(text="other")
    assert found(client, organization=top.slug) == {"itself", "below", "in office"}
    assert found(client, organization=below.slug) == {"below", "in office"}


def test_by_office(client):
    tenure = make_tenure()
    make_published_statement(text="in office", person=tenure.person, tenure=tenure)
    make_published_statement(text="before", person=tenure.person)
    assert found(client, office=tenure.office.slug) == {"in office"}


def test_by_outlet_that_carried_it_or_is_credited(client):
    outlet = make_outlet()
    make_published_statement(text="credited", appearance={"credited_outlet": outlet})
    carried = make_published_statement(text="carried")
    carried.appearances.get().document.__class__.objects.update(outlet=outlet)
    make_published_statement(text="other")
    assert found(client, outlet=outlet.slug) == {"credited", "carried"}


def test_by_topic_with_those_below_it(client):
    top = make_topic()
    below = make_topic(parent=top)
    make_published_statement(text="below").topics.add(below)
    both = make_published_statement(text="both")
    both.topics.add(top, below)
    assert found(client, topic=top.slug) == {"below", "both"}


def test_by_kind_language_and_verification(client):
    make_published_statement(text="un", kind="indirect", language="fr")
    make_published_statement(text="two")
    assert found(client, kind="indirect") == {"un"}
    assert found(client, language="en") == {"two"}
    assert found(client, verification="verified") == {"un", "two"}
    assert found(client, verification="altered") == set()


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ({"said_from": "2017-12-13"}, {"day", "month", "year"}),
        ({"said_from": "2017-12-14"}, {"month", "year"}),
        ({"said_from": "2018"}, set()),
        ({"said_to": "Nov 2017"}, {"year", "2015"}),
        ({"said_to": "2015"}, {"2015"}),
        ({"said_from": "Dec 2017", "said_to": "Dec 2017"}, {"day", "month", "year"}),
    ],
)
def test_by_days_that_may_overlap(client, query, texts):
    for text, day in (
        ("day", "2017-12-13"),
        ("month", "Dec 2017"),
        ("year", "2017"),
        ("2015", "2015-07-20"),
    ):
        make_published_statement(text=text, said_on=PartialDate.parse(day))
    make_published_statement(text="undated")
    assert found(client, **query) == texts


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"speaker": "nobody"}, "no speaker “nobody”"),
        ({"kind": "rumour"}, "There is no kind “rumour”"),
        ({"kind": ["direct", "rumour"]}, "There is no kind “rumour”"),
        ({"speaker": ["nobody", "no-one"]}, "no speaker “no-one”"),
        ({"speaker": "a b\0c"}, "no speaker"),
        ({"topic": [f"topic-{n}" for n in range(60)]}, "60 values are too many"),
        ({"language": ["en", "Elvish"]}, "“Elvish” is no language"),
        ({"said_from": "30 February 2017"}, "February"),
        ({"said_to": "soon"}, "soon"),
        ({"said_from": "2018", "said_to": "2017"}, "Put the earlier day there"),
        ({"language": "Perssian"}, "Did you mean Persian (fa)?"),
        ({"verification": "true"}, "true"),
        ({"sort": "random"}, "random"),
        ({"speker": "anna"}, "no filter called “speker”"),
    ],
)
def test_a_wrong_value_is_an_error_and_never_all_rows(client, query, message):
    make_published_statement(text="Something said.")
    response = client.get("/statements/", query)
    html = response.content.decode()
    assert response.status_code == 400
    assert message in html
    assert "Something said." not in html


def test_several_values_of_one_filter_are_alternatives(client):
    one, two = make_published_statement(text="one"), make_published_statement(text="two")
    make_published_statement(text="trois", language="fr", kind="indirect", person=two.person)
    make_published_statement(text="four", kind="document")
    slugs = [one.person.slug, two.person.slug]

    assert found(client, speaker=slugs) == {"one", "two", "trois"}
    assert found(client, speaker=slugs, language=["en", "de"]) == {"one", "two"}
    assert found(client, kind=["indirect", "document"]) == {"trois", "four"}
    assert found(client, kind=["indirect", "document"], speaker=slugs) == {"trois"}
    assert found(client, speaker=["", one.person.slug, one.person.slug, " "]) == {"one"}


def test_rows_of_which_the_addresses_are_not_asked_last_are_refused():
    rows = Person.objects.order_by(Replace("name", Value("-"), Value(" ")))
    with pytest.raises(TypeError, match="not the last"):
        RowsField(rows=lambda: rows, key="slug").clean(["somebody"])


def test_one_wrong_value_of_several_is_an_error_and_the_others_are_kept(client):
    statement = make_published_statement(text="Something said.")
    slug = statement.person.slug
    response = client.get("/statements/", {"speaker": [slug, "nobody"]})
    html = response.content.decode()

    assert response.status_code == 400
    assert "no speaker “nobody”" in html
    assert f'value="{slug}" checked' in html
    assert 'value="nobody" aria-invalid="true"' in html
    assert "Something said." not in html


def test_each_of_several_values_is_a_chip_of_its_own(client):
    one, two = make_published_statement(), make_published_statement()
    query = {"speaker": [one.person.slug, two.person.slug], "kind": "direct"}
    chips = client.get("/statements/", query).context["listing"].chips

    assert [(chip.label, chip.value, chip.without) for chip in chips] == [
        ("Speaker", one.person.name, f"speaker={two.person.slug}&kind=direct"),
        ("Speaker", two.person.name, f"speaker={one.person.slug}&kind=direct"),
        ("Kind", "direct quote", f"speaker={one.person.slug}&speaker={two.person.slug}"),
    ]


@pytest.mark.parametrize(
    "query",
    [
        "q=word&kind=direct&verification=verified&sort=oldest&language=fr",
        "said_from=2018&said_to=2017",
        "kind=rumour&language=zzzz&speaker=nobody",
    ],
)
def test_what_one_page_was_asked_is_on_no_other(client, monkeypatch, query):
    record = make_published_statement()
    asked = f"/statements/?{query}&speaker={record.person.slug}"
    blank = client.get("/statements/").content
    shown = client.get(asked).content

    monkeypatch.setattr("config.parts._blank", {})
    assert client.get(asked).content == shown
    assert client.get("/statements/").content == blank
    assert client.get(asked).content == shown


def test_the_form_of_the_public_is_not_that_of_curators():
    public, curators = (
        of({}, queryset=Statement.objects.none()).form.fields
        for of in (StatementFilter, CurationFilter)
    )
    assert "status" not in public
    assert "status" in curators


def test_the_file_has_the_rows_of_the_page(client):
    one, two = make_published_statement(text="one"), make_published_statement(text="two")
    make_published_statement(text="three")
    query = {"speaker": [one.person.slug, two.person.slug]}
    page = client.get("/statements/", query).context["listing"]
    lines = client.get(f"/statements.csv?{page.export_query}").getvalue().decode()

    assert "one" in lines
    assert "two" in lines
    assert "three" not in lines


def test_a_speaker_without_anything_published_is_as_unknown_as_any(client):
    make_published_statement()
    draft = make_statement(person=make_person(slug="hidden-person"))
    html = client.get("/statements/", {"speaker": draft.person.slug}).content.decode()
    assert "no speaker “hidden-person”" in html
    assert draft.person.name not in html


def test_each_filter_is_a_chip_that_can_be_removed(client):
    statement = make_published_statement(text="one")
    query = {"speaker": statement.person.slug, "kind": "direct"}
    html = client.get("/statements/", query).content.decode()
    assert 'href="?kind=direct"' in html
    assert f'href="?speaker={statement.person.slug}"' in html


def test_every_statement_comes_once_page_by_page(client):
    days = ["2017", "2017-12-13", "2016", None, "Dec 2017"]
    for number in range(60):
        day = days[number % 5]
        make_published_statement(
            text=str(number), said_on=day and PartialDate.parse(day), person=None, attribution="x"
        )
    for sort in ("newest", "oldest"):
        seen, address = [], f"/statements/?sort={sort}"
        while address:
            listing = client.get(address).context["listing"]
            seen += [statement.text for statement in listing.statements]
            address = listing.next_query and f"/statements/?{listing.next_query}"
        assert sorted(seen, key=int) == [str(number) for number in range(60)]


@pytest.mark.parametrize("name", ["after", "before"])
@pytest.mark.parametrize("mark", ["x", "2017-13-99_1", "9999-99-99_1", "_", "2017-01-01_x", "-5"])
def test_a_mangled_page_mark_is_an_error_at_it(client, name, mark):
    make_published_statement(text="Something said.")
    response = client.get("/statements/", {name: mark, "kind": "direct"})
    html = response.content.decode()
    assert response.status_code == 400
    assert f"“{name}” in this address is no place in the list" in html
    assert 'href="?kind=direct">Begin at the first page' in html
    assert "Something said." not in html


def test_relevance_pages_lead_through_all_that_is_ranked_and_back(client):
    for number in range(60):
        words = " ".join(["harbour"] * (number % 3 + 1))
        make_published_statement(text=f"{words} {number}", person=None, attribution="x")

    def page(query):
        return client.get(f"/statements/?{query}").context["listing"]

    first = page("q=harbour&sort=relevance")
    second = page(first.next_query)
    third = page(second.next_query)
    rows = [one for listing in (first, second, third) for one in listing.statements]
    assert len({one.pk for one in rows}) == 60
    assert [one.pk for one in rows] == find_ranked(Question("harbour")).read()
    assert (first.previous_query, third.next_query) == ("", "")
    assert page(third.previous_query).statements == second.statements
    assert page(second.previous_query).statements == first.statements


def test_without_words_relevance_is_the_newest_first(client):
    for _ in range(27):
        make_published_statement()
    listing = client.get("/statements/", {"sort": "relevance"}).context["listing"]
    assert listing.next_query
    assert not listing.is_cut


def test_more_than_are_ranked_are_told(client, monkeypatch):
    monkeypatch.setattr("statements.listing.MAX_RANKED", 2)
    monkeypatch.setattr("statements.search.finding.MAX_RANKED", 2)
    for number in range(3):
        make_published_statement(text=f"harbour {number}")
    page = client.get("/statements/", {"q": "harbour", "sort": "relevance"})

    assert len(page.context["listing"].statements) == 2
    assert "order by day to read all" in page.content.decode()
    assert "3 statements" in page.content.decode()


@pytest.mark.parametrize(
    ("mark", "status"),
    [("x", 400), ("-1", 400), ("99999999999", 400), ("²", 400), ("2017-01-01_7", 200), ("", 200)],
)
def test_a_mangled_mark_among_the_ranked_is_an_error_too(client, mark, status):
    make_published_statement(text="harbour")
    query = {"q": "harbour", "sort": "relevance"}
    for name in ("after", "before"):
        assert client.get("/statements/", {**query, name: mark}).status_code == status


def test_what_a_page_fixes_cannot_be_asked_for_again(client):
    statement = make_published_statement()
    address = statement.person.get_absolute_url()
    assert client.get(address, {"speaker": statement.person.slug}).status_code == 400


def test_words_that_cannot_be_understood_are_an_error_that_says_where(client):
    make_published_statement(text="Something said.")
    response = client.get("/statements/", {"q": "something NEAR/99 said"})
    html = response.content.decode()

    assert response.status_code == 400
    assert "At “NEAR/99”, character 11" in html
    assert "something <mark>NEAR/99</mark> said" in html
    assert "Something said." not in html


def test_what_was_passed_over_is_told_beside_what_was_found(client):
    make_published_statement(text="Something said.")
    response = client.get("/statements/", {"q": "(something said"})
    html = response.content.decode()

    assert response.status_code == 200
    assert "<mark>(</mark>something said" in html
    assert "read to the end" in html
    assert len(response.context["listing"].statements) == 1


def test_the_help_page_shows_each_example_as_a_search(client):
    html = client.get("/about/searching/").content.decode()

    assert "/statements/?q=missile%20NEAR/3%20test" in html
    assert 'href="/about/searching/"' in client.get("/statements/").content.decode()
    assert 'href="/about/searching/"' in client.get("/").content.decode()
