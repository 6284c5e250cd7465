import pytest
from django.contrib.auth.models import Group, User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_administrator_signs_in_to_the_admin(page, live_server):
    User.objects.create_superuser("ada", password="a password of mine")
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(f"{live_server.url}/admin/")
    page.locator("[name=login]").fill("ada")
    page.locator("[name=password]").fill("a password of mine")
    page.locator("[name=password]").press("Enter")

    page.wait_for_url(f"{live_server.url}/admin/")
    assert complaints == []


def test_what_migrations_put_into_the_database_is_there_after_another_such_test():
    assert Group.objects.exists()
