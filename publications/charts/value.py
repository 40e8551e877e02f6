"""A chart as it is kept in a stream: it can be asked for its data, or for what is wrong with it."""

from functools import cached_property

from wagtail import blocks

from publications.charts.data import ChartData, parse
from publications.charts.kinds import Kind, check
from publications.charts.refusals import ChartDataError

SHARES = ("%", "per cent", "percent", "percentage")  # a unit that begins so counts shares of a hundred


class ChartValue(blocks.StructValue):
    """A chart that can be asked for its data."""

    @cached_property
    def kind(self) -> Kind:
        """How it is shown; a table where that is not known."""
        try:
            return Kind(self.get("kind") or Kind.TABLE)
        except ValueError:
            return Kind.TABLE

    @cached_property
    def reading(self) -> tuple[ChartData | None, tuple[str, ...]]:
        """The data, or why nothing can be shown of it, for the editor. Only a draft has such problems."""
        try:
            data = parse(self.get("data") or "")
            check(self.kind, data, is_share=is_share(data, self.get("unit") or ""))
        except ChartDataError as refused:
            return None, refused.problems
        return data, ()

    @property
    def parsed(self) -> ChartData | None:
        """The data; None while there are problems."""
        return self.reading[0]

    @property
    def problems(self) -> tuple[str, ...]:
        """What an editor has to mend; empty for a good chart."""
        return self.reading[1]

    @property
    def is_drawn(self) -> bool:
        """Whether there is a drawing beside the table."""
        return self.kind is not Kind.TABLE


def is_share(data: ChartData, unit: str) -> bool:
    """Whether the numbers are per cent: they say so, or their unit does."""
    return data.is_percent or unit.strip().casefold().startswith(SHARES)
