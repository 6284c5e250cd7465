"""Rejecting, merging, splitting, moving; what is kept for later and for others."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from people.tests.factories import make_user
from statements.desk.models import Reading, ReadingVisit
from statements.models import Statement
from statements.tests.desk.browsing import (
    capture_of,
    desk,
    opened,
    rows,
    sent,
    step,
    text_of,
    told,
)
from statements.tests.factories import (
    make_topic,
)

pytestmark = pytest.mark.django_db


def test_a_rejected_proposal_is_kept_and_can_be_taken_back(client, contributor):
    capture = capture_of()
    first = step(client, capture, "reject")
    row, following, _ = rows(capture)
    assert (row.state, row.decided_by) == ("rejected", contributor)
    assert f"at={following.pk}" in first.url
    reopen = {"proposal": row.pk, "version": row.version, "step": "reopen"}
    client.post(desk(capture), reopen)
    assert rows(capture)[0].state == "pending"


def test_a_proposal_is_merged_with_the_previous_and_parted_again(client, contributor):
    capture = capture_of()
    opened(client, capture)
    step(client, capture, "merge", at=rows(capture)[1])
    first, second, _ = rows(capture)
    assert (second.state, second.merged_into) == ("merged", first)
    assert len(first.spans) == 2
    client.post(desk(capture), {"proposal": second.pk, "version": second.version, "step": "reopen"})
    first, second, _ = rows(capture)
    assert (second.state, len(first.spans)) == ("pending", 1)


def test_the_first_has_nothing_to_merge_with(client, contributor):
    data = sent(opened(client, capture := capture_of())) | {"step": "merge"}
    response = client.post(desk(capture), data, follow=True)
    assert told(response) == ["There is no open proposal before it to merge with."]


def test_a_proposal_is_split_and_both_parts_keep_what_was_found(client, contributor):
    capture = capture_of()
    opened(client, capture)
    third = rows(capture)[2]
    place = opened(client, capture, third).context["desk"].places[0].value
    step(client, capture, "split", at=third, place=place)
    _, _, one, two = rows(capture)
    assert text_of(capture, one) == ["“It is too late,”"]
    assert text_of(capture, two) == ["“The boats have gone.”"]
    assert (two.original, two.split_from) == (None, one)
    assert opened(client, capture, two).context["desk"].value("new_name") == "Peter Novak"


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("move:start:wider:word", "that the harbour will stay open"),
        ("move:start:narrower:word", "harbour will stay open"),
        ("move:end:wider:word", "the harbour will stay open."),
        ("move:end:narrower:word", "the harbour will stay"),
    ],
)
def test_the_ends_are_moved_and_that_is_a_correction(client, contributor, way, words):
    capture = capture_of()
    step(client, capture, way)
    assert text_of(capture, rows(capture)[0]) == [words]
    step(client, capture, "accept")
    assert rows(capture)[0].corrected == ["words"]
    assert Statement.objects.get().text == words


def test_what_was_missed_is_added_from_the_text(client, contributor):
    capture = capture_of()
    opened(client, capture)
    client.post(desk(capture), {"step": "add", "missed": "Peter Novak, a fisherman"})
    added = next(row for row in rows(capture) if row.original is None)
    assert text_of(capture, added) == ["Peter Novak, a fisherman"]
    response = client.post(desk(capture), {"step": "add", "missed": "other words"}, follow=True)
    assert told(response) == ["These words do not stand in the text. Copy them from it."]


@pytest.mark.parametrize("name", ["accept", "reject"])
def test_a_step_taken_twice_leads_on_to_the_next(client, contributor, name):
    capture = capture_of()
    second = opened(client, capture).context["desk"].proposals[1]
    data = sent(opened(client, capture)) | {"step": name}
    client.post(desk(capture), data)
    response = client.post(desk(capture), data, follow=True)
    assert told(response) == [f"It was {rows(capture)[0].get_state_display()} already."]
    assert response.context["desk"].current == second
    assert [row.state for row in rows(capture)].count("pending") == 2


def test_a_decision_against_one_s_own_is_no_repetition(client, contributor):
    capture = capture_of()
    data = sent(opened(client, capture))
    client.post(desk(capture), data | {"step": "reject"})
    response = client.post(desk(capture), data | {"step": "accept"}, follow=True)
    assert "is rejected now. Nothing was done" in told(response)[0]


@pytest.mark.parametrize("name", ["dance", "move:end", "split"])
def test_a_step_that_cannot_be_is_refused(client, contributor, name):
    data = sent(opened(client, capture := capture_of())) | {"step": name}
    assert len(told(client.post(desk(capture), data, follow=True))) == 1


def test_what_was_typed_is_found_again(client, contributor):
    capture = capture_of()
    step(client, capture, "next", attribution="the minister", said_on="2017")
    first = rows(capture)[0]
    page = opened(client, capture, first).context["desk"]
    assert (page.value("attribution"), page.value("said_on")) == ("the minister", "2017")
    assert first.original["attribution"] == "Harbour Minister Anna Lindqvist"


def test_looking_up_offers_whom_the_record_knows(client, contributor, lindqvist):
    make_topic(name="Fisheries")
    capture = capture_of("It is late, officials said.")
    step(client, capture, "keep", speaker_find="Lindkvist", topics_find="fish")
    page = opened(client, capture)
    assert [choice.label for choice in page.context["desk"].speakers] == ["Anna Lindqvist"]
    for what, find, name in (
        ("speaker", "Lindkvist", "Anna Lindqvist"),
        ("topics", "fish", "Fisheries"),
    ):
        address = reverse("admin:statements_desk_lookup", args=[capture.pk, what])
        assert name in client.get(address, {"find": find}).content.decode()
    address = reverse("admin:statements_desk_lookup", args=[capture.pk, "nothing"])
    assert client.get(address).status_code == 404


def test_the_day_of_the_article_fills_in_where_none_is_printed(client, contributor):
    capture = capture_of("It is late, officials said.")
    opened(client, capture)
    client.post(desk(capture), {"step": "day", "said_on": "Dec 2017"})
    assert opened(client, capture).context["desk"].value("said_on") == "December 2017"
    response = client.post(desk(capture), {"step": "day", "said_on": "soon"}, follow=True)
    assert "soon" in told(response)[0]


def test_two_curators_are_told_of_each_other(client, contributor):
    capture = capture_of()
    opened(client, capture)
    client.force_login(make_user("vera", "Curator"))
    assert "anna worked on this article" in opened(client, capture).content.decode()
    ReadingVisit.objects.update(last_seen_at=timezone.now() - timedelta(hours=1))
    assert "worked on this article" not in opened(client, capture).content.decode()


def test_open_articles_are_listed_with_what_is_left(client, contributor):
    opened(client, capture_of(title="Half done"))
    finished = capture_of("It is late, officials said.", title="All done")
    step(client, finished, "reject")
    address = reverse("admin:statements_reading_changelist")
    page = client.get(address).content.decode()
    assert "Half done" in page
    assert "All done" not in page
    assert "All done" in client.get(address, {"state": "all"}).content.decode()
    reading = Reading.objects.get(capture=finished)
    change = reverse("admin:statements_reading_change", args=[reading.pk])
    assert client.get(change).url == desk(finished)


def test_how_often_the_extractor_was_right(client, contributor):
    address = reverse("admin:statements_desk_figures")
    assert "Nothing is decided yet" in client.get(address).content.decode()
    capture = capture_of()
    step(client, capture, "accept")
    step(client, capture, "accept", attribution="the minister")
    step(client, capture, "reject")
    client.post(desk(capture), {"step": "add", "missed": "a fisherman"})
    step(client, capture, "accept", speaker="nobody", attribution="the author")
    figures = {figure.kind: figure for figure in client.get(address).context["figures"]}
    assert (figures["indirect"].unchanged, figures["indirect"].right) == (1, 100)
    assert (figures["direct"].changed, figures["direct"].rejected) == (1, 1)
    assert figures["direct"].changes == [("attribution", 1)]
    assert figures["missed"].changed == 1
