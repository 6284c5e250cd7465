"""Measures how far the engine's confidence can be trusted, and the shares it is made of.

    python bench/confidence.py --data FOLDER --scorer SCORER.py [--table] [--quick] [--json PATH]

Prints, per tenth of confidence, the share of proposals that are right: by the engine's own shares
on the development sets, and by shares made without the articles they are told for, each fifth of
the articles of PolNeAR's training set and of ggt98 in turn. Where a set judges only speakers with
a name, the share is that of right words times that of right speakers among those judged.
`--table` prints the shares for `statements/extraction/confidence.py`: of words by construction and
kind from the training set, of speakers by reason from that and, where it names no resolved speaker
(pronouns, follow-on quotations), from the set that does. FOLDER as in bench/extraction.py.
"""

import argparse
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from extraction import QUICK, load_scorer, load_set, read

from statements.extraction import Proposal
from statements.extraction.confidence import MEASURED, Shares, length_of
from statements.extraction.speakers import Reason

SETS = ("ggt98/dev", "polnear/dev")
TRAINING = "polnear/train"
RESOLVED = "ggt98/dev"
FOLDS = 5
# Reasons by which a speaker is resolved: only a set with resolved speakers can judge them.
RESOLVING = (
    "PRONOUN",
    "BODY",
    "GROUP",
    "OFFICE",
    "INTRODUCED",
    "VARIED",
    "STATED",
    "SAME",
    "BEFORE",
    "UNRESOLVED",
    "NOBODY",
)
PRIOR = 8  # Proposals of the overall share that are added to each kind before it is divided.
MATCH, TOUCH = 0.8, 0.3


@dataclass(frozen=True, slots=True)
class Judged:
    """A proposal of an article, and whether its words and its speaker are right."""

    article: int
    sort: str
    kind: str
    length: str
    reason: Reason
    words: bool
    speaker: bool | None  # None where the set does not judge it.

    def confidence(self, shares: Shares) -> float:
        return shares.of(self.sort, self.kind, self.length, self.reason)


def judge(scorer: ModuleType, path: Path, most: int | None) -> list[Judged]:
    """Return what was proposed for the articles of a set."""
    return [
        Judged(
            number,
            proposal.construction,
            proposal.kind.value,
            length_of(proposal.spans),
            proposal.reason,
            words,
            speaker,
        )
        for number, proposal, words, speaker in judged(scorer, path, most)
    ]


def judged(
    scorer: ModuleType, path: Path, most: int | None
) -> Iterator[tuple[int, Proposal, bool, bool | None]]:
    """Yield the number of the article, a proposal, and whether words and speaker are right."""
    articles, gold = load_set(path, most)
    is_mention = gold.get("speaker_gold") == "mention"
    for at, (article, marked) in enumerate(zip(articles, gold["articles"], strict=True)):
        text = scorer.Article(article["text"])
        proposals = [(p, s) for p in read(article) for s in text.segs(p.spans)]
        quotes = [(q, s) for q in marked["quotes"] for s in text.segs(q["spans"])]
        wanted = [(q, s) for q, s in quotes if q["scored"]]
        free = [s for q, s in quotes if not q["scored"]]
        pairs = scorer.pair([s for _, s in proposals], [s for _, s in wanted], TOUCH)
        names = _names(scorer, marked["quotes"], is_mention)
        for number, (proposal, words) in enumerate(proposals):
            if number not in pairs:
                if not any(len(words & other) >= len(words) / 2 for other in free):
                    yield at, proposal, False, None
                continue
            place, overlap = pairs[number]
            quote = wanted[place][0]
            is_judged = quote.get("speaker_kind") == "name" if is_mention else quote["reference"]
            is_right = scorer.speaker_ok(proposal.speaker, quote, False, names)
            yield at, proposal, overlap >= MATCH, is_right if is_judged else None


def _names(scorer: ModuleType, quotes: list[dict[str, Any]], is_mention: bool) -> set[tuple]:
    if is_mention:
        return set()
    return {tuple(scorer.core(scorer.toks(q.get("reference") or ""))) for q in quotes}


def reliability(pairs: Iterable[tuple[float, Judged]]) -> dict[str, list[float]]:
    """Return per tenth of confidence: how many, the mean confidence, the share that is right."""
    bins: dict[int, list[tuple[float, Judged]]] = defaultdict(list)
    for confidence, found in pairs:
        bins[min(int(confidence * 10), 9)].append((confidence, found))
    return {
        f"{low / 10:.1f}": [
            len(inside),
            round(sum(confidence for confidence, _ in inside) / len(inside), 2),
            round(_right([found for _, found in inside]), 2),
        ]
        for low, inside in sorted(bins.items())
    }


