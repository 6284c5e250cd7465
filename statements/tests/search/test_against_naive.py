"""Search answers as a plain reading of every row does: random records, random questions."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.http import QueryDict
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from people.partial_dates import PartialDate
from statements.listing import list_statements
from statements.models import Appearance, Statement, Translation
from statements.search.query import And, Near, Not, Or, Phrase, Prefix, Word, parse
from statements.tests.factories import make_capture, make_person, make_topic
from statements.tests.search.naive import WORDS, answers, typed

NAMES = ("Quell", "Moor", "Lind")
TOPICS = ("Dredging", "Silt")
DAYS = [None, "2015", "2016-03", "2016-03-05", "2017-12-13", "2017-12-13"]
KINDS = ("direct", "indirect", "document")

languages = st.sampled_from(sorted(WORDS))


def words_of(language, *, most):
    return st.lists(st.sampled_from(WORDS[language]), min_size=1, max_size=most)


@dataclass(frozen=True)
class Row:
    language: str
    words: list
    translation: list
    speaker: str
    topics: frozenset
    kind: str
    day: str | None

    @property
    def parts(self):
        return [
            (self.language, self.words),
            ("en", self.translation),
            ("en", [self.speaker]),
            ("en", sorted(self.topics)),
        ]

    @property
    def last_day(self):
        return self.said_on.latest if self.said_on else date.min

    @property
    def said_on(self):
        return self.day and PartialDate.parse(self.day)


@st.composite
def rows(draw):
    language = draw(languages)
    return Row(
        language,
        draw(words_of(language, most=9)),
        draw(st.just([]) | words_of("en", most=4)),
        draw(st.sampled_from(NAMES)),
        draw(st.frozensets(st.sampled_from(TOPICS))),
        draw(st.sampled_from(KINDS)),
        draw(st.sampled_from(DAYS)),
    )


every_word = st.sampled_from([*chain(*WORDS.values()), *NAMES, *TOPICS, "nothing"])
phrases = languages.flatmap(lambda one: words_of(one, most=3)).map(" ".join).map(Phrase)
terms = st.one_of(
    every_word.map(Word),
    phrases,
    every_word.filter(str.isascii).map(lambda word: Prefix(word[:3])),
)
operands = terms | st.tuples(terms, terms).filter(lambda two: two[0] != two[1]).map(Or)
nears = st.builds(Near, operands, operands, st.integers(1, 5))
queries = st.recursive(
    terms | nears,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: And(tuple(some))),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: Or(tuple(some))),
    ),
    max_leaves=5,
)
some = {
    "speaker": st.lists(st.sampled_from(NAMES), max_size=2, unique=True),
    "topic": st.lists(st.sampled_from(TOPICS), max_size=2, unique=True),
    "kind": st.lists(st.sampled_from(KINDS), max_size=2, unique=True),
    "language": st.lists(languages, max_size=2, unique=True),
    "said_from": st.sampled_from([None, None, "2016", "2016-03-05", "2017-12-14"]),
    "said_to": st.sampled_from([None, None, "2016", "2016-03-04", "2017"]),
}


@dataclass(frozen=True)
class Asked:
    query: object
    filters: dict
    sort: str

    def address(self):
        address = QueryDict(mutable=True)
        if self.query is not None:
            address["q"] = typed(self.query)
        address["sort"] = self.sort
        for name, value in self.filters.items():
            values = value if isinstance(value, list) else [value]
            address.setlist(name, [str(one).lower() for one in values if one])
        return address

    def admits(self, row, *, but=""):
        """Whether a row answers, one of the filters left aside."""
        has = {
            "speaker": {row.speaker},
            "topic": row.topics,
            "kind": {row.kind},
            "language": {row.language},
        }
        if not answers(self.query, row.parts):
            return False
        for name, values in has.items():
            wanted = set(self.filters[name])
            if name != but and wanted and not wanted & values:
                return False
        return self.is_within_days(row)

    def is_within_days(self, row):
        first, last = self.filters["said_from"], self.filters["said_to"]
        if (first or last) and row.said_on is None:
            return False
        if first and row.said_on.latest < PartialDate.parse(first).earliest:
            return False
        return not (last and row.said_on.earliest > PartialDate.parse(last).latest)


# Of nobody and nothing that is not public can be asked.
EVERYBODY = [
    Row("en", ["sea"], [], name, frozenset(TOPICS), "direct", "2016-03-05") for name in NAMES
]


def are_in_order(filters):
    first, last = filters["said_from"], filters["said_to"]
    if first is None or last is None:
        return True
    return PartialDate.parse(first).earliest <= PartialDate.parse(last).latest


asked = st.builds(
    Asked,
    st.none() | queries,
    # Days that are the wrong way round are refused.
    st.fixed_dictionaries(some).filter(are_in_order),
    st.sampled_from(["newest", "oldest"]),
)


class Naive(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.people = {name: make_person(name=name, slug=name.lower()) for name in NAMES}
        cls.topics = {name: make_topic(name=name, slug=name.lower()) for name in TOPICS}

    def enter(self, record):
        """Return the rows by the keys of their statements, published in one document."""
        quotes = [" ".join(row.words) for row in record]
        capture = make_capture("\n".join(f"“{quote}”" for quote in quotes))
        statements = Statement.objects.bulk_create(
            Statement(
                text=quote,
                language=row.language,
                person=self.people[row.speaker],
                kind=row.kind,
                said_on=row.said_on,
                status="published",
                published_at=timezone.now(),
            )
            for quote, row in zip(quotes, record, strict=True)
        )
        start, appearances = 1, []
        for one in statements:
            end = start + len(one.text)
            place = {"start": start, "end": end, "spans": [[start, end]]}
            appearances.append(
                Appearance(
                    statement=one,
                    document=capture.document,
                    capture=capture,
                    exact=one.text,
                    state="verified",
                    checked_at=timezone.now(),
                    **place,
                )
            )
            start = end + 3
        Appearance.objects.bulk_create(appearances)
        made = list(zip(statements, record, strict=True))
        Translation.objects.bulk_create(
            Translation(statement=one, language="en", text=" ".join(row.translation))
            for one, row in made
            if row.translation
        )
        given_topics = Statement.topics.through
        given_topics.objects.bulk_create(
            given_topics(statement=one, topic=self.topics[name])
            for one, row in made
            for name in sorted(row.topics)
        )
        return {one.pk: row for one, row in made}

    @settings(max_examples=12, suppress_health_check=list(HealthCheck), deadline=None)
    @given(st.lists(rows(), max_size=40), st.lists(asked, min_size=4, max_size=8))
    def test_same_rows_in_the_same_order_with_the_same_counts(self, record, questions):
        by_key = self.enter([*EVERYBODY, *record])
        for one in questions:
            note(one.address().urlencode())
            expected = sorted(
                (key for key, row in by_key.items() if one.admits(row)),
                key=lambda key: (by_key[key].last_day, key),
                reverse=one.sort == "newest",
            )
            found, listing = self.read(one)
            assert found == expected
            assert listing.total == len(expected)
            for name in ("speaker", "topic", "kind", "language"):
                assert self.counts(listing, name) == self.expected_counts(one, by_key, name), name

    def read(self, one):
        """Return the keys on every page of an answer, and the first page."""
        found, address, first = [], one.address().urlencode(), None
        while address:
            listing = list_statements(RequestFactory().get(f"/statements/?{address}"))
            assert listing.is_valid, listing.filter.errors
            found += [statement.pk for statement in listing.statements]
            address, first = listing.next_query, first or listing
        return found, first

    def counts(self, listing, name):
        choices = [one for facet in listing.facets if facet.name == name for one in facet.choices]
        return {one.value: int(one.number) for one in choices}

    def expected_counts(self, one, by_key, name):
        has = {
            "speaker": lambda row: [row.speaker.lower()],
            "topic": lambda row: [topic.lower() for topic in row.topics],
            "kind": lambda row: [row.kind],
            "language": lambda row: [row.language],
        }[name]
        admitted = [row for row in by_key.values() if one.admits(row, but=name)]
        return dict(Counter(value for row in admitted for value in has(row)))


@given(queries)
def test_a_query_is_read_as_it_was_meant(query):
    """However deep the groups: what is typed means what was to be typed."""
    understood = parse(typed(query))
    for words in (["war", "wars"], ["sea"], ["missiles", "sea", "war"], ["guerres"], ["nothing"]):
        parts = [("en", words), ("fr", words)]
        assert answers(understood, parts) == answers(query, parts)
