"""What a browser sends on the pages of an import."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from statements.importing.models import StatementImport

UPLOAD = "admin:statements_statementimport_add"


def table(*rows, delimiter=","):
    return "".join(delimiter.join(row) + "\n" for row in rows).encode()


def upload(client, raw, name="said.csv"):
    """Upload a file and return its import."""
    client.post(reverse(UPLOAD), {"file": SimpleUploadedFile(name, raw)})
    return StatementImport.objects.first()


def address(of):
    return reverse("admin:statements_statementimport_change", args=[of.pk])


def take(client, of, step, **values):
    """Take a step, and return the import as it is then."""
    response = client.post(address(of), {"step": step, **values}, follow=True)
    of.refresh_from_db()
    of.response = response
    return of


def map_columns(client, of, *columns, **values):
    """Say what the columns hold, one name each, and check the rows."""
    chosen = {f"column_{place}": name for place, name in enumerate(columns)}
    given = {"constant_language": "en", "constant_kind": "by_marks", "constant_status": "draft"}
    return take(client, of, "map", **chosen, **given, **values)


def page(client, of):
    return client.get(address(of)).content.decode()


def checked(of):
    return [(row.number, row.outcome, row.reason) for row in of.checked.order_by("number")]
