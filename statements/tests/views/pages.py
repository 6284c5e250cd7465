"""One statement with everything around it, and the address of every kind of public page."""

from django.urls import reverse
from django.utils import timezone

from people.partial_dates import PartialDate
from statements.models import DossierEntry, Relation, Statement, Translation
from statements.tests.factories import (
    make_capture,
    make_dossier,
    make_occasion,
    make_office,
    make_organization,
    make_outlet,
    make_person,
    make_published_statement,
    make_tenure,
    make_topic,
)

WORDS = "We will keep our word."


def make_record():
    """Return the statement; every page about it or its neighbours is public."""
    organization = make_organization(name="Harbour Ministry", parent=make_organization())
    office = make_office(title="Harbour Minister", organization=organization)
    tenure = make_tenure(office=office, person=make_person(name="Anna Lindqvist"))
    outlet = make_outlet(affiliation=organization, affiliation_note="state-owned")
    capture = make_capture(f"The paper.\n\nShe said: “{WORDS}” And left.")
    statement = make_published_statement(
        text=WORDS,
        person=tenure.person,
        tenure=tenure,
        said_on=PartialDate.parse("13 December 2017"),
        occasion=make_occasion(name="Harbour talks"),
        attribution="the minister",
        appearance={"capture": capture, "credited_outlet": outlet, "paragraph": capture.text[12:]},
    )
    statement.topics.add(make_topic(name="Harbours", parent=make_topic(name="Trade")))
    dossier = make_dossier(published_at=timezone.now())
    DossierEntry.objects.create(dossier=dossier, position=1, commentary="*Before* <b>that</b>:")
    DossierEntry.objects.create(dossier=dossier, position=2, statement=statement)
    return statement


def every_page(statement):
    """Return the addresses of the pages that show the statement, by the kind of page."""
    appearance = statement.appearances.get()
    topic = statement.topics.get()
    return {
        "home": reverse("home"),
        "statements": reverse("statement-list"),
        "statement": statement.get_absolute_url(),
        "person": statement.person.get_absolute_url(),
        "organization": statement.tenure.office.organization.get_absolute_url(),
        "parent": statement.tenure.office.organization.parent.get_absolute_url(),
        "office": statement.tenure.office.get_absolute_url(),
        "outlet": appearance.document.outlet.get_absolute_url(),
        "credited": appearance.credited_outlet.get_absolute_url(),
        "document": appearance.document.get_absolute_url(),
        "occasion": statement.occasion.get_absolute_url(),
        "topic": topic.get_absolute_url(),
        "parent topic": topic.parent.get_absolute_url(),
        "dossier": statement.dossier_entries.get().dossier.get_absolute_url(),
    }


def every_other_page(statement):
    """Return the addresses of all other public pages: lists, what is empty, wrong or withdrawn."""
    withdrawn = make_published_statement(text="It was never so.", person=statement.person)
    Statement.objects.filter(pk=withdrawn.pk).update(
        status="withdrawn", withdrawn_at=timezone.now(), withdrawal_reason="It was misheard."
    )
    return {
        **{f"{name} list": reverse(f"{name}-list") for name in LISTS},
        "about": reverse("about"),
        "filtered": "/statements/?q=word&kind=direct&said_from=2017&sort=relevance",
        "empty": "/statements/?q=unheard-of",
        "wrong": "/statements/?speaker=nobody&said_from=soon&speker=anna",
        "wrong on a page": f"{statement.person.get_absolute_url()}?kind=rumour",
        "withdrawn": withdrawn.get_absolute_url(),
        "nowhere": "/nowhere/",
        "sign in": reverse("account_login"),
        "sign in with a second factor": "/admin/",
        "password forgotten": reverse("account_reset_password"),
        "sign up": reverse("account_signup"),
    }


LISTS = ("person", "organization", "outlet", "topic", "dossier")


def enrich(statement):
    """Give the statement all that its page can show: translation, relations, corrections, a note.

    The words in other scripts are the test's own.
    """
    Translation.objects.create(
        statement=statement, language="fa", text="به قول خود عمل می‌کنیم.", translator="B. Moor"
    )
    answer = make_published_statement(
        text="وعده را نگه می‌داریم (2017)، گفت.", language="fa", person=statement.person
    )
    Relation.objects.create(
        statement=answer, to_statement=statement, kind="responds_to", note="A day later."
    )
    make_published_statement(
        text="Officials will keep their word.",
        kind="indirect",
        attribution="a harbour official",
        said_on=PartialDate.year(2017),
    ).topics.add(statement.topics.get())
    statement.note = "The minister repeated it twice."
    statement.text = WORDS + " Always."
    statement.save()
    return statement
