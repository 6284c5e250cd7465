"""Golden files: an article beside what is expected of it."""

import datetime
import json
from dataclasses import asdict
from pathlib import Path

from statements.extraction import extract

FOLDER = Path(__file__).parent / "golden"
PUBLISHED_ON = datetime.date(2024, 3, 15)  # A Friday.
# What a golden file need not repeat: offsets show in the words, the rest has tests of its own.
LEFT_OUT = (
    "spans",
    "cue_span",
    "mention_span",
    "paragraph",
    "confidence",
    "construction",
    "is_person",
)


def articles() -> list[Path]:
    return sorted(FOLDER.glob("*/*.txt"))


def found_in(article: Path) -> list[dict[str, object]]:
    """Return the proposals for an article as its golden file writes them: empty fields left out."""
    text = article.read_text(encoding="utf-8")
    proposals = extract(
        text, published_on=PUBLISHED_ON, outlet="Harbour Gazette", language=article.parent.name
    )
    return [
        {
            "words": [text[start:end] for start, end in proposal.spans],
            **{
                name: str(value)
                for name, value in asdict(proposal).items()
                if name not in LEFT_OUT and value not in ("", None)
            },
        }
        for proposal in proposals
    ]


def write(article: Path) -> None:
    """Write what is found today, to be read over before it is kept."""
    expected = json.dumps(found_in(article), ensure_ascii=False, indent=1)
    article.with_suffix(".json").write_text(expected + "\n", encoding="utf-8")


if __name__ == "__main__":
    for each in articles():
        write(each)
