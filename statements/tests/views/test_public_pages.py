"""Every public page: that it shows what it is for, what it refuses, and what it asks for."""

import pytest
from django.urls import reverse
from django.utils import timezone

from people.partial_dates import PartialDate
from people.tests.database import update
from statements.models import DossierEntry, Relation, Statement, Translation
from statements.tests.factories import (
    make_capture,
    make_document,
    make_dossier,
    make_office,
    make_outlet,
    make_person,
    make_published_statement,
    make_statement,
    make_tenure,
)
from statements.tests.views.pages import WORDS, every_page

pytestmark = pytest.mark.django_db


def test_every_page_shows_the_words_the_speaker_and_the_office(client, record):
    for name, address in every_page(record).items():
        response = client.get(address)
        assert response.status_code == 200, name
        html = response.content.decode()
        assert WORDS in html, name
        assert "Anna Lindqvist" in html, name
        assert "Harbour Minister" in html, name


QUERIES = {
    "home": 7,
    "statements": 8,
    "statement": 11,
    "person": 8,
    "organization": 8,
    "parent": 8,
    "office": 7,
    "outlet": 7,
    "credited": 7,
    "document": 7,
    "occasion": 7,
    "topic": 7,
    "parent topic": 7,
    "dossier": 4,
}


def test_a_page_asks_the_database_a_fixed_number_of_times(
    client, record, django_assert_max_num_queries
):
    pages = every_page(record)
    for number in range(8):  # More rows, not more queries.
        more = make_published_statement(
            text=WORDS + str(number),
            person=record.person,
            tenure=record.tenure,
            occasion=record.occasion,
            appearance={"credited_outlet": record.appearances.get().credited_outlet},
        )
        more.topics.add(record.topics.get())
    for name, address in pages.items():
        with django_assert_max_num_queries(QUERIES[name]):
            client.get(address)


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_what_is_not_published_is_nowhere(client, record, status):
    pages = every_page(record)
    pages |= {
        name: reverse(f"{name}-list") for name in ("person", "organization", "outlet", "topic")
    }
    Statement.objects.filter(pk=record.pk).update(
        status="withdrawn", withdrawn_at=timezone.now(), withdrawal_reason="Misheard."
    )
    if status != "withdrawn":
        hidden = make_statement(text="A secret.", status=status, person=record.person)
        assert client.get(hidden.get_absolute_url()).status_code == 404
        assert client.get(reverse("statement-short", args=[hidden.public_id])).status_code == 404
    for name, address in pages.items():
        html = client.get(address).content.decode()
        for word in (WORDS, "A secret.", "Anna Lindqvist", "Harbours"):
            assert word not in html, (name, word)


def test_a_person_without_anything_published_has_no_page(client, record):
    assert client.get(make_person().get_absolute_url()).status_code == 404
    draft = make_statement()
    assert client.get(draft.person.get_absolute_url()).status_code == 404


def test_a_withdrawn_statement_says_so_without_the_words(client, record):
    Statement.objects.filter(pk=record.pk).update(
        status="withdrawn", withdrawn_at=timezone.now(), withdrawal_reason="It was misheard."
    )
    response = client.get(record.get_absolute_url())
    assert response.status_code == 410
    html = response.content.decode()
    assert "It was misheard." in html
    assert WORDS not in html


def test_a_statement_shows_its_context_with_the_words_marked(client, record):
    html = client.get(record.get_absolute_url()).content.decode()
    assert f"She said: “<mark>{WORDS}</mark>” And left." in html
    assert "state-owned" in html
    assert "13 December 2017" in html
    assert "Named in the source as “<bdi>the minister</bdi>”" in html
    assert "#:~:text=" in html


def test_a_document_links_each_quote_in_its_kept_text(client, record):
    html = client.get(record.appearances.get().document.get_absolute_url()).content.decode()
    assert f'href="{record.get_absolute_url()}"><mark>{WORDS}</mark></a>' in html


def test_hostile_text_stays_text(client, record):
    update(record, text="<script>alert(1)</script>")
    update(record.person, name="<img src=x>")
    for address in every_page(record).values():
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def test_a_dossier_renders_commentary_and_no_html_of_its_own(client, record):
    html = client.get(every_page(record)["dossier"]).content.decode()
    assert "<em>Before</em> &lt;b&gt;that&lt;/b&gt;:" in html


def test_a_dossier_shows_no_draft(client, record):
    dossier = record.dossier_entries.get().dossier
    draft = make_statement(text="A secret.")
    DossierEntry.objects.create(dossier=dossier, position=3, statement=draft)
    assert "A secret." not in client.get(dossier.get_absolute_url()).content.decode()


def test_an_unpublished_dossier_has_no_page(client):
    assert client.get(make_dossier().get_absolute_url()).status_code == 404


def test_a_correction_is_shown_with_what_changed_and_why(client, record):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('on_record.reason', 'A word was misread.', true)")
    update(record, text="We shall keep our word.")
    html = client.get(record.get_absolute_url()).content.decode()
    assert "Version 2" in html
    assert f"<del>{WORDS}</del> <ins>We shall keep our word.</ins>" in html
    assert "A word was misread." in html


def test_translations_stand_beside_the_words(client, record):
    Translation.objects.create(statement=record, language="fa", text="به قول خود عمل می‌کنیم")
    html = client.get(record.get_absolute_url()).content.decode()
    assert 'lang="fa" dir="auto"' in html
    assert "به قول خود عمل می‌کنیم" in html


