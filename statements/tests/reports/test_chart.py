"""Charts: what is drawn stands for the counts."""

from statements.reports.chart import MOST_BARS, MOST_COLUMNS, chart_of


def test_nothing_to_draw_is_no_chart():
    assert chart_of([]) is None
    assert chart_of([["none", 0]]) is None


def test_bars_are_as_long_as_their_counts():
    chart = chart_of([["Anna", 40], ["Bo", 10]])
    long, short = chart.shapes
    assert long.width == 4 * short.width
    assert [word.text for word in chart.words] == ["Anna", "40", "Bo", "10"]


def test_columns_over_time_are_as_high_as_their_counts():
    chart = chart_of([["2019-01", 4], ["2019-02", 2], ["2019-03", 0]], is_time=True)
    assert [shape.height for shape in chart.shapes] == [240, 120, 0]
    assert chart.shapes[0].y < chart.shapes[1].y
    assert len(chart.lines) == 5


def test_a_cross_table_has_parts_and_a_legend():
    rows = [["Anna", 1, 3, 4], ["Bo", 2, 0, 2]]
    chart = chart_of(rows, across=["direct", "indirect"])
    assert [(shape.label, shape.part, shape.count) for shape in chart.shapes] == [
        ("Anna, direct", 0, 1),
        ("Anna, indirect", 1, 3),
        ("Bo, direct", 0, 2),
    ]
    assert chart.legend == [(0, "direct"), (1, "indirect")]


def test_many_parts_are_summed_into_others():
    heads = [f"Topic {number}" for number in range(9)]
    chart = chart_of([["Anna", *[1] * 9, 9]], across=heads)
    assert [shape.count for shape in chart.shapes] == [1, 1, 1, 1, 1, 4]
    assert chart.legend[-1] == (5, "others")


def test_what_does_not_fit_is_said():
    assert chart_of([[str(number), 1] for number in range(MOST_BARS + 1)]).is_cut
    many = [[f"{number:03}", 1] for number in range(MOST_COLUMNS + 5)]
    chart = chart_of(many, is_time=True)
    assert chart.is_cut
    assert chart.shapes[-1].label == many[-1][0]


def test_long_names_are_shortened_in_the_chart_alone():
    chart = chart_of([["A" * 50, 1]])
    assert chart.words[0].text.endswith("…")
    assert chart.shapes[0].label == "A" * 50


def test_large_and_small_counts_have_even_lines():
    for count in (1, 7, 99, 100, 12_345, 10_000_000):
        chart = chart_of([["2019", count]], is_time=True)
        assert 0 < chart.shapes[0].height <= 240
