"""Entering: what is said while typing, what the next statement takes over, what is kept to read."""

import pytest
from django.urls import reverse

from people.partial_dates import PartialDate
from sources.models import Capture
from statements.models import Appearance, Statement
from statements.tests.curation.entering import (
    WORDS,
    add,
    change_address,
    entry,
    person_data,
    told,
    with_appearance,
)
from statements.tests.factories import (
    make_capture,
    make_document,
    make_occasion,
    make_office,
    make_organization,
    make_outlet,
    make_person,
    make_statement,
    make_tenure,
)
from statements.verification import verify

pytestmark = pytest.mark.django_db

ADD = "admin:statements_statement_add"


def advice(client, of=None, **values):
    address = reverse("admin:statements_statement_advice")
    response = client.post(f"{address}?of={of}" if of else address, values)
    assert response.status_code == 200
    return response.content.decode()


def tenure_of(person, title, start="2016"):
    office = make_office(title=title, organization=make_organization(name=f"Office of {title}"))
    return make_tenure(person=person, office=office, start=PartialDate.parse(start))


def test_the_office_is_suggested_as_soon_as_speaker_and_day_are_given(client, contributor):
    tenure = tenure_of(make_person(), "Harbour Minister")
    said = advice(client, person=tenure.person_id, said_on="13 Dec 2017")
    assert f'data-fits="{tenure.pk}"' in said
    assert "Office held then: Harbour Minister" in said


def test_what_does_not_fit_is_warned_of(client, contributor):
    person = make_person(died=PartialDate.parse("2018"))
    tenure = tenure_of(person, "Harbour Minister")
    assert "knows no office" in advice(client, person=person.pk, said_on="2010")
    assert "died on 2018, before" in advice(client, person=person.pk, said_on="May 2019")
    early = advice(client, person=person.pk, said_on="2010", tenure=tenure.pk)
    assert "not held on 2010" in early
    other = tenure_of(make_person(name="Else"), "Pilot")
    assert "somebody else" in advice(client, person=person.pk, tenure=other.pk)


def test_of_several_offices_one_is_chosen(client, contributor):
    person = make_person()
    tenures = [tenure_of(person, title) for title in ("Harbour Minister", "Admiral")]
    said = advice(client, person=person.pk, said_on="2017")
    assert "may have held several offices" in said
    assert all(f'data-office="{tenure.pk}"' in said for tenure in tenures)
    assert "data-fits" not in said


def test_likely_duplicates_are_named_before_saving(client, contributor):
    text = "We will keep our word, whatever the harbour may cost us."
    statement = make_statement(text=text)
    said = advice(client, person=statement.person_id, text=text)
    assert "Likely the same as" in said
    assert change_address(statement) in said
    other = make_person(name="Else")
    assert "said by somebody else" in advice(client, person=other.pk, text=text)
    assert "Likely" not in advice(client, of=statement.pk, person=statement.person_id, text=text)


@pytest.mark.parametrize(
    "values", [{}, {"person": "x", "said_on": "soon"}, {"person": "99999", "tenure": "-1"}]
)
def test_where_nothing_can_be_said_nothing_is(client, contributor, values):
    assert advice(client, **values).strip() == ""


def test_advice_is_for_those_who_enter(client, contributor):
    assert client.get(reverse("admin:statements_statement_advice")).status_code == 405
    contributor.groups.clear()
    assert client.post(reverse("admin:statements_statement_advice")).status_code == 403


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("13/12/2017", "13 December 2017"),
        ("dec 2017", "December 2017"),
        ("2017", "2017"),
        ("c. 2015", "c. 2015, from 2014 to 2016"),
    ],
)
def test_a_date_is_shown_back_as_understood(client, contributor, typed, answer):
    response = client.get(reverse("admin:people_understood_date"), {"date": typed})
    assert response.json() == {"understood": answer, "error": ""}


def test_why_a_date_is_not_understood_is_said(client, contributor):
    response = client.get(reverse("admin:people_understood_date"), {"date": "30 Feb 2017"})
    assert response.json()["understood"] == ""
    assert "February" in response.json()["error"]


def test_without_javascript_the_date_is_told_on_save(client, contributor):
    assert "Said on: understood as 13 December 2017." in told(
        add(client, attribution="U.S. officials", said_on="2017-12-13")
    )
    assert not any(
        "understood" in message
        for message in told(add(client, attribution="U.S. officials", said_on="13 December 2017"))
    )


