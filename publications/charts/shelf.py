"""The drawings that are kept. The worker fills the shelf; what the public reads is only taken from it."""

import logging

from publications.charts.drawing import Drawable, Drawing, draw_all
from publications.charts.engine import DrawingFailedError
from publications.models.drawings import ChartDrawing

logger = logging.getLogger(__name__)
MOST_PREVIEWED = 200  # drawings that a web process keeps for previews

PREVIEWED: dict[str, Drawing] = {}


def kept(charts: list[Drawable]) -> dict[str, Drawing]:
    """The drawings that are there, by their keys. One query where there is any chart."""
    if not charts:
        return {}
    rows = ChartDrawing.objects.filter(pk__in={chart.key for chart in charts})
    return {row.key: Drawing(row.wide, row.narrow) for row in rows}


def kept_or_drawn(charts: list[Drawable]) -> dict[str, Drawing]:
    """All of them: what is missing is drawn, by one process, and kept. Work of the worker. Raises DrawingFailedError."""
    there = kept(charts)
    made = draw_all(chart for chart in charts if chart.key not in there)
    rows = [ChartDrawing(key=key, wide=drawing.wide, narrow=drawing.narrow) for key, drawing in made.items()]
    ChartDrawing.objects.bulk_create(rows, ignore_conflicts=True)
    return there | made


def previewed(charts: list[Drawable]) -> dict[str, Drawing]:
    """Drawings for an editor who looks at a draft: made on the spot, all by one process, and kept by this one.

    Nothing is written. Where drawing fails the tables stand in, as they do until the worker has drawn.
    """
    missing = [chart for chart in charts if chart.key not in PREVIEWED]
    if missing:
        if len(PREVIEWED) > MOST_PREVIEWED:
            PREVIEWED.clear()
        try:
            PREVIEWED.update(draw_all(missing))
        except DrawingFailedError:
            logger.exception("The charts of a preview could not be drawn.")
    return PREVIEWED
