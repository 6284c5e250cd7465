"""Who speaks in the record, in which offices, and where it is reported: tables of thousands."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_DAY, DAYS = date(2005, 1, 1), 20 * 365
COUNTRIES = ["FR", "IR", "US", "DE", "EE", "TR", "IN", "BR", "ZA", "JP"]

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one table as COPY takes them; the first column is the key."""

    name: str
    columns: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Cast:
    """Keys run from 1 in each table; `tenures` holds each person's as (key, last day)."""

    tables: list[Table]
    people: int
    organizations: int
    outlets: int
    topics: int
    occasions: int
    tenures: dict[int, list[tuple[int, date]]]


def make_cast(statements: int, source: random.Random) -> Cast:
    """Return as many people, organizations … as a record of so many statements has."""
    people = max(50, min(statements // 50, 20_000))
    ministries, outlets, topics = max(20, people // 30), max(20, people // 40), 20
    occasions = max(20, statements // 200)
    organizations = _organizations(ministries)
    offices = [
        (key, f"{_title(key)} {key}", 1 + source.randrange(len(organizations)), f"office-{key}")
        for key in range(1, people // 2 + 1)
    ]
    persons = [(key, *_names(source), f"person-{key}") for key in range(1, people + 1)]
    tenures = _tenures(people, len(offices), source)
    given: dict[int, list[tuple[int, date]]] = {}
    for key, person, *_, last in tenures:
        given.setdefault(person, []).append((key, last or FIRST_DAY + timedelta(days=DAYS)))
    tables = [
        Table(
            "people_organization",
            "id name short_name kind parent_id country description slug",
            organizations,
        ),
        Table("people_office", "id title organization_id slug description", _with_blank(offices)),
        Table(
            "people_person",
            "id name sort_name slug description born_precision died_precision",
            [(*row, "", "", "") for row in persons],
        ),
        Table("people_personname", "id person_id name kind language", _aliases(people, source)),
        Table(
            "people_tenure",
            "id person_id office_id start_earliest start_latest start_precision state"
            " end_earliest end_latest end_precision note",
            [_tenure_row(*row) for row in tenures],
        ),
        Table(
            "sources_outlet",
            "id name kind country language affiliation_note description slug",
            [
                (key, f"Outlet {_name(source)} {key}", "newspaper", "", "", "", "", f"outlet-{key}")
                for key in range(1, outlets + 1)
            ],
        ),
        Table("statements_topic", "id name description slug parent_id", _topics(topics, source)),
        Table(
            "statements_occasion",
            "id name kind held_on_precision place description slug",
            [
                (key, f"Speech {key}", "speech", "", _name(source), "", f"occasion-{key}")
                for key in range(1, occasions + 1)
            ],
        ),
    ]
    return Cast(
        tables, people, len(organizations), outlets, topics * (topics + 1), occasions, given
    )


def _organizations(ministries: int) -> list[Row]:
    rows: list[Row] = [
        (key, f"Government of {country}", country, "government", None, country, "", f"gov-{key}")
        for key, country in enumerate(COUNTRIES, 1)
    ]
    for key in range(len(rows) + 1, len(rows) + 1 + ministries):
        above = 1 + key % len(COUNTRIES)
        name, country = f"Ministry {key}", COUNTRIES[above - 1]
        rows.append((key, name, "", "ministry", above, country, "", f"ministry-{key}"))
    return rows


def _title(key: int) -> str:
    return ("Minister", "Deputy Minister", "Spokesperson", "Director", "Commander")[key % 5]


def _name(source: random.Random) -> str:
    syllables = source.choices(
        ["ba", "do", "fi", "ka", "le", "mo", "na", "ri", "su", "ta", "ve", "zo"],
        k=source.choice((2, 3, 4)),
    )
    return "".join(syllables).capitalize()


def _names(source: random.Random) -> tuple[str, str]:
    given, family = _name(source), _name(source)
    return f"{given} {family}", f"{family}, {given}"


def _aliases(people: int, source: random.Random) -> list[Row]:
    return [
        (key, person, f"{_name(source)} {_name(source)}", "transliteration", "")
        for key, person in enumerate(range(1, people + 1, 3), 1)
    ]


def _with_blank(rows: list[tuple[int, str, int, str]]) -> list[Row]:
    return [(*row, "") for row in rows]


def _tenures(
    people: int, offices: int, source: random.Random
) -> list[tuple[int, int, int, date, date | None]]:
    """Return each person's one to four offices, one after another over all the years."""
    rows: list[tuple[int, int, int, date, date | None]] = []
    for person in range(1, people + 1):
        several = source.randrange(1, 5)
        cuts = sorted(source.sample(range(1, DAYS), several - 1))
        for office, first, last in zip(
            source.sample(range(1, offices + 1), several), [0, *cuts], [*cuts, None], strict=True
        ):
            end = None if last is None else FIRST_DAY + timedelta(days=last - 1)
            start = FIRST_DAY + timedelta(days=first)
            rows.append((len(rows) + 1, person, office, start, end))
    return rows


def _tenure_row(key: int, person: int, office: int, start: date, end: date | None) -> Row:
    ended = ("ended", end, end, "day") if end else ("current", None, None, "")
    return (key, person, office, start, start, "day", *ended, "")


def _topics(several: int, source: random.Random) -> list[Row]:
    rows: list[Row] = [
        (key, f"{_name(source)} {key}", "", f"topic-{key}", None) for key in range(1, several + 1)
    ]
    below: list[Row] = [
        (key, f"{_name(source)} {key}", "", f"topic-{key}", 1 + key % several)
        for key in range(several + 1, several * (several + 1) + 1)
    ]
    return rows + below
