"""A reader who follows every link, file, feed and map finds nothing of what is not published."""

import re
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.contrib.auth.models import User
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import timezone

from people.models import PersonName
from people.partial_dates import PartialDate
from sources.models import OutletDomain
from statements import urls
from statements.dumps.writing import dump
from statements.models import Correction, DossierEntry, Relation, Review, Translation
from statements.tests.factories import (
    make_appearance,
    make_capture,
    make_document,
    make_dossier,
    make_occasion,
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

# Stands in every text of what is hidden, and in nothing else.
SECRET = "zqxj"
_LINK = re.compile(
    r"""(?:href|src|action|hx-get|data-(?!hx-push)[a-z-]*url)="([^"]*)"|<loc>([^<]*)</loc>"""
)
DAY = PartialDate.parse("2017-12-13")


def secret(what):
    return f"{SECRET} {what}"


def make_public_record():
    """One of everything that has a public page, each linked from another."""
    ministry = make_organization(name="Harbour Ministry", parent=make_organization(name="Island"))
    office = make_office(title="Harbour Minister", organization=ministry)
    tenure = make_tenure(person=make_person(name="Anna Lindqvist"), office=office)
    outlet = make_outlet(name="Harbour News")
    document = make_document(title="Talks at the harbour", outlet=outlet)
    statement = make_published_statement(
        person=tenure.person,
        tenure=tenure,
        said_on=DAY,
        occasion=make_occasion(name="Talks"),
        appearance={
            "document": document,
            "capture": make_capture("She said: “We will keep our word.”", document=document),
        },
    )
    statement.topics.add(make_topic(name="Harbours"))
    dossier = make_dossier(title="The harbour", published_at=timezone.now())
    DossierEntry.objects.create(dossier=dossier, position=1, statement=statement)
    return statement


def make_hidden(status, **values):
    """A statement that is not published, and everything around it, with the word in it all."""
    key = f"{SECRET}-{status.replace('_', '-')}"
    person = make_person(name=secret("Person"), slug=f"{key}-person")
    PersonName.objects.create(person=person, name=secret("Alias"))
    organization = make_organization(name=secret(f"Ministry {status}"), slug=f"{key}-ministry")
    office = make_office(title=secret("Minister"), organization=organization)
    outlet = make_outlet(name=secret(f"News {status}"), slug=f"{key}-news")
    OutletDomain.objects.create(outlet=outlet, domain=f"{key}.example")
    statement = make_statement(
        status=status,
        text=secret("words about lighthouses"),
        attribution=secret("minister"),
        note=secret("note"),
        person=person,
        tenure=make_tenure(person=person, office=office),
        occasion=make_occasion(name=secret("talks")),
        entered_by=User.objects.create_user(f"{SECRET}-curator-{status}"),
        said_on=PartialDate.parse("1987"),
        **values,
    )
    statement.topics.add(make_topic(name=secret(f"topic {status}")))
    Translation.objects.create(statement=statement, language="fr", text=secret("mots"))
    document = make_document(title=secret("article"), outlet=outlet, note=secret("note"))
    make_appearance(statement=statement, document=document, locator=secret("page"))
    Review.objects.create(statement=statement, decision="sent_back", reason=secret("reason"))
    return statement


def tie(published, hidden):
    """Refer from what is published to what is not, in every way there is."""
    document = published.appearances.get().document
    make_appearance(statement=hidden, document=document, locator=secret("page"))
    for one, other in ((published, hidden), (hidden, published)):
        Relation.objects.create(
            statement=one, to_statement=other, kind="repeats", note=secret("note")
        )
    entries = published.dossier_entries.get().dossier.entries
    entries.create(position=entries.count() + 1, statement=hidden)
    parent = published.topics.get()
    hidden.topics.add(make_topic(name=secret(f"part {hidden.pk}"), parent=parent))


def crawl(client, *starts):
    """Return every page, file and map that can be reached, by its address."""
    found, waiting = {}, list(starts)
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response = client.get(address)
        body = b"".join(response) if response.streaming else response.content
        text = body.decode("utf-8", "replace")
        found[address] = (response, text)
        if response.has_header("Location"):
            text = f'href="{response["Location"]}"'
        for match in _LINK.finditer(text):
            target = urlsplit(
                urljoin(f"http://testserver{address}", unescape(match[1] or match[2]))
            )
            # Narrowing by narrowing the addresses are without end: one filter is enough.
            if target.netloc in ("testserver", "") and target.query.count("=") <= 1:
                path = target.path + (f"?{target.query}" if target.query else "")
                if not path.startswith(("/static/", "/admin/", "/accounts/")):
                    waiting.append(path)
    return found


def public_starts():
    """The addresses that need no argument, and the files beside them."""
    starts = ["/", "/robots.txt", "/sitemap.xml"]
    for pattern in urls.urlpatterns:
        try:
            starts.append(reverse(pattern.name))
        except NoReverseMatch:
            continue  # Found by following links, or the last test fails.
    return starts


@pytest.fixture
def pages(client, settings, tmp_path):
    published = make_public_record()
    now = timezone.now()
    hidden = [make_hidden("draft"), make_hidden("in_review")]
    withdrawn = make_hidden(
        "withdrawn", published_at=now, withdrawn_at=now, withdrawal_reason="Misheard."
    )
    Correction.objects.create(statement=withdrawn, changes={"text": [secret("old"), secret("new")]})
    for one in (*hidden, withdrawn):
        tie(published, one)
    dossier = make_dossier(title=secret("dossier"), summary=secret("summary"))
    DossierEntry.objects.create(dossier=dossier, position=1, statement=published)
    settings.DUMPS = tmp_path
    dump(tmp_path)
    outlet = published.appearances.get(statement=published).document.outlet
    return crawl(
        client,
        *public_starts(),
        withdrawn.get_absolute_url(),
        reverse("statement-short", args=[published.public_id]),
        # Linked only from an outlet with more documents than its page shows.
        reverse("outlet-documents", args=[outlet.slug]),
    )


def test_no_page_file_or_map_holds_a_word_of_it(pages):
    assert {address for address, (_, text) in pages.items() if SECRET in text.casefold()} == set()
    headers = [str(response.headers) for response, _ in pages.values()]
    assert not any(SECRET in header.casefold() for header in headers)


def test_every_public_address_was_read(pages):
    reached = {resolve(urlsplit(address).path).url_name for address in pages}
    assert {pattern.name for pattern in urls.urlpatterns} - reached == set()
    # Suggestions are asked for a field and what was typed there; asked for nothing they say so.
    answers = {
        response.status_code
        for address, (response, _) in pages.items()
        if not address.startswith(reverse("suggestions"))
    }
    assert answers <= {200, 301, 302, 410}


def test_it_is_not_counted_or_found(client):
    make_public_record()
    make_hidden("draft")
    make_hidden("in_review")
    assert "1 statement" in client.get("/statements/").content.decode()
    for words in ("lighthouses", SECRET, f"{SECRET}*", '"words about"'):
        response = client.get("/statements/", {"q": words})
        assert response.context["listing"].total == 0
        file = client.get("/statements.csv", {"q": words})
        assert len(b"".join(file).decode().splitlines()) == 1
        assert file["On-Record-Count"] == "0"
    for name in ("speaker", "organization", "outlet", "topic", "office"):
        # Hidden and unknown are told in the same words.
        response = client.get("/statements/", {name: f"{SECRET}-draft-person"})
        other = client.get("/statements/", {name: "nobody-at-all"})
        assert response.status_code == other.status_code == 400
        text = response.content.decode().replace(f"{SECRET}-draft-person", "nobody-at-all")
        assert text == other.content.decode()
