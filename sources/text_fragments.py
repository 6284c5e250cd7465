"""Links that lead to the very words on a page (WICG, "URL Fragment Text Directives")."""

import re
from urllib.parse import quote

# A quote up to this length is named in full, a longer one by its first and last words.
MAX_EXACT = 200
_EDGE_WORDS = 6
_CONTEXT_WORDS = 4
_DIRECTIVE = ":~:"
_LINE_BREAK = re.compile(r"[\n\r\u2028\u2029]")


def text_fragment_url(url: str, exact: str, *, prefix: str = "", suffix: str = "") -> str:
    """Return the address with a directive by which browsers scroll to `exact` and mark it.

    `prefix` and `suffix`, as they stand around it, tell its place from others. A fragment of the
    address stays. The address alone comes back when there are no words.
    """
    words = exact.split()
    if not words:
        return url
    # A browser looks for each part inside one block of the page.
    paragraphs = _LINE_BREAK.split(exact.strip())
    start, end = paragraphs[0].split()[:_EDGE_WORDS], paragraphs[-1].split()[-_EDGE_WORDS:]
    is_short = len(exact) <= MAX_EXACT or len(words) <= 2 * _EDGE_WORDS
    is_named_in_full = is_short and len(paragraphs) == 1
    marked = _encoded(words) if is_named_in_full else f"{_encoded(start)},{_encoded(end)}"
    before = _LINE_BREAK.split(prefix)[-1].split()[-_CONTEXT_WORDS:]
    after = _LINE_BREAK.split(suffix)[0].split()[:_CONTEXT_WORDS]
    directive = "".join(
        (f"{_encoded(before)}-," if before else "", marked, f",-{_encoded(after)}" if after else "")
    )
    page, _, fragment = url.partition("#")
    return f"{page}#{fragment.partition(_DIRECTIVE)[0]}{_DIRECTIVE}text={directive}"


def _encoded(words: list[str]) -> str:
    # The dash is no reserved character of addresses but one of the directive.
    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")
