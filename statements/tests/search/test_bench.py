"""The record that search is measured on is one that the rules of the record allow."""

import random

import pytest
from django.db.models import Count

from people.tests.database import check_now
from sources.models import Document
from statements.models import SearchEntry, Statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def millions(monkeypatch, settings):
    monkeypatch.syspath_prepend(str(settings.BASE_DIR / "bench"))
    import millions.loading
    import millions.questions
    import millions.record

    return millions


def load(millions, count):
    maker = millions.loading.make_maker(count, [])
    millions.record.load_cast(maker.cast)
    assert millions.record.write(maker.batch(count)) == count
    return maker


def test_a_record_is_made_with_all_that_belongs_to_it(millions):
    load(millions, 300)
    check_now()

    assert Statement.objects.count() == SearchEntry.objects.count() == 300
    assert Statement.objects.published().count() > 280
    assert not Statement.objects.filter(appearances=None).exists()
    assert not Statement.objects.filter(topics=None).exists()
    assert Statement.objects.exclude(tenure=None).count() > 150
    assert Statement.objects.exclude(translations=None).count() > 50
    assert Document.objects.annotate(several=Count("appearances")).filter(several__gt=1).exists()


def test_it_goes_on_after_what_is_there(millions):
    load(millions, 40)
    maker = millions.loading.make_maker(40, [])
    maker.go_on()
    millions.record.write(maker.batch(20))
    check_now()

    assert Statement.objects.count() == 60


def test_every_class_of_question_is_asked_with_words_of_the_record(millions):
    load(millions, 300)
    check_now()
    words = millions.questions.read_words()
    questions = millions.questions.make_questions(words, random.Random(1), 3)  # noqa: S311

    assert len(questions) == 15
    assert len(questions["common word"]) == 3
    for asked in questions["common word"]:
        assert Statement.objects.search(asked.words).exists()


def test_given_sentences_fill_the_record(millions, tmp_path):
    file = tmp_path / "said.txt"
    file.write_text("We will keep our word. No.\nThe harbour is open to all of you.\n")
    maker = millions.loading.make_maker(8, [file])
    (statements,) = (table for table in maker.batch(8) if table.name == "statements_statement")

    assert {row[3] for row in statements.rows} <= {
        "We will keep our word.",
        "The harbour is open to all of you.",
    }
