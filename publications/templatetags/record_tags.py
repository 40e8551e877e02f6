"""What became of a figure, in templates."""

from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("components/corrections.html", takes_context=True)
def corrections_at(context: template.Context, place: str) -> dict[str, Any]:
    """The corrections of what stands at a place of the report: `{% corrections_at "figure-2" %}`. No query."""
    places: dict[str, list[Any]] = context.get("corrections_at") or {}
    return {"corrections": places.get(place, [])}
