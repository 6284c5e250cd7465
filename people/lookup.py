"""The record's names, looked up as people type and print them.

The database finds candidates through an index on every form (`name_keys`), with no memory of its
own to be made anew; rapidfuzz ranks them (`names`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db import connection

from people.name_keys import ORGANIZATIONS, PEOPLE
from people.names import HINT, SPELT, NameMatch, namesakes, rank

# Forms compared letter by letter, of each column; more share their words only in a huge record.
MOST_CANDIDATES = 300
# Words of a name that are looked up; more are a sentence.
MOST_WORDS = 6

# A condition on the keys of a name, as SQL; it holds nothing but numbers.
_Condition = str


@dataclass(frozen=True, slots=True)
class _Probe:
    """What a word, or `span` neighbours written together from `place` on, is looked up by."""

    place: int
    span: int
    word: str
    sound: int
    beginning: int | None
    slips: list[int]

    def keys(self, *, typing: bool, forgiving: bool) -> _Condition:
        numbers = [self.sound]
        if typing and self.beginning is not None:
            numbers.append(self.beginning)
        if forgiving:
            numbers += self.slips
        return f"{{keys}} && '{{{','.join(map(str, numbers))}}}'::int[]"


class Names:
    """The names in some columns of the record, as they are now."""

    def __init__(self, columns: tuple[tuple[str, str, str], ...]) -> None:
        """Take each column that holds names: table, column, column of whose name it is."""
        self._columns = columns

    def search(self, query: str, *, limit: int = 10) -> tuple[NameMatch[int], ...]:
        """Return the best matches of what is being typed, best first, each key once.

        The last word may be unfinished. Slips are forgiven where nothing fits without, and words
        that no name has are passed over where nothing fits with them.
        """
        return self.search_each([query], limit=limit)[0]

    def search_each(
        self, queries: Sequence[str], *, limit: int = 10
    ) -> list[tuple[NameMatch[int], ...]]:
        """Return what `search` does for each query; at most four database queries for all."""
        found: list[tuple[NameMatch[int], ...]] = [() for _ in queries]
        rest = dict(enumerate(map(_ever_wider, _probes(queries))))
        while rest:
            conditions = {n: wider for n, wide in rest.items() if (wider := next(wide, None))}
            forms = self._forms(list(conditions.values()))
            for number, candidates in zip(conditions, forms, strict=True):
                found[number] = rank(queries[number], candidates)[:limit]
            rest = {
                number: rest[number]
                for number in conditions
                if not found[number] or found[number][0].score <= HINT
            }
        return found

    def match(self, printed: str) -> NameMatch[int] | None:
        """Return whose name is printed; None if it is nobody's or might be another's."""
        return self.match_each([printed])[0]

    def match_each(self, printed: Sequence[str]) -> list[NameMatch[int] | None]:
        """Return what `match` does for each name; at most three database queries for all."""
        found = self.namesakes_each(printed)
        return [matches[0] if len(matches) == 1 else None for matches in found]

    def namesakes_each(self, printed: Sequence[str]) -> list[tuple[NameMatch[int], ...]]:
        """Return for each name whose it may be, likest first: one if that is sure.

        At most three database queries for all.
        """
        found: list[tuple[NameMatch[int], ...]] = [() for _ in printed]
        probed = {number: probes for number, probes in enumerate(_probes(printed)) if probes}
        sounding = self._sounding(list(probed.values()))
        for number, candidates in zip(probed, sounding, strict=True):
            matches = namesakes(printed[number], candidates)
            # Where somebody is spelt so, nobody needs to look for what is merely like it.
            found[number] = matches if matches and matches[0].score >= SPELT else ()
        conditions = {
            number: " OR ".join(
                [_whole(probes, typing=False, forgiving=True), *_pairs(probes, typing=False)]
            )
            for number, probes in probed.items()
            if not found[number]
        }
        forms = self._forms(list(conditions.values()))
        for number, candidates in zip(conditions, forms, strict=True):
            found[number] = namesakes(printed[number], candidates)
        return found

    def _sounding(self, texts: list[list[_Probe]]) -> list[list[tuple[int, str]]]:
        """Return the names in which each word of a text sounds, as pairs like those of `_forms`."""
        sounds = ["{" + ",".join(str(one.sound) for one in _telling(text)) + "}" for text in texts]
        return self._found("SELECT * FROM record_names_sounding(%s, %s, %s, %s, %s)", sounds)

    def _forms(self, conditions: list[_Condition]) -> list[list[tuple[int, str]]]:
        """Return the names that meet each condition, as pairs of whose they are and a form."""
        select = (
            "SELECT number, found.key, found.form"
            " FROM (SELECT %s::text AS at, %s::text AS form, %s::text AS whose) AS names,"
            " unnest(%s::text[]) WITH ORDINALITY AS one (condition, number),"
            " record_names(at, names.form, whose, condition, %s) AS found"
        )
        return self._found(select, conditions)

    def _found(self, select: str, each: list[str]) -> list[list[tuple[int, str]]]:
        """Return what `select` finds for each in every column of names; one query."""
        found: list[list[tuple[int, str]]] = [[] for _ in each]
        if not each:
            return found
        params: list[Any] = []
        for column in self._columns:
            params += [*column, each, MOST_CANDIDATES]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(select for _ in self._columns), params)
            for number, key, form in cursor.fetchall():
                found[number - 1].append((key, form))
        return found


def person_names() -> Names:
    return Names(PEOPLE)


def organization_names() -> Names:
    return Names(ORGANIZATIONS)


def find_people(query: str, *, limit: int = 10) -> list[int]:
    """Return the primary keys of the people whose names are likest to `query`, best first."""
    return [match.key for match in person_names().search(query, limit=limit)]


def find_organizations(query: str, *, limit: int = 10) -> list[int]:
    """Return the primary keys of the likest organizations, best first."""
    return [match.key for match in organization_names().search(query, limit=limit)]


def match_organization(printed: str) -> int | None:
    """Return the primary key of the organization whose name is printed; None if not sure."""
    match = organization_names().match(printed)
    return match.key if match else None


def match_person(printed: str) -> int | None:
    """Return the primary key of the person whose name is printed; None if that is not sure."""
    match = person_names().match(printed)
    return match.key if match else None


def _ever_wider(probes: list[_Probe]) -> Iterator[_Condition]:
    if not probes:
        return
    yield _whole(probes, typing=True, forgiving=False)
    yield _whole(probes, typing=True, forgiving=True)
    if pairs := _pairs(probes, typing=True):
        yield " OR ".join(pairs)


def _probes(texts: Sequence[str]) -> list[list[_Probe]]:
    """Return by what each text is looked up; [] for what is no name, or a whole sentence."""
    # A name is at most 200 characters; a null character can be typed, and is kept nowhere.
    typed = [text[:200].replace("\0", " ") for text in texts]
    found: list[list[_Probe]] = [[] for _ in texts]
    if not texts:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, probe.* FROM unnest(%s::text[]) WITH ORDINALITY AS one (typed, number),"
            " record_name_probes(typed) AS probe ORDER BY number, probe.span, probe.place",
            [typed],
        )
        for number, *probe in cursor.fetchall():
            found[number - 1].append(_Probe(*probe))
    return [
        probes if sum(probe.span == 1 for probe in probes) <= MOST_WORDS else [] for probes in found
    ]


def _telling(probes: list[_Probe]) -> list[_Probe]:
    """Return the words of a name by which it is looked up."""
    # Initials would each fetch a thirtieth of all names; they count when names are compared.
    words = [probe for probe in probes if probe.span == 1]
    return [one for one in words if len(one.word) > 1] or words


def _whole(probes: list[_Probe], *, typing: bool, forgiving: bool) -> _Condition:
    """Return the condition that a name has every word, neighbours written together or not."""
    words = [probe for probe in probes if probe.span == 1]
    readings = [_telling(probes)]
    for joined in probes:
        if joined.span > 1:
            covered = range(joined.place, joined.place + joined.span)
            rest = [one for one in words if one.place not in covered and len(one.word) > 1]
            readings.append([joined, *rest])
    return " OR ".join(
        "(" + " AND ".join(one.keys(typing=typing, forgiving=forgiving) for one in reading) + ")"
        for reading in readings
    )


def _pairs(probes: list[_Probe], *, typing: bool) -> list[_Condition]:
    """Return conditions that a name has two of the words, or, where there are two, one."""
    words = [probe for probe in probes if probe.span == 1 and len(probe.word) > 1]
    size = 2 if len(words) > 2 or not typing else 1
    return [
        "(" + " AND ".join(one.keys(typing=typing, forgiving=True) for one in some) + ")"
        for some in combinations(words, size)
    ]
