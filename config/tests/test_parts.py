"""What templates put out of text from outside is text."""

import pytest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from config.parts import environment, escaped

SIGNS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"}


@given(
    st.text() | st.text(st.sampled_from([*SIGNS, *"a ;#"]), max_size=9) | st.integers() | st.none()
)
def test_it_is_what_escape_makes_of_it(value):
    assert escaped(value) == escape(value)


@pytest.mark.parametrize(("sign", "html"), SIGNS.items())
def test_each_sign_is_escaped_wherever_it_stands(sign, html):
    for text in (sign, f"a{sign}", f"{sign}a", f"a{sign}a"):
        assert escaped(text) == text.replace(sign, html)


@pytest.mark.parametrize("kind", [Markup, SafeString])
def test_what_is_html_stays_as_it_is(kind):
    assert escaped(kind("<b>")) == "<b>"


def test_text_that_comes_late_is_escaped_too():
    class Text(str):
        pass

    assert escaped(gettext_lazy("<b>")) == escaped(Text("<b>")) == "&lt;b&gt;"


def test_templates_escape_all_that_they_put_out():
    made = environment(autoescape=True)
    template = made.from_string(
        '{% macro one(x) %}<i title="{{ x }}">{{ x }}{{ x|upper }}{{ x ~ "<" }}</i>{% endmacro %}'
        "{{ one(given) }}{% for x in [given] %}{{ x }}{% endfor %}{{ '<b>' }}"
    )
    html = template.render(given="\"<s>'&")

    once = "&#34;&lt;s&gt;&#39;&amp;"
    said = f'<i title="{once}">{once}{once.replace("s", "S")}{once}&lt;</i>'
    assert html == f"{said}{once}&lt;b&gt;"


def test_templates_that_escape_nothing_are_left_alone():
    assert environment(autoescape=False).from_string("{{ x }}").render(x="<b>") == "<b>"