def _right(found: list[Judged]) -> float:
    """Return the share of right words times that of right speakers among the judged ones."""
    speakers = [each.speaker for each in found if each.words and each.speaker is not None]
    share = sum(speakers) / len(speakers) if speakers else 1.0
    return share * sum(each.words for each in found) / len(found)


def held_out(training: list[Judged], resolved: list[Judged]) -> dict[str, dict[str, list[float]]]:
    """Return the reliability of shares made without the fifth of the articles they tell."""
    told: dict[str, list[tuple[float, Judged]]] = {TRAINING: [], RESOLVED: []}
    for fold in range(FOLDS):
        shares = fit(
            [each for each in training if each.article % FOLDS != fold],
            [each for each in resolved if each.article % FOLDS != fold],
        )
        for name, found in ((TRAINING, training), (RESOLVED, resolved)):
            inside = [each for each in found if each.article % FOLDS == fold]
            told[name] += [(each.confidence(shares), each) for each in inside]
    return {f"{name}, held out": reliability(pairs) for name, pairs in told.items()}


def fit(training: list[Judged], resolved: list[Judged]) -> Shares:
    """Return the shares of right words by construction and kind, and of speakers by reason."""
    words, speakers = _words(training), _speakers(training, resolved)
    bare = Shares(words, {}, dict.fromkeys(Reason, 1.0))
    expected: dict[str, float] = defaultdict(float)
    right: dict[str, int] = defaultdict(int)
    for each in training:
        name = f"{each.kind} {each.length}"
        expected[name] += each.confidence(bare)
        right[name] += each.words
    lengths = {
        name: round((right[name] + PRIOR) / (total + PRIOR), 2)
        for name, total in sorted(expected.items())
    }
    return Shares(words, lengths, speakers)


def _words(training: list[Judged]) -> dict[str, float]:
    """Return the share of right words by kind and, drawn to that, by construction and kind."""
    kinds: dict[str, Counter[bool]] = defaultdict(Counter)
    sorts: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    for each in training:
        kinds[each.kind][each.words] += 1
        sorts[each.sort, each.kind][each.words] += 1
    overall = {kind: counts[True] / counts.total() for kind, counts in kinds.items()}
    found = {kind: round(share, 2) for kind, share in overall.items()}
    for (sort, kind), counts in sorts.items():
        found[f"{sort} {kind}"] = share_of(counts, overall[kind])
    return dict(sorted(found.items()))


def _speakers(training: list[Judged], resolved: list[Judged]) -> dict[Reason, float]:
    counted: dict[Reason, Counter[bool]] = defaultdict(Counter)
    for is_resolved, found in ((False, training), (True, resolved)):
        for each in found:
            is_wanted = (each.reason.name in RESOLVING) == is_resolved
            if is_wanted and each.words and each.speaker is not None:
                counted[each.reason][each.speaker] += 1
    every = sum(counted.values(), Counter())
    overall = every[True] / every.total()
    return {reason: share_of(counts, overall) for reason, counts in sorted(counted.items())}


def share_of(counts: Counter[bool], overall: float) -> float:
    """Return the share of True, that of few drawn to the share of all."""
    return round((counts[True] + PRIOR * overall) / (counts.total() + PRIOR), 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", default=os.environ.get("EXTRACTION_DATA", ""))
    parser.add_argument("--scorer", default=os.environ.get("QUOTE_SCORER", ""))
    parser.add_argument("--table", action="store_true", help="print the table of shares")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} articles of each set")
    parser.add_argument("--json", help="write the figures here")
    options = parser.parse_args()
    if not (options.data and options.scorer):
        print("Nothing to measure: give --data and --scorer.")
        return
    scorer, data = load_scorer(options.scorer), Path(options.data)
    most = QUICK if options.quick else None
    found = {name: judge(scorer, data / name, most) for name in (*SETS, TRAINING)}
    if options.table:
        show_table(fit(found[TRAINING], found[RESOLVED]))
        return
    figures = {
        name: reliability((each.confidence(MEASURED), each) for each in found[name])
        for name in SETS
    } | held_out(found[TRAINING], found[RESOLVED])
    show(figures)
    if options.json:
        Path(options.json).write_text(json.dumps(figures, indent=1), encoding="utf-8")


def show_table(shares: Shares) -> None:
    speakers = {reason.name: share for reason, share in shares.speakers.items()}
    tables: dict[str, Any] = {"words": shares.words, "lengths": shares.lengths}
    for title, table in (tables | {"speakers": speakers}).items():
        print(title, json.dumps(table, indent=4))


def show(figures: dict[str, dict[str, list[float]]]) -> None:
    for name, bins in figures.items():
        print(f"{name:24}{'proposals':>12}{'confidence':>12}{'right':>8}")
        for low, (count, confidence, right) in bins.items():
            print(f"  from {low:17}{count:>12}{confidence:>12}{right:>8}")


if __name__ == "__main__":
    main()