def test_relations_to_what_is_not_published_are_not_shown(client, record):
    draft = make_statement(text="A secret.")
    Relation.objects.create(statement=record, to_statement=draft, kind="repeats", note="Hidden.")
    html = client.get(record.get_absolute_url()).content.decode()
    assert "A secret." not in html
    assert "Hidden." not in html


def test_the_short_address_leads_to_the_page(client, record):
    response = client.get(f"/s/{record.public_id}/")
    assert (response.status_code, response["Location"]) == (301, record.get_absolute_url())


def test_a_former_slug_leads_to_the_new_address(client, record):
    old = record.person.get_absolute_url()
    update(record.person, slug="anna-berg")
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, "/people/anna-berg/")


def test_an_empty_record_says_so(client):
    assert "no published statements yet" in client.get("/").content.decode()
    assert "Nothing on record matches" in client.get("/statements/").content.decode()
    assert "nothing published here yet" in client.get("/people/").content.decode()


def test_the_record_says_what_it_covers(client, record):
    for address in ("/", "/about/"):
        html = client.get(address).content.decode()
        assert "2017" in html
        assert "published statement" in html
    assert 'href="/statements/?language=en"' in client.get("/about/").content.decode()


def test_the_paragraphs_before_and_after_are_shown_around_the_quotes_own(client, record):
    html = client.get(record.get_absolute_url()).content.decode()
    assert '<p class="around" dir="auto">The paper.</p>' in html


def test_a_long_neighbour_is_shortened_at_a_word(client):
    text = "word " * 300 + f"\n\n“{WORDS}”\n\n" + "more " * 300
    capture = make_capture(text)
    statement = make_published_statement(
        text=WORDS, appearance={"capture": capture, "paragraph": f"“{WORDS}”"}
    )
    html = client.get(statement.get_absolute_url()).content.decode()
    assert '<p class="around" dir="auto">… word word' in html
    assert "more more …</p>" in html


class TestDocument:
    def test_a_quote_checked_against_an_older_text_is_marked_where_it_still_stands(
        self, client, record
    ):
        document = record.appearances.get().document
        make_capture(f"Corrected.\n\nShe said: “{WORDS}”", document=document)
        html = client.get(document.get_absolute_url()).content.decode()
        assert f'href="{record.get_absolute_url()}"><mark>{WORDS}</mark></a>' in html
        assert "Corrected." in html
        assert "In an earlier text only" not in html

    def test_a_quote_that_stands_in_an_older_text_only_is_named(self, client, record):
        document = record.appearances.get().document
        make_capture("She said something else.", document=document)
        html = client.get(document.get_absolute_url()).content.decode()
        assert "<mark>" not in html.split('id="found"')[0]
        assert "In an earlier text only" in html

    def test_the_queries_do_not_grow_with_the_quotes(
        self, client, record, django_assert_max_num_queries
    ):
        document = record.appearances.get().document
        make_capture("She said something else.", document=document)
        with django_assert_max_num_queries(QUERIES["document"]):
            client.get(document.get_absolute_url())


class TestOutlet:
    def test_all_its_documents_are_listed_by_pages(self, client, monkeypatch):
        monkeypatch.setattr("statements.views.things.NEWEST", 2)
        monkeypatch.setattr("statements.views.things.DOCUMENTS", 3)
        outlet = make_outlet(slug="post")
        for number in range(5):
            document = make_document(outlet=outlet, title=f"Number {number}")
            make_published_statement(appearance={"capture": make_capture(document=document)})
        make_document(outlet=outlet, title="Of a draft")
        html = client.get("/outlets/post/").content.decode()
        assert 'href="/outlets/post/documents/"' in html
        assert html.count("Number") == 2
        pages = [client.get(f"/outlets/post/documents/?page={n}") for n in (1, 2)]
        titles = [one.title for page in pages for one in page.context["page"]]
        assert sorted(titles) == [f"Number {number}" for number in range(5)]
        assert 'href="?page=2"' in pages[0].content.decode()

    @pytest.mark.parametrize("page", ["0", "9", "x", "-1", ""])
    def test_a_page_that_is_not_there_is_not_found(self, client, record, page):
        outlet = record.appearances.get().document.outlet
        address = f"{outlet.get_absolute_url()}documents/"
        assert client.get(address, {"page": page}).status_code == 404

    def test_a_former_slug_leads_on(self, client, record):
        outlet = record.appearances.get().document.outlet
        old = outlet.slug
        update(outlet, slug="new-name")
        response = client.get(f"/outlets/{old}/documents/")
        assert (response.status_code, response["Location"]) == (301, "/outlets/new-name/documents/")


def test_a_persons_offices_are_each_named_once_with_all_their_tenures(client, record):
    office = record.tenure.office
    for year in (1990, 1994):
        make_tenure(
            person=record.person,
            office=office,
            start=PartialDate.year(year),
            end=PartialDate.year(year + 2),
            state="ended",
        )
    for number in range(8):
        make_tenure(person=record.person, office=make_office(title=f"Deputy {number}"))
    header = client.get(record.person.get_absolute_url()).content.decode().split('id="found"')[0]
    assert header.count("Harbour Minister") == 1
    assert "from 1990 to 1992" in header
    assert "Earlier offices (3)" in header
    assert all(f"Deputy {number}" in header for number in range(8))
