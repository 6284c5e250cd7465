"""The rules that hold for every test of every app."""

import socket
import urllib.request

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Context, Origin, Template

from config.testing.network import NetworkBlockedError
from config.testing.settings import MissingStaticFileError
from config.testing.templates import UndefinedVariableError


def render(source, settings, **variables):
    template = Template(source, origin=Origin(str(settings.BASE_DIR / "templates" / "page.html")))
    return template.render(Context(variables))


def test_tests_do_not_reach_the_network():
    with pytest.raises(NetworkBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_nor_do_they_look_up_names():
    with pytest.raises(NetworkBlockedError):
        urllib.request.urlopen("http://example.org/", timeout=1)


def test_they_reach_this_machine():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()


@pytest.mark.parametrize(
    "source",
    ["{{ speaker }}", "{{ speaker.name }}", "{% with name=speaker %}{{ name }}{% endwith %}"],
)
def test_an_undefined_variable_fails_in_our_templates(source, settings):
    with pytest.raises(UndefinedVariableError, match="speaker"):
        render(source, settings)


def test_asking_whether_a_variable_is_there_is_allowed(settings):
    assert render("{% if speaker %}yes{% else %}no{% endif %}", settings) == "no"


def test_a_library_may_lean_on_an_empty_variable():
    template = Template("{{ speaker|default:'nobody' }}", origin=Origin("/elsewhere/page.html"))

    assert template.render(Context()) == "nobody"


def test_a_missing_static_file_fails():
    with pytest.raises(MissingStaticFileError):
        staticfiles_storage.url("css/no-such.css")


def test_a_static_file_that_is_there_has_its_address():
    assert staticfiles_storage.url("admin/css/base.css") == "/static/admin/css/base.css"
