"""Markdown from curators as HTML: rendered, then cleaned, so that it can only ever be text."""

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "h2", "h3", "code", "br"}

_markdown = MarkdownIt("commonmark", {"html": False})


class _Clean:
    """What Django takes for HTML: only ever made from cleaned text."""

    def __init__(self, html: str) -> None:
        self._html = nh3.clean(
            html,
            tags=TAGS,
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto"},
            link_rel="nofollow noopener",
        )

    def __html__(self) -> str:
        return self._html


def markdown(text: str) -> SafeString:
    """Return `text` as HTML of a few harmless tags."""
    return format_html("{}", _Clean(_markdown.render(text)))
