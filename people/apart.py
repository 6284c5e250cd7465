"""Processes of their own for reading files from outside: they know no secrets, and end in time."""

import os
import resource
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def bare_environment() -> dict[str, str]:
    """Return the environment of such a process: without any setting of this one."""
    return {"PATH": os.defpath, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def limit(seconds: int, memory: int) -> None:
    """Bound this process: so much processor time, so many bytes, and no file may be written."""
    for name, value in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(name, (value, value))
