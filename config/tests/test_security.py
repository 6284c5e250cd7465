import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User

pytestmark = pytest.mark.django_db


def policy_of(response):
    header = response["Content-Security-Policy"]
    return dict(directive.split(" ", 1) for directive in header.split("; "))


@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/no-such-page", "/administer"])
def test_public_pages_load_from_this_site_alone(client, address):
    policy = policy_of(client.get(address))

    assert policy["default-src"] == "'self'"
    assert "script-src" not in policy
    assert "style-src" not in policy


def test_the_admin_may_run_its_theme(admin_client):
    policy = policy_of(admin_client.get("/admin/"))

    assert policy["default-src"] == "'self'"
    assert policy["script-src"] == "'self' 'unsafe-eval' 'unsafe-inline'"


def test_no_page_is_framed_by_another_site(client):
    response = client.get("/accounts/login/")

    assert policy_of(response)["frame-ancestors"] == "'none'"
    assert response["X-Frame-Options"] == "DENY"


@pytest.fixture
def second_factor(settings):
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.mark.parametrize("address", ["/admin/", "/", "/admin/auth/user/"])
def test_staff_without_a_second_factor_are_sent_to_set_one_up(second_factor, admin_client, address):
    response = admin_client.get(address)

    assert response.status_code == 302
    assert response["Location"] == "/accounts/2fa/totp/activate/"


def test_they_can_sign_out_and_set_it_up(second_factor, admin_client):
    assert admin_client.get("/accounts/logout/").status_code == 200
    assert admin_client.get("/accounts/2fa/").status_code == 200


def test_staff_with_a_second_factor_pass(second_factor, admin_client, admin_user):
    Authenticator.objects.create(
        user=admin_user, type=Authenticator.Type.TOTP, data={"secret": "x"}
    )

    assert admin_client.get("/admin/").status_code == 200


def test_with_a_second_factor_the_password_alone_does_not_sign_in(client):
    staff = User.objects.create_user("staff", password="a password of mine", is_staff=True)
    Authenticator.objects.create(user=staff, type=Authenticator.Type.TOTP, data={"secret": "x"})

    response = client.post("/accounts/login/", {"login": "staff", "password": "a password of mine"})

    assert response["Location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    assert AUTHENTICATION_METHODS_SESSION_KEY in client.session


def test_readers_need_none(second_factor, client, django_user_model):
    client.force_login(django_user_model.objects.create_user("reader"))

    assert client.get("/accounts/login/").status_code == 302


def test_the_demonstration_signs_in_with_a_password_alone(admin_client):
    assert admin_client.get("/admin/").status_code == 200


def test_guessing_passwords_is_stopped_whichever_worker_answers(client):
    User.objects.create_user("staff", password="a password of mine")
    wrong = {"login": "staff", "password": "a guess"}

    answers = [client.post("/accounts/login/", wrong).content.decode() for _ in range(6)]

    assert "Too many failed login attempts" not in answers[0]
    assert "Too many failed login attempts" in answers[-1]
