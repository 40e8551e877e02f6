"""System checks: rules that every page type and block must keep, or the portal does not start."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

from foundation.models import BasePage


def page_types() -> list[type[BasePage]]:
    """Every concrete page type of the portal."""
    return [model for model in apps.get_models() if issubclass(model, BasePage)]


@register()
def check_tree_rules(**kwargs: Any) -> list[CheckMessage]:
    """Every page type says what may lie below it, even if that is nothing."""
    return [
        Error(
            f"{model.__name__} does not set subpage_types.",
            hint="List the page types that may lie below it; an empty list means none.",
            obj=model,
            id="foundation.E001",
        )
        for model in page_types()
        if "subpage_types" not in vars(model)
    ]
