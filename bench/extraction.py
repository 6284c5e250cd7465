"""Measures quote extraction: speed, memory and, with a scorer, how much of it is right.

    python bench/extraction.py [--quick] [--json PATH]
    python bench/extraction.py predict X.articles.json OUT.json
    python bench/extraction.py score --data FOLDER --scorer SCORER.py [--quick] [--json PATH]

FOLDER holds NAME/SPLIT.articles.json and NAME/SPLIT.gold.json (also .json.gz); EXTRACTION_DATA and
QUOTE_SCORER in the environment do instead of the options. `predict` needs nothing but the articles.
`score --draws 500` adds, from that many draws of as many articles with repetition, the range that
holds nine in ten of them and, where a figure is asked, how many in a hundred reach it.
Without a command the golden articles are read again and again, for speed and memory alone.
"""

import argparse
import gzip
import importlib.util
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scoring import drawn, figures, tally

from statements.extraction import Proposal, extract

SETS = {"ggt98": "ggt98/dev", "polnear": "polnear/dev", "polnear train": "polnear/train"}
QUICK = 10
# What to reach on articles not seen, in percent: words, speaker and both.
TARGETS = {
    "ggt98": {"part8": 82, "direct": 96, "indirect": 65, "speaker": 90, "full": 87, "both": 74},
    "polnear": {
        "part8": 80,
        "direct": 96,
        "indirect": 65,
        "speaker": 92,
        "both": 72,
        "grouping": 80,
    },
}


def load(path: Path) -> Any:
    """Return the JSON of a file, or of the same file gzipped."""
    if not path.exists():
        path = path.with_name(path.name + ".gz")
    content = path.read_bytes()
    return json.loads(gzip.decompress(content) if path.suffix == ".gz" else content)


def read(article: dict[str, Any]) -> tuple[Proposal, ...]:
    """Return the proposals for an article as an unseen one is read: text, day, outlet.

    Whatever is missing or of another kind counts as not told.
    """
    text, outlet = article.get("text"), article.get("outlet")
    try:
        published_on = date.fromisoformat(str(article.get("published"))[:10])
    except ValueError:
        published_on = None
    return extract(
        text if isinstance(text, str) else "",
        published_on=published_on,
        outlet=outlet if isinstance(outlet, str) else "",
    )


def read_or_tell(article: dict[str, Any], number: int) -> tuple[Proposal, ...]:
    """Return the proposals for an article; one that fails has none and is told of, not fatal."""
    try:
        return read(article)
    except Exception as error:  # noqa: BLE001  # One bad article must not cost the others.
        print(f"article {number} failed: {error!r}", file=sys.stderr)
        return ()


def predict(articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return predictions in the scorer's format."""
    return [
        {
            "id": article.get("id", number),
            "quotes": [
                {
                    "spans": [list(span) for span in proposal.spans],
                    "speaker": proposal.speaker,
                    "confidence": proposal.confidence,
                    "reason": proposal.reason,
                    "construction": proposal.construction,
                }
                for proposal in read_or_tell(article, number)
            ],
        }
        for number, article in enumerate(articles)
    ]


def command_predict(options: argparse.Namespace) -> None:
    """Write the predictions and print what they cost."""
    loaded = load(Path(options.articles))
    articles = loaded["articles"] if isinstance(loaded, dict) else loaded
    extract("")  # The vocabulary is read once, before the clock starts.
    start = time.process_time()  # Of one core: what else the machine does must not count.
    predicted = predict(articles)
    seconds = time.process_time() - start
    Path(options.out).write_text(json.dumps({"articles": predicted}), encoding="utf-8")
    cost = {
        "articles": len(articles),
        "articles_per_second": round(len(articles) / seconds, 1),
        "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(cost))


def command_score(options: argparse.Namespace) -> None:
    """Predict each set in a process of its own, score it and print the table."""
    scorer = load_scorer(options.scorer)
    rows = {}
    for name, path in SETS.items():
        articles, gold = load_set(Path(options.data) / path, QUICK if options.quick else None)
        predicted, cost = predict_apart(articles)
        tallies = tally(scorer, articles, gold, predicted)
        rows[name] = {**figures(tallies), **cost}
        if options.draws:
            rows[name]["drawn"] = drawn(tallies, TARGETS.get(name, {}), options.draws)
    show(rows)
    if options.json:
        Path(options.json).write_text(json.dumps(rows, indent=1), encoding="utf-8")


def load_scorer(path: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"No scorer at {path!r}: give --scorer or set QUOTE_SCORER.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def load_set(path: Path, most: int | None) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Return the articles and the gold file of a set, cut to the same first articles."""
    articles = load(path.with_name(path.name + ".articles.json"))["articles"][:most]
    gold = load(path.with_name(path.name + ".gold.json"))
    wanted = {article["id"] for article in articles}
    gold["articles"] = [article for article in gold["articles"] if article["id"] in wanted]
    return articles, gold


def predict_apart(
    articles: list[dict[str, Any]],
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Run `predict` as for unseen articles: a new process, the articles file alone."""
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder) / "given.articles.json", Path(folder) / "out.json"
        given.write_text(json.dumps({"articles": articles}), encoding="utf-8")
        command = [sys.executable, __file__, "predict", str(given), str(out)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return load(out)["articles"], json.loads(printed)


def show(rows: dict[str, dict[str, Any]]) -> None:
    names = [name for name in next(iter(rows.values())) if name != "drawn"]
    print(f"{'':16}" + "".join(f"{name[:12]:>13}" for name in names))
    for title, row in rows.items():
        lines = {title: row}
        if title in TARGETS:
            lines["  to reach"] = TARGETS[title]
        for label, line in row.get("drawn", {}).items():
            lines[f"  {label}"] = line
        for label, line in lines.items():
            print(f"{label:16}" + "".join(f"{_cell(line.get(name)):>13}" for name in names))


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def command_speed(options: argparse.Namespace) -> None:
    """Read the golden articles again and again; print articles a second and peak memory."""
    golden = Path(__file__).parent.parent / "statements/tests/extraction/golden/en"
    # Ten golden articles are about as long as one of a newspaper.
    texts = [path.read_text(encoding="utf-8") for path in sorted(golden.glob("*.txt"))]
    joined = ["\n\n".join(texts[i : i + 10]) for i in range(0, len(texts), 10)]
    articles = [{"text": text} for text in joined] * (10 if options.quick else 100)
    rows = {"golden articles": predict_apart(articles)[1]}
    show(rows)
    if options.json:
        Path(options.json).write_text(json.dumps(rows, indent=1), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a short run")
    parser.add_argument("--json", help="write the figures here")
    parser.set_defaults(action=command_speed)
    commands = parser.add_subparsers()
    command = commands.add_parser("score", help=command_score.__doc__)
    command.add_argument("--data", default=os.environ.get("EXTRACTION_DATA", ""))
    command.add_argument("--scorer", default=os.environ.get("QUOTE_SCORER", ""))
    command.add_argument("--quick", action="store_true", help=f"{QUICK} articles of each set")
    command.add_argument("--draws", type=int, default=0, help="how often to draw the articles anew")
    command.add_argument("--json", help="write the figures here")
    command.set_defaults(action=command_score)
    command = commands.add_parser("predict", help=command_predict.__doc__)
    command.add_argument("articles")
    command.add_argument("out")
    command.set_defaults(action=command_predict)
    options = parser.parse_args()
    options.action(options)


if __name__ == "__main__":
    main()
