"""Rows of imports for tests: each call makes a new, valid one."""

from itertools import count

from django.contrib.auth.models import User

from statements.importing.models import (
    CheckedRow,
    ImportMapping,
    ImportRow,
    ImportSpeaker,
    StatementImport,
)

_numbers = count(1)


def _user():
    return User.objects.create_user(f"importer-{next(_numbers)}")


def make_import():
    return StatementImport.objects.create(name="said.csv", started_by=_user())


def make_import_row():
    return ImportRow.objects.create(of_import=make_import(), number=next(_numbers), cells=["Yes."])


def make_checked_row():
    values = {"number": next(_numbers), "outcome": "new", "values": {"text": "Yes."}}
    return CheckedRow.objects.create(of_import=make_import(), **values)


def make_import_speaker():
    name = f"Speaker {next(_numbers)}"
    values = {"printed": name, "name": name, "row_count": 1}
    return ImportSpeaker.objects.create(of_import=make_import(), **values)


def make_import_mapping():
    values = {"names": ["words"], "mapping": {"columns": ["text"]}, "kept_by": _user()}
    return ImportMapping.objects.create(name=f"Mapping {next(_numbers)}", **values)
