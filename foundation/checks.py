"""System checks: rules that every page type and block must keep, or the portal does not start."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail import blocks
from wagtail.fields import StreamField

from foundation.models import BasePage


def page_types() -> list[type[BasePage]]:
    """Every concrete page type of the portal."""
    return [model for model in apps.get_models() if issubclass(model, BasePage)]


def stream_fields() -> list[StreamField]:
    """Every stream of a page type, a snippet or a site setting."""
    return [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, StreamField) and field.model is model
    ]


def blocks_offered(block: blocks.Block) -> Iterator[blocks.Block]:
    """The blocks that an editor may pick anywhere below a block: the children of its streams, at any depth."""
    if isinstance(block, blocks.StreamBlock):
        yield from block.child_blocks.values()
    if isinstance(block, blocks.StreamBlock | blocks.StructBlock):
        for child in block.child_blocks.values():
            yield from blocks_offered(child)
    elif isinstance(block, blocks.ListBlock):
        yield from blocks_offered(block.child_block)


def has_template(block: blocks.Block) -> bool:
    """Whether the block names a template and the template is there."""
    name = block.get_template()
    if not name:
        return False
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return False
    return True


def what_is_missing(block: blocks.Block) -> list[str]:
    """What an editor or a visitor would miss in a block; empty for a good one."""
    there = {
        "icon": getattr(block.meta, "icon", "placeholder") not in ("", "placeholder"),
        "group": bool(getattr(block.meta, "group", "")),
        "description": bool(block.get_description()),
        "preview": block.is_previewable,
        "template": has_template(block),
    }
    return [part for part, is_there in there.items() if not is_there]


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


@register()
def check_blocks(**kwargs: Any) -> list[CheckMessage]:
    """Every block in a picker has an icon, a group, a description, a preview and a template that exists."""
    found: dict[tuple[type, str], CheckMessage] = {}
    for field in stream_fields():
        for block in blocks_offered(field.stream_block):
            missing = what_is_missing(block)
            if missing:
                found[type(block), block.name] = Error(
                    f"The block “{block.name}” ({type(block).__name__}) lacks: {', '.join(missing)}.",
                    hint="Set icon, group, description, preview_value and template in its Meta.",
                    obj=field,
                    id="foundation.E002",
                )
    return list(found.values())
