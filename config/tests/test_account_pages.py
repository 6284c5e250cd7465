"""Signing in, the password and the second factor, in the look of the site."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User

from config.testing.html import faults_in

pytestmark = pytest.mark.django_db

PASSWORD = "a password of mine"


@pytest.fixture
def user():
    return User.objects.create_user("anna", "anna@example.org", PASSWORD, is_staff=True)


@pytest.fixture
def signed_in(client, user):
    client.post("/accounts/login/", {"login": "anna", "password": PASSWORD})
    return client


OWN = ("password/change/", "2fa/", "2fa/totp/activate/", "2fa/webauthn/add/", "email/", "logout/")


def test_signing_in_says_who_signs_in_and_offers_nobody_an_account(client):
    html = client.get("/accounts/login/").content.decode()
    assert "Accounts are made by an administrator" in html
    assert "/accounts/signup/" not in html
    assert 'class="masthead"' in html
    assert 'name="robots" content="noindex"' in html


def test_nobody_signs_up(client):
    assert "Nobody signs up here" in client.get("/accounts/signup/").content.decode()


def test_a_wrong_password_is_told_above_the_form(client, user):
    html = client.post("/accounts/login/", {"login": "anna", "password": "no"}).content.decode()
    assert '<div class="problem" role="alert">' in html
    assert "are not correct" in html


def test_a_fault_stands_at_its_field(signed_in):
    page = signed_in.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "short", "password2": "short"},
    )
    html = page.content.decode()
    assert 'id="id_password2_error"' in html or 'id="id_password1_error"' in html


def test_every_page_of_an_account_is_valid(client, signed_in, tmp_path):
    again = "/accounts/reauthenticate/"
    pages = {"confirm": signed_in.get(again).content.decode()}
    signed_in.post(again, {"password": PASSWORD})
    pages |= {path: signed_in.get(f"/accounts/{path}").content.decode() for path in OWN}
    assert "Authenticator secret" in pages["2fa/totp/activate/"]
    pages["wrong"] = signed_in.post(
        "/accounts/password/change/", {"oldpassword": "no", "password1": "a", "password2": "b"}
    ).content.decode()
    pages["signed out"] = signed_in.post("/accounts/logout/", follow=True).content.decode()
    pages["refused"] = client.post("/accounts/login/", {"login": "anna"}).content.decode()
    faults = faults_in(pages, tmp_path)
    assert not faults, "\n".join(faults)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_of_an_account_puts_up_a_barrier(page, live_server, user, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_label("Login").fill("anna")
    page.get_by_label("Password").fill("not it")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()
    assert_no_barrier(page)
    page.get_by_label("Login").fill("anna")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")
    for path in OWN:
        page.goto(f"{live_server.url}/accounts/{path}")
        if "reauthenticate" in page.url:
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Confirm").click()
            page.wait_for_url(f"**/{path}")
        assert_no_barrier(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def assert_no_barrier(page):
    results = Axe().run(page)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
