import pytest

from statements.tests.views.pages import make_record


@pytest.fixture
def record(db):
    """One published statement with everything around it."""
    return make_record()
