"""Articles on web pages."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from people.partial_dates import PartialDate, PartialDateError
from sources.failures import CaptureError, Failure
from sources.reading.article import Article
from sources.reading.plain import cleaned, decode

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
# Fewer words are a caption or a notice, not an article.
_MIN_WORDS = 20
# A page that says it is not free and shows less than this shows only the beginning.
_TEASER = 2_500
_WALLS = re.compile(
    r"subscri(?:be|bers?|ption)\b.{0,60}\b(?:continue|read|access|unlock|full)"
    r"|(?:continue|keep) reading\b.{0,60}\bsubscri|already a subscriber"
    r"|log ?in to (?:read|continue)"
    r"|réservé aux abonnés|abonnez-vous pour|(?:sólo|solo) para suscriptores|suscríbete para",
    re.IGNORECASE | re.DOTALL,
)
# trafilatura drops invisible characters, and with them the joiners that Persian and the scripts of
# India are spelled with. These letters of a dead script stand for them meanwhile.
_JOINERS = {0x200C: 0x10050, 0x200D: 0x10051}
_JOINERS_BACK = {stand_in: joiner for joiner, stand_in in _JOINERS.items()}
# Lines that stand for an advertisement between two paragraphs.
_NOTICES = {"advertisement", "advertisment", "anzeige", "publicidad", "publicité", "pubblicità"}
_UNSEEN = {"script", "style", "noscript", "template", "head", "svg", "iframe", "select", "textarea"}
_INLINE = {
    *("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
    *("ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time"),
    *("u", "var", "wbr"),
}


def read_html(raw: bytes, content_type: str = "", url: str = "") -> Article:
    """Return the article of a page; raises CaptureError where there is none, or a part alone."""
    # Two seconds to import: only who reads a page waits for it.
    from trafilatura import bare_extraction

    tree = _prepared(_parsed(raw, content_type))
    page_text = visible_text(tree).translate(_JOINERS_BACK)
    is_free = _is_free(tree)
    language, canonical_url = _language(tree), _canonical_url(tree)
    found: Any = bare_extraction(
        tree,
        url=url or None,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = _without_notices(found.text or "") if found else ""
    _require_article(text, page_text, is_free=is_free)
    site_name = _line(found.sitename)
    return Article(
        text=cleaned(text),
        title=_line(found.title),
        authors=", ".join(filter(None, map(str.strip, _line(found.author).split(";")))),
        published_on=_day(found.date),
        language=language,
        # Where the page names no site, the host is given in its place.
        site_name="" if site_name and site_name in url else site_name,
        canonical_url=canonical_url,
        page_text=page_text,
    )


def _line(found: str | None) -> str:
    return re.sub(r"\s+", " ", (found or "").translate(_JOINERS_BACK)).strip()


def _without_notices(text: str) -> str:
    lines = text.translate(_JOINERS_BACK).strip().split("\n")
    return "\n".join(line for line in lines if line.strip().lower() not in _NOTICES)


def _parsed(raw: bytes, content_type: str) -> Any:
    declared = _META_CHARSET.search(raw[:4096])
    text = decode(raw, content_type, hint=declared[1].decode("ascii") if declared else "")
    # An XML declaration with an encoding is refused in text that is decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\0", "")).translate(_JOINERS)
    if not text.strip():
        raise CaptureError(Failure.EMPTY)
    try:
        return lxml_html.document_fromstring(text)
    except etree.ParserError as error:
        raise CaptureError(Failure.EMPTY) from error


def visible_text(tree: Any) -> str:
    """Return everything a page shows, its blocks as lines."""
    return re.sub(r"[^\S\n]*\n\s*", "\n", "".join(_visible(tree))).strip()


def _visible(tree: Any) -> Iterator[str]:
    # By hand, not by recursion: pages nest as deep as they like.
    waiting: list[Any] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
            continue
        tag = node.tag if isinstance(node.tag, str) else ""
        if node.tail and node is not tree:
            waiting.append(node.tail)
        if not tag or tag in _UNSEEN:
            continue
        edge = "" if tag in _INLINE else "\n"
        waiting.append(edge)
        waiting.extend(reversed(node))
        waiting += [node.text or "", edge]


def _prepared(tree: Any) -> Any:
    """Write out what a browser shows and trafilatura would lose: marks, cells, blank lines."""
    for quoted in tree.iter("q"):
        quoted.text = f"“{quoted.text or ''}"
        if len(quoted):
            quoted[-1].tail = f"{quoted[-1].tail or ''}”"
        else:
            quoted.text += "”"
    etree.strip_tags(tree, "q")
    # Old pages are laid out in tables; as a table, a whole article would become one line.
    for part in tree.iter("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"):
        part.tag = "div"
    for first in list(tree.iter("br")):
        following = first.getnext()
        is_pair = following is not None and following.tag == "br"
        if is_pair and not (first.tail or "").strip():
            _begin_paragraph(first, following)
    return tree


def _begin_paragraph(first: Any, second: Any) -> None:
    """Make a paragraph of what follows two line breaks, up to the next two or a block."""
    paragraph = etree.Element("p")
    paragraph.text = second.tail
    second.tail = None
    following = second.getnext()
    while following is not None and following.tag in _INLINE | {"br"}:
        after = following.getnext()
        if following.tag == "br" and after is not None and after.tag == "br":
            break
        paragraph.append(following)
        following = after
    first.getparent().replace(first, paragraph)
    second.getparent().remove(second)


def _require_article(text: str, page_text: str, *, is_free: bool) -> None:
    """Raise the CaptureError that says why a page has no article to keep."""
    if not page_text:
        raise CaptureError(Failure.NO_ARTICLE)
    is_walled = not is_free or bool(_WALLS.search(page_text))
    if is_walled and len(text) < _TEASER:
        raise CaptureError(Failure.PAYWALL)
    if len(text.split()) < _MIN_WORDS:
        raise CaptureError(Failure.NO_ARTICLE)


def _is_free(tree: Any) -> bool:
    """Return whether the page does not say that reading it costs (schema.org)."""
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        if _says_paid(_json(script.text or "")):
            return False
    return True


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _says_paid(data: Any, depth: int = 4) -> bool:
    """Return whether an item, but not a mere part of it such as a video, is not free."""
    if depth and isinstance(data, list):
        return any(_says_paid(item, depth - 1) for item in data)
    if not isinstance(data, dict):
        return False
    if str(data.get("isAccessibleForFree", "")).lower() == "false":
        return True
    return bool(depth) and _says_paid(data.get("@graph"), depth - 1)


def _language(tree: Any) -> str:
    """Return the language that the page names, without its country: "en" of "en-US"."""
    named = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    if not named:
        named = next(iter(tree.xpath("//meta[@property='og:locale']/@content")), "")
    primary = re.split(r"[-_]", named.strip().lower())[0]
    return primary if re.fullmatch(r"[a-z]{2,3}", primary) else ""


def _canonical_url(tree: Any) -> str:
    found = tree.xpath("//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href")
    found += tree.xpath("//meta[@property='og:url']/@content")
    absolute = (str(address).strip() for address in found)
    return next((one for one in absolute if one.startswith(("http://", "https://"))), "")


def _day(found: str | None) -> PartialDate | None:
    try:
        return PartialDate.day(date.fromisoformat(found)) if found else None
    except (ValueError, PartialDateError):
        return None
