"""Rows for tests: each call makes a new, valid one; say only what the test is about."""

from itertools import count

from django.contrib.auth.models import Group, User

from people.models import Office, Organization, Person, Tenure

_numbers = count(1)


def make_user(name, role="Contributor", **values):
    """Somebody who signs in to the admin, in one of the four groups."""
    user = User.objects.create_user(name, is_staff=True, **values)
    user.groups.add(Group.objects.get(name=role))
    return user


def make_person(**overrides):
    number = next(_numbers)
    values = {
        "name": f"Anna Person {number}",
        "sort_name": f"Person {number}, Anna",
        "slug": f"anna-person-{number}",
    }
    return Person.objects.create(**{**values, **overrides})


def make_organization(**overrides):
    number = next(_numbers)
    values = {
        "name": f"Ministry {number}",
        "kind": Organization.Kind.MINISTRY,
        "slug": f"ministry-{number}",
    }
    return Organization.objects.create(**{**values, **overrides})


def make_office(**overrides):
    number = next(_numbers)
    values = {"title": f"Minister {number}", "slug": f"minister-{number}"}
    if "organization" not in overrides:
        values["organization"] = make_organization()
    return Office.objects.create(**{**values, **overrides})


def make_tenure(**overrides):
    values = {}
    if "person" not in overrides:
        values["person"] = make_person()
    if "office" not in overrides:
        values["office"] = make_office()
    return Tenure.objects.create(**{**values, **overrides})
