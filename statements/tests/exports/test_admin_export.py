"""Staff export what the admin's list shows, unpublished rows and working columns included."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from statements.columns import PUBLIC, WORKING
from statements.tests.factories import make_published_statement, make_statement

pytestmark = pytest.mark.django_db

EXPORT = "admin:statements_statement_export"


def sign_in(client, role):
    user = User.objects.create_user("somebody", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)


def export(client, file_format, query=""):
    chosen = {f"statementresource_{name}": "on" for name in (*PUBLIC, *WORKING)}
    return client.post(reverse(EXPORT) + query, {"format": file_format, "resource": "0", **chosen})


def test_staff_export_drafts_with_working_columns(client):
    sign_in(client, "Staff")
    make_published_statement(text="said")
    make_statement(text="=1+1")
    rows = list(csv.DictReader(StringIO(export(client, "0").content.decode())))
    assert list(rows[0]) == [*PUBLIC, *WORKING]
    by_status = {row["status"]: row for row in rows}
    assert by_status["published"]["text"] == "said"
    assert not by_status["draft"]["text"].startswith("=")
    assert by_status["draft"]["published_at"] == ""


def test_the_lists_filter_holds_and_xlsx_opens(client):
    sign_in(client, "Staff")
    make_published_statement(text="said")
    make_statement(text="draft")
    content = export(client, "1", "?status=draft").content
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 2
    assert rows[1][list(PUBLIC).index("text")] == "draft"


def test_contributors_export_nothing(client):
    sign_in(client, "Contributor")
    assert client.get(reverse(EXPORT)).status_code == 403
    assert export(client, "0").status_code == 403
