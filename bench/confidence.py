"""Measures how far the engine's confidence can be trusted, and the table it is taken from.

    python bench/confidence.py --data FOLDER --scorer SCORER.py [--table] [--quick] [--json PATH]

Prints, for the development sets, the share of right proposals among those of each confidence.
`--table` prints the shares for `statements/extraction/confidence.py`: of words by construction
from the training set, of speakers by reason from that and, where it names no resolved speaker
(pronouns, follow-on quotations), from the set that does. FOLDER as in bench/extraction.py.
"""

import argparse
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from extraction import QUICK, load_scorer, load_set, read

from statements.extraction import Proposal

SETS = ("ggt98/dev", "polnear/dev")
TRAINING = "polnear/train"
RESOLVED = "ggt98/dev"
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


def judged(
    scorer: ModuleType, path: Path, most: int | None
) -> Iterator[tuple[Proposal, bool, bool | None]]:
    """Yield proposals with: are the words right, is the speaker (None where it is not judged)."""
    articles, gold = load_set(path, most)
    is_mention = gold.get("speaker_gold") == "mention"
    for article, marked in zip(articles, gold["articles"], strict=True):
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
                    yield proposal, False, None
                continue
            place, overlap = pairs[number]
            quote = wanted[place][0]
            is_judged = quote.get("speaker_kind") == "name" if is_mention else quote["reference"]
            is_right = scorer.speaker_ok(proposal.speaker, quote, False, names)
            yield proposal, overlap >= MATCH, is_right if is_judged else None


def _names(scorer: ModuleType, quotes: list[dict[str, Any]], is_mention: bool) -> set[tuple]:
    if is_mention:
        return set()
    return {tuple(scorer.core(scorer.toks(q.get("reference") or ""))) for q in quotes}


def reliability(scorer: ModuleType, path: Path, most: int | None) -> dict[str, list[float]]:
    """Return per tenth of confidence: how many, the mean confidence, the share that is right."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for proposal, words, speaker in judged(scorer, path, most):
        if words and speaker is None:
            continue  # Right words whose speaker nobody judged are neither right nor wrong.
        bins[min(int(proposal.confidence * 10), 9)].append(
            (proposal.confidence, bool(words and speaker))
        )
    return {
        f"{low / 10:.1f}": [
            len(pairs),
            round(sum(confidence for confidence, _ in pairs) / len(pairs), 2),
            round(sum(right for _, right in pairs) / len(pairs), 2),
        ]
        for low, pairs in sorted(bins.items())
    }


def table(scorer: ModuleType, data: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Return the shares of right words by construction and of right speakers by reason."""
    words: dict[str, Counter[bool]] = defaultdict(Counter)
    speakers: dict[str, Counter[bool]] = defaultdict(Counter)
    for proposal, is_word_right, is_speaker_right in judged(scorer, data / TRAINING, None):
        words[proposal.construction][is_word_right] += 1
        if is_word_right and is_speaker_right is not None and proposal.reason.name not in RESOLVING:
            speakers[proposal.reason.name][is_speaker_right] += 1
    for proposal, is_word_right, is_speaker_right in judged(scorer, data / RESOLVED, None):
        if is_word_right and is_speaker_right is not None and proposal.reason.name in RESOLVING:
            speakers[proposal.reason.name][is_speaker_right] += 1
    return shares(words), shares(speakers)


def shares(counted: dict[str, Counter[bool]]) -> dict[str, float]:
    """Return the share of True of each kind, rare kinds drawn to the share of all."""
    every = sum(counted.values(), Counter())
    overall = every[True] / every.total()
    return {
        kind: round((counts[True] + PRIOR * overall) / (counts.total() + PRIOR), 2)
        for kind, counts in sorted(counted.items())
    }


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
    if options.table:
        for title, found in zip(("WORDS", "SPEAKERS"), table(scorer, data), strict=True):
            print(title, json.dumps(found, indent=4))
        return
    figures = {
        name: reliability(scorer, data / name, QUICK if options.quick else None) for name in SETS
    }
    for name, bins in figures.items():
        print(f"{name:14}{'proposals':>12}{'confidence':>12}{'right':>8}")
        for low, (count, confidence, right) in bins.items():
            print(f"  from {low:7}{count:>12}{confidence:>12}{right:>8}")
    if options.json:
        Path(options.json).write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
