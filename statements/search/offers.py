"""What else a search may mean: "Salami missiles 2017" also offers what Hossein Salami said."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from people.names import SAME_SOUND, fold, token_likeness
from people.vocabulary import TITLES
from statements.asking import Answer, Asked, Known
from statements.search.tokens import Mark, Token, scan

# Offers shown, words of a search that are looked at, and names that are compared with them.
MOST, MOST_WORDS, MOST_NAMES = 3, 8, 200
# How alike a typed word must be to one of several of a name.
ALIKE = 80.0
# Years that a search may mean.
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Offer:
    """Statements by a person, with what else was typed: other words, and a year if there is one."""

    name: str
    slug: str
    words: str
    year: str


# Of two neighbours among the words, those names that have both: some for each two, `most` in all.
_BOTH = """
        SELECT likely.* FROM pair CROSS JOIN LATERAL (
            SELECT {key}, name FROM {table}
            WHERE record_name_keys(name) && pair.one AND record_name_keys(name) && pair.other
            LIMIT most / (SELECT count(*) FROM pair)
        ) AS likely"""
# Neighbours among the words, one slip forgiven, or a single word that is somebody's last name:
# people who said something published.
#
# In the database, so that each connection plans it once: that takes longer than to look. Always
# through the indexes, whatever the planner thinks of a short limit.
FUNCTION = f"""
CREATE OR REPLACE FUNCTION record_offered(words text, typed text[], most int)
RETURNS TABLE (form text, name text, slug text) LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY WITH probe AS MATERIALIZED (
        SELECT place, ARRAY[sound] || slips AS keys FROM record_name_probes(words) WHERE span = 1
    ), pair AS MATERIALIZED (
        SELECT one.keys AS one, other.keys AS other
        FROM probe AS one JOIN probe AS other ON other.place = one.place + 1
    ), likely (key, form) AS (
{_BOTH.format(key="id", table="people_person")}
        UNION ALL
{_BOTH.format(key="person_id", table="people_personname")}
        UNION ALL
        (SELECT id, name FROM people_person WHERE record_last_word(name) = ANY (typed) LIMIT most)
        UNION ALL
        (SELECT person_id, name FROM people_personname
            WHERE record_last_word(name) = ANY (typed) LIMIT most)
    )
    SELECT likely.form::text, person.name::text, person.slug::text
    FROM likely JOIN people_person person ON person.id = likely.key
    WHERE EXISTS (
        SELECT FROM statements_statement
        WHERE person_id = person.id AND status = 'published'
    );
END $$;
"""


def offers_for(text: str) -> Answer[list[Offer]]:
    """Ask whose statements `text` may ask for, the surest first; one database query.

    [] where operators join the words, or none of them is the name of anybody public. Unpublished
    people are never offered.
    """
    words = _plain_words(scan(text))
    if not 0 < len(words) <= MOST_WORDS:
        return Known([])
    names = [fold(token.text) for token in words]
    return Asked(
        "SELECT form, name, slug FROM record_offered(%s, %s, %s)",
        [" ".join(names), names, MOST_NAMES],
        partial(_offers, text, words, names),
    )


def _offers(
    text: str, words: list[Token], names: list[str], people: list[tuple[str, ...]]
) -> list[Offer]:
    found: dict[str, tuple[float, str, frozenset[int]]] = {}
    for form, name, slug in people:
        score, used = _meant(names, fold(form).split())
        if used and score > found.get(slug, (0.0, "", frozenset()))[0]:
            found[slug] = score, name, used
    best = max((score for score, _, _ in found.values()), default=0.0)
    ranked = sorted(found.items(), key=lambda one: (-one[1][0], one[1][1]))
    return [
        _offer(name, slug, text, words, used)
        for slug, (score, name, used) in ranked[:MOST]
        # Where two words name somebody, those who share only one of them are not meant.
        if score > best - 100
    ]


def _plain_words(tokens: Sequence[Token]) -> list[Token]:
    """Return the words that may be part of a name; none if operators join them."""
    if any(token.mark not in (Mark.WORD, Mark.PHRASE, Mark.MINUS) for token in tokens):
        return []
    return [
        token
        for before, token in zip([None, *tokens], tokens, strict=False)
        if token.mark is Mark.WORD
        and not (before and before.mark is Mark.MINUS)
        and any(letter.isalpha() for letter in token.text)
        and not token.text.endswith("*")
    ]


def _meant(typed: list[str], name: list[str]) -> tuple[float, frozenset[int]]:
    """Return how surely the name is meant, and by which of the typed words.

    100 for each word of it that was typed; one word alone must be the last of the name.
    """
    used: dict[int, float] = {}
    for part in name:
        rest = [place for place in range(len(typed)) if place not in used]
        likest = max(rest, key=lambda place: token_likeness(typed[place], part), default=None)
        if likest is not None and len(typed[likest]) > 1:
            score = token_likeness(typed[likest], part)
            if score >= ALIKE:
                used[likest] = score
    if not used:
        return 0.0, frozenset()
    if len(used) == 1:
        (place,) = used
        if typed[place] in TITLES or token_likeness(typed[place], name[-1]) < SAME_SOUND:
            return 0.0, frozenset()
    return sum(used.values()), frozenset(used)


def _offer(name: str, slug: str, text: str, words: list[Token], used: frozenset[int]) -> Offer:
    """Return the offer, with the name, the titles before it and a year taken out of the words."""
    out = [words[place] for place in used]
    for place in sorted(used):
        before = place - 1
        while before >= 0 and before not in used and fold(words[before].text) in TITLES:
            out.append(words[before])
            before -= 1
    years = [
        token
        for token in scan(text)
        if token.mark is Mark.WORD
        and token.text.isdecimal()
        and len(token.text) == 4
        and FIRST_YEAR <= int(token.text) <= LAST_YEAR
    ]
    # Of several years none is the one.
    year = f"{int(years[0].text)}" if len(years) == 1 else ""
    for token in sorted([*out, *(years if year else ())], key=lambda one: -one.start):
        text = text[: token.start] + text[token.end :]
    return Offer(name, slug, " ".join(text.split()), year)
