"""The figures of quote extraction, article by article, and how much they move with the choice."""

import random
from types import ModuleType
from typing import Any

MEASURES = {
    "part8": "part8",
    "direct": "part8/direct",
    "mixed": "part8/mixed",
    "indirect": "part8/indirect",
    "both": "e2e",
}
FIGURES = ("part8", "direct", "mixed", "indirect", "speaker", "full", "both", "grouping")

Tally = dict[str, tuple[float, float]]  # Per figure what is right and out of how many.


def tally(
    scorer: ModuleType,
    articles: list[dict[str, Any]],
    gold: dict[str, Any],
    predicted: list[dict[str, Any]],
) -> list[Tally]:
    """Return what each article adds to the figures."""
    runs = (
        scorer.run({"articles": [article]}, {**gold, "articles": [marked]}, [found])[0]
        for article, marked, found in zip(articles, gold["articles"], predicted, strict=True)
    )
    return [_tally(result) for result in runs]


def _tally(result: dict[str, Any]) -> Tally:
    shares = {name: result[key] for name, key in MEASURES.items()}
    found: Tally = {
        name: (2 * share["tp"], share["pred"] + share["gold"]) for name, share in shares.items()
    }
    judged, (grouped, joints) = result["speaker_n"], result["grouping"]
    for name, key in (("speaker", "speaker_lenient"), ("full", "speaker_full")):
        found[name] = (0, 0) if result[key] is None else (result[key] * judged, judged)
    found["grouping"] = ((grouped or 0) * joints, joints)
    return found


def figures(tallies: list[Tally]) -> dict[str, float | None]:
    """Return the figures of the table in percent; None where a set does not judge one."""
    sums = {
        name: [sum(each[name][part] for each in tallies) for part in (0, 1)] for name in FIGURES
    }
    return {
        name: round(100 * right / whole, 1) if whole else None
        for name, (right, whole) in sums.items()
    }


def drawn(tallies: list[Tally], targets: dict[str, int], draws: int) -> dict[str, dict[str, str]]:
    """Return by figure the range of nine in ten draws, and the share of those that reach a target.

    So much a figure moves with the choice of articles alone.
    """
    chance = random.Random(7)  # noqa: S311  # The same draws each time.
    samples = [figures(chance.choices(tallies, k=len(tallies))) for _ in range(draws)]
    ranges, reached = {}, {}
    for name in FIGURES:
        values = sorted(value for each in samples if (value := each[name]) is not None)
        if values:
            ranges[name] = f"{values[len(values) // 20]}-{values[-1 - len(values) // 20]}"
        if values and name in targets:
            share = sum(value >= targets[name] for value in values) / len(values)
            reached[name] = f"{100 * share:.0f} %"
    return {"nine in ten": ranges, "reach it": reached}