def test_so_are_the_dates_of_rows_on_a_page(client, contributor):
    person = make_person()
    values = {
        "tenures-TOTAL_FORMS": "1",
        "tenures-0-office": make_office().pk,
        "tenures-0-start": "2016-02",
        "tenures-0-state": "unknown",
    }
    response = client.post(change_address(person), person_data(person, **values), follow=True)
    assert "Start: understood as February 2016." in told(response)


def test_the_next_statement_takes_over_document_speaker_occasion_and_day(client, contributor):
    capture, occasion, credited = make_capture(), make_occasion(), make_outlet(name="Tasnim")
    tenure = make_tenure(start=PartialDate.parse("2016"))
    response = add(
        client,
        person=tenure.person_id,
        said_on="c. 2017",
        occasion=occasion.pk,
        _addanother="",
        **with_appearance(capture.document, credited_outlet=credited.pk),
    )
    assert any("those of the last one" in message for message in told(response))
    form = response.context["adminform"].form
    assert [str(form[name].value()) for name in ("person", "occasion", "said_on")] == [
        str(tenure.person_id),
        str(occasion.pk),
        "c. 2017",
    ]
    first = response.context["inline_admin_formsets"][0].formset.forms[0]
    assert first["document"].value() == str(capture.document.pk)
    assert first["credited_outlet"].value() == str(credited.pk)
    # What was taken over is saved though nobody touched it.
    address = response.redirect_chain[-1][0]
    data = entry(person=tenure.person_id, **with_appearance(capture.document))
    assert client.post(address, data).status_code == 302
    assert Appearance.objects.filter(document=capture.document).count() == 2


def test_another_from_the_same_document_begins_from_any_statement(client, contributor):
    statement = make_statement(entered_by=contributor, person=None, attribution="U.S. officials")
    Appearance.objects.create(statement=statement, document=make_document())
    another = client.get(change_address(statement)).context["another"]
    form = client.get(another).context["adminform"].form
    assert form["attribution"].value() == "U.S. officials"
    assert f"document={statement.appearances.get().document_id}" in another


def test_an_address_that_names_no_row_opens_an_empty_form(client, contributor):
    response = client.get(reverse(ADD), {"person": "nobody", "document": "none"})
    assert response.status_code == 200
    assert response.context["adminform"].form["person"].value() is None


def test_a_reason_for_a_correction_is_asked_where_readers_see_one(client, curator):
    assert "correction_reason" not in client.get(reverse(ADD)).content.decode()


def kept(text=f"The paper.\n\nShe said: “{WORDS}” And left."):
    capture = make_capture(text)
    statement = make_statement(text=WORDS)
    appearance = Appearance(statement=statement, document=capture.document)
    verify(appearance)
    appearance.save()
    return capture, statement


def kept_text(capture):
    return reverse("admin:statements_kept_text", args=[capture.pk])


def test_the_kept_text_is_read_with_its_quotes_marked(client, contributor):
    capture, statement = kept()
    page = client.get(kept_text(capture)).content.decode()
    assert f'data-statement="{statement.public_id}">{WORDS}</mark>' in page
    assert change_address(statement) in page
    for row in (statement, capture.document):
        assert kept_text(capture) in client.get(change_address(row)).content.decode()


def test_what_was_not_kept_says_why(client, contributor):
    document = make_document()
    capture = Capture.objects.create(document=document, state="failed", failure="Behind a wall.")
    assert "Behind a wall." in client.get(kept_text(capture)).content.decode()
    assert kept_text(capture) not in client.get(change_address(document)).content.decode()


def test_the_kept_text_takes_few_queries(client, contributor, django_assert_num_queries):
    capture, _ = kept()
    client.get(kept_text(capture))
    with django_assert_num_queries(8):
        client.get(kept_text(capture))


def test_hostile_text_stays_text(client, contributor):
    capture = make_capture("<script>alert(1)</script> said nothing.")
    assert "<script>alert(1)" not in client.get(kept_text(capture)).content.decode()
    text = "<b>We will keep</b> our word, whatever the harbour may cost us."
    statement = Statement.objects.create(kind="direct", text=text, attribution="<i>Somebody</i>")
    said = advice(client, attribution="else", text=text)
    assert "&lt;b&gt;" in said
    assert "<b>" not in said
    assert str(statement.pk) in said
