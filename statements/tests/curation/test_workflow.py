import pytest

from people.tests.database import check_now
from people.tests.factories import make_user
from statements import workflow
from statements.models import Review
from statements.tests.factories import make_appearance, make_document, make_statement
from statements.workflow import WorkflowError

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return make_user("author", "Contributor")


@pytest.fixture
def curator():
    return make_user("curator", "Curator")


@pytest.fixture
def statement(author):
    statement = make_statement(entered_by=author)
    make_appearance(statement=statement)
    return statement


def test_the_whole_way(statement, author, curator):
    workflow.submit(statement, by=author)
    workflow.send_back(statement, by=curator, reason="Which day?")
    workflow.submit(statement, by=author)
    published = workflow.publish(statement, by=curator)
    check_now()
    assert (published.status, published.reviewed_by) == ("published", curator)
    assert published.published_at
    withdrawn = workflow.withdraw(statement, by=curator, reason="Misheard.")
    assert withdrawn.withdrawal_reason == "Misheard."
    again = workflow.reinstate(statement, by=curator)
    check_now()
    assert (again.status, again.withdrawn_at) == ("published", None)
    steps = list(Review.objects.values_list("decision", "reason"))
    assert steps == [
        ("submitted", ""),
        ("sent_back", "Which day?"),
        ("submitted", ""),
        ("published", ""),
        ("withdrawn", "Misheard."),
        ("reinstated", ""),
    ]


def test_the_author_does_not_publish_unless_settings_allow(curator, settings):
    own = make_statement(entered_by=curator)
    make_appearance(statement=own)
    workflow.submit(own, by=curator)
    with pytest.raises(WorkflowError, match="somebody else publishes it"):
        workflow.publish(own, by=curator)
    settings.AUTHORS_MAY_PUBLISH = True
    assert workflow.publish(own, by=curator).status == "published"


def test_a_contributor_publishes_nothing(statement, author):
    workflow.submit(statement, by=author)
    with pytest.raises(WorkflowError, match="role"):
        workflow.publish(statement, by=author)


@pytest.mark.parametrize("role", ["Staff"])
def test_staff_take_no_step(statement, role):
    with pytest.raises(WorkflowError, match="role"):
        workflow.submit(statement, by=make_user("staff", role))


def test_a_step_out_of_turn_says_what_the_statement_is(statement, curator):
    with pytest.raises(WorkflowError, match="is draft by now"):
        workflow.publish(statement, by=curator)


@pytest.mark.parametrize("reason", ["", "  "])
def test_sending_back_needs_a_reason(statement, author, curator, reason):
    workflow.submit(statement, by=author)
    with pytest.raises(WorkflowError, match="reason is missing"):
        workflow.send_back(statement, by=curator, reason=reason)


def test_a_statement_without_an_appearance_is_not_published(author, curator):
    statement = workflow.submit(make_statement(entered_by=author), by=author)
    with pytest.raises(WorkflowError, match="add an appearance"):
        workflow.publish(statement, by=curator)


def test_a_direct_quote_needs_its_words_or_a_reviewers_word(author, curator):
    statement = make_statement(entered_by=author)
    appearance = make_appearance(statement=statement, document=make_document())
    workflow.submit(statement, by=author)
    with pytest.raises(WorkflowError, match="locator"):
        workflow.publish(statement, by=curator)
    appearance.locator, appearance.checked_by = "p. 12", author
    appearance.save()
    with pytest.raises(WorkflowError, match="locator"):
        workflow.publish(statement, by=curator)
    appearance.checked_by = curator
    appearance.save()
    assert workflow.publish(statement, by=curator).status == "published"
    check_now()


def test_open_steps_are_those_the_user_may_take(statement, author, curator):
    assert workflow.open_steps(statement, author) == ["submitted"]
    statement = workflow.submit(statement, by=author)
    assert workflow.open_steps(statement, author) == []
    assert workflow.open_steps(statement, curator) == ["published", "sent_back"]
