"""The tables of a petition's count, as components/data_table.html reads them."""

import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from foundation.blocks.data import TableCell, TableColumn, table_layout
from supporters.counting.areas import AREA_NAMES
from supporters.counting.history import Day, Stretch
from supporters.counting.public_counts import PublicCount
from supporters.models import Action

Table = dict[str, Any]


def table(headings: list[tuple[str, bool]], rows: list[list[Any]]) -> Table:
    """Columns (heading, whether of numbers), rows, and what a narrow screen does with them: numbers are short, and fit."""
    columns = [TableColumn(heading, is_number) for heading, is_number in headings]
    return {
        "columns": columns,
        "rows": [[TableCell(value, column) for value, column in zip(row, columns, strict=True)] for row in rows],
        "layout": "fit" if all(column.is_number for column in columns[1:]) else table_layout(columns),
    }


def batches_table(action: Action) -> Table | None:
    """The batches of paper, the newest first; None without any. One query."""
    rows = [[day_of(batch.collected_on), batch.where, f"{batch.count:,}"] for batch in action.paper_batches.all()]
    return table([(_("Collected on"), False), (_("Where"), False), (_("Signatures"), True)], rows) if rows else None


def areas_table(count: PublicCount) -> Table | None:
    """The areas that may be shown, the largest first; None without any."""
    rows = [
        [_("%(town)s (%(letters)s)") % {"town": AREA_NAMES[area], "letters": area}, f"{number:,}"]
        for area, number in count.areas.items()
    ]
    if rows and count.other_areas:
        rows.append([_("All others together"), f"{count.other_areas:,}"])
    return table([(_("Postcode area"), False), (_("Confirmed"), True)], rows) if rows else None


def days_table(days: list[Day]) -> Table:
    """A row for each day, as the count was at its end, or is now."""
    return table(
        [(_("Day"), False), *number_headings()], [[day_of(day.day, "j M"), *numbers_of(day.end)] for day in days]
    )


def hours_of_days(days: list[Day]) -> list[dict[str, Any]]:
    """The hours of each day that has any, to be folded away: `.id`, `.name`, and a table."""
    return [
        {
            "id": f"hours-{day.day.isoformat()}",
            "name": date_format(day.day, "l j F"),
            **table(
                [(_("Hour"), False), *number_headings()], [[hour_of(hour), *numbers_of(hour)] for hour in day.hours]
            ),
        }
        for day in days
        if day.hours
    ]


def number_headings() -> list[tuple[str, bool]]:
    """What is told of a day and of an hour."""
    return [(_("Change"), True), (_("Confirmed"), True), (_("On paper"), True)]


def numbers_of(stretch: Stretch) -> list[str]:
    """The numbers of a day or an hour, a loss with the sign of arithmetic."""
    change = f"{stretch.change:+,}".replace("-", "\u2212") if stretch.change else "0"
    return [change, f"{stretch.confirmed:,}", f"{stretch.paper:,}"]


def day_of(day: datetime.date, written: str = "j F Y") -> str:
    """A day, for people (in a format of Django's) and for programs."""
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), date_format(day, written))


def hour_of(hour: Stretch) -> str:
    """An hour of the site's clock, for people and for programs."""
    return format_html('<time datetime="{}">{}</time>', hour.begins.isoformat(), date_format(hour.begins, "H:i"))
