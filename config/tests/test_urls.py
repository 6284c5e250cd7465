import pytest
from django.contrib.auth.models import User

pytestmark = pytest.mark.django_db


def test_the_admin_signs_in_where_everybody_does(client):
    response = client.get("/admin/login/?next=/admin/")

    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=%2Fadmin%2F"


def test_nobody_signs_up(client):
    response = client.post("/accounts/signup/", {"username": "eve", "email": "eve@example.org"})

    assert "Nobody signs up here" in response.content.decode()
    assert not User.objects.exists()


def test_staff_reach_the_admin(admin_client):
    assert admin_client.get("/admin/").status_code == 200
