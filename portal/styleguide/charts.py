"""Charts of every kind, with gaps, zeros, negative numbers, long names; one with files, one that is not drawn yet."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from wagtail.blocks import Block

from portal.styleguide.entries import State, component
from portal.styleguide.samples import ADDRESS, SENTENCE, UNBROKEN
from publications.charts import shelf
from publications.charts.showing import Figure, drawables_of, figure_of
from publications.tables import table_of_chart

FILES = [{"format": name, "url": ADDRESS, "size": "12.3 KB"} for name in ("CSV", "XLSX", "SVG", "PNG")]
SAMPLES = {
    "bar": ("Bars, with a zero and a gap", "bar", "\tShare\nYes\t29%\nNo\t50%\nDid not know\t0%\nNot asked\tn/a"),
    "negative": ("Negative numbers", "bar", "\tChange\nLondon\t-12\nLeeds\t5.5\nBradford\t0\nLuton\t-1,234.5"),
    "long": ("Long names", "bar", f"\tShare\n{SENTENCE[:110]}\t29%\n{UNBROKEN[:60]}\t50%"),
    "grouped": (
        "Grouped bars",
        "grouped",
        "\tMembers\tCouncillors\nAgree\t29%\t41%\nNeither\t50%\t33%\nNo answer\t21%\t–",
    ),
    "stacked": (
        "Stacked bars",
        "stacked",
        "\tAgree\tTend to agree\tNeither\tDisagree\tNo answer\nMembers\t29%\t30%\t20%\t20%\t1%\nCouncillors\t50%\t10%\tn/a\t30%\t10%",
    ),
    "line": ("A line with a gap", "line", "\tShare\n2016\t12%\n2017\t18%\n2019\tn/a\n2020\t29%\n2024\t27%"),
    "lines": (
        "Six lines",
        "line",
        "\tOne\tTwo\tThree\tFour\tFive\tSix with a longer name\n"
        "January\t1,200\t800\t400\t390\t-50\t10\nFebruary\t1,300\t820\t410\t380\t0\t20\nMarch\t1,500\t900\t420\t370\t50\t30",
    ),
    "dot": (
        "Dots with error bars",
        "dot",
        "\tShare\tLower\tUpper\nYes\t29%\t25%\t33%\nNo\t50%\t45%\t55%\nOther\tn/a\tn/a\tn/a",
    ),
    "table": ("Table only", "table", "\t2019\t2020\nYes\t24%\t29%\nNo\t55%\t50%"),
}


def charts(block: Block) -> tuple[State, ...]:
    """The states of the chart block."""

    def figure_named(name: str) -> Figure:
        title, kind, data = SAMPLES[name]
        value: Any = block.to_python(
            {**block.meta.preview_value, "title": f"{title}, invented", "kind": kind, "data": data}
        )
        table = table_of_chart(value, f"sample-{name}", 1, "CC BY 4.0")
        if table is None:
            raise ValueError(f"The sample chart “{name}” cannot be read: {value.problems}")
        return figure_of(table, "en")

    def shown(name: str, **changed: Any) -> Callable[[], dict[str, Any]]:
        def context() -> dict[str, Any]:
            drawn = shelf.previewed(drawables_of(map(figure_named, SAMPLES)))  # all at once: it takes a second
            figure = figure_named(name)
            drawing = drawn.get(figure.drawable.key) if figure.drawable else None
            return {"figure": replace(figure, **{"drawing": drawing, **changed})}

        return context

    whole = {"downloads": FILES, "embed_url": f"{ADDRESS}embed/figure-1/"}
    return (
        *(State(name, title, component("chart", shown(name))) for name, (title, _kind, _data) in SAMPLES.items()),
        State("files", "With its files", component("chart", shown("bar", **whole))),
        State("undrawn", "Not drawn yet: its table", component("chart", shown("bar", drawing=None))),
    )
