"""Robots are told of everything public, and of nothing else."""

import re

import pytest

from statements.sitemaps import SITEMAPS
from statements.tests.factories import (
    make_occasion,
    make_office,
    make_organization,
    make_published_statement,
    make_statement,
    make_tenure,
    make_topic,
)

pytestmark = pytest.mark.django_db


def listed(client):
    sections = re.findall("<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    return [
        address
        for section in sections
        for address in re.findall("<loc>(.*?)</loc>", client.get(section).content.decode())
    ]


def test_every_listed_address_opens(client):
    tenure = make_tenure(office=make_office(organization=make_organization()))
    made = make_published_statement(person=tenure.person, tenure=tenure, occasion=make_occasion())
    made.topics.add(make_topic())
    addresses = listed(client)

    # All kinds but dossiers, of which there is none.
    assert len(addresses) == len(SITEMAPS) - 1
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_the_unpublished_is_not_listed(client):
    make_statement().topics.add(make_topic())

    assert listed(client) == []


def test_robots_are_kept_from_the_admin_and_shown_the_list(client):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /admin/\n" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text
