import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment


def test_an_empty_variable_counts_as_not_set():
    assert Environment({"NAME": "  "}).text("NAME", "default") == "default"


def test_what_is_required_and_missing_says_how_to_mend_it():
    with pytest.raises(ImproperlyConfigured, match=r"SECRET_KEY is not set\. Make one\."):
        Environment({}).required("SECRET_KEY", cure="Make one.")


@pytest.mark.parametrize(
    ("text", "expected"), [("1", True), ("Yes", True), ("off", False), ("0", False), ("", True)]
)
def test_flags_are_read(text, expected):
    assert Environment({"FLAG": text}).flag("FLAG", default=True) is expected


def test_a_flag_that_is_neither_on_nor_off_is_refused():
    with pytest.raises(ImproperlyConfigured, match=r"FLAG is 'maybe'\. Set it to 1 .* or 0"):
        Environment({"FLAG": "maybe"}).flag("FLAG", default=False)


@pytest.mark.parametrize("text", ["many", "-1", "1.5", "²"])
def test_a_number_that_is_none_is_refused(text):
    with pytest.raises(ImproperlyConfigured, match=r"PORT is .* whole number"):
        Environment({"PORT": text}).number("PORT", default=8000)


def test_a_choice_is_the_first_one_where_nothing_is_said():
    assert Environment({}).choice("MODE", ("development", "production")) == "development"


def test_an_unknown_choice_is_refused():
    with pytest.raises(ImproperlyConfigured, match="development or production"):
        Environment({"MODE": "prod"}).choice("MODE", ("development", "production"))


def test_words_stand_between_commas():
    assert Environment({"HOSTS": "a.org, b.org,,"}).words("HOSTS") == ["a.org", "b.org"]


@pytest.mark.parametrize("url", ["postgres://u:p@h:5432/d", "postgresql:///d?host=/tmp"])
def test_postgresql_addresses_are_taken(url):
    assert Environment({"DATABASE_URL": url}).postgres_url("DATABASE_URL") == url


@pytest.mark.parametrize("url", ["sqlite:///db", "mysql://u@h/d", "h/d"])
def test_other_databases_are_refused(url):
    with pytest.raises(ImproperlyConfigured, match="runs on no other"):
        Environment({"DATABASE_URL": url}).postgres_url("DATABASE_URL")
