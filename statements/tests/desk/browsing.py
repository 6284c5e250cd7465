"""The desk as a browser without JavaScript uses it."""

from django.urls import reverse

from people.partial_dates import PartialDate
from statements.desk.models import Reading
from statements.desk.page import proposals_of
from statements.tests.factories import (
    make_capture,
    make_document,
)

ARTICLE = (
    "Harbour Minister Anna Lindqvist said on Wednesday that the harbour will stay open. "
    "“We will keep our word,” she told reporters at a news conference in Northfield.\n\n"
    "“It is too late,” said Peter Novak, a fisherman. “The boats have gone.”"
)


def capture_of(text=ARTICLE, **overrides):
    overrides.setdefault("published_on", PartialDate.parse("2017-12-14"))
    return make_capture(text, document=make_document(**overrides))


def desk(capture):
    return reverse("admin:statements_desk", args=[capture.pk])


def opened(client, capture, at=None):
    return client.get(desk(capture), {"at": at.pk} if at else {})


def rows(capture):
    return proposals_of(Reading.objects.get(capture=capture))


def sent(response):
    """What the browser would send back from the current proposal's form."""
    page = response.context["desk"]
    form = page.form
    values = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    current = page.current
    return {**values, "proposal": current.pk, "version": current.version}


def step(client, capture, name, *, at=None, **values):
    data = sent(opened(client, capture, at)) | {"step": name} | values
    return client.post(desk(capture), data)


def told(response):
    return [str(message) for message in response.context["messages"]]


def text_of(capture, proposal):
    return [capture.text[start:end] for start, end in proposal.spans]
