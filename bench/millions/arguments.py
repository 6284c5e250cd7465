"""The options of the measurements that take a record of their own, or one that was left."""

import argparse
from pathlib import Path

FULL, QUICK = 1_000_000, 20_000


def record_options(description: str | None) -> argparse.ArgumentParser:
    """Return what reads them: how many statements, of which record, and where figures go."""
    options = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "--statements", type=int, metavar="N", default=FULL, help=f"{FULL:,} unless told"
    )
    options.add_argument(
        "--quick",
        dest="statements",
        action="store_const",
        const=QUICK,
        help=f"{QUICK:,} statements",
    )
    options.add_argument(
        "--reuse", action="store_true", help="measure a copy of the record search.py --keep left"
    )
    options.add_argument("--json", type=Path, metavar="PATH", help="write the figures there")
    return options
