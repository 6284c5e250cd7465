"""What is marked in a result, and that marking lets nothing else through."""

import pytest

from statements.search.highlighting import highlight, highlight_html

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("We never negotiate.", "negotiating", ["negotiate"]),
        ("Une guerre européenne", "europeenne", ["européenne"]),
        ("The shadow of war, of war", '"of war"', ["of war", "of war"]),
        ("of the war", '"of war"', []),
        ("Negotiators negotiate", "negot*", ["Negotiators", "negotiate"]),
        ("war and peace", "war -peace", ["war"]),
        ("سایهٔ جنگ", "سايه", ["سایهٔ"]),
        ("nothing here", "!!!", []),
    ],
)
def test_what_is_marked(text, query, marked):
    [segments] = highlight([text], query)

    assert [segment.text for segment in segments if segment.is_match] == marked
    assert "".join(segment.text for segment in segments) == text


def test_hostile_markup_stays_text():
    [segments] = highlight(["<script>war</script> & <mark>war"], "war script")

    assert highlight_html(segments) == (
        "&lt;<mark>script</mark>&gt;<mark>war</mark>&lt;/<mark>script</mark>&gt; &amp; "
        "&lt;mark&gt;<mark>war</mark>"
    )


def test_a_page_of_results_takes_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        highlight(["war"] * 25, "war")
