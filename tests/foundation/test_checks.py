"""The system checks name what is wrong, and are silent for what is right."""

from typing import ClassVar

import pytest
from wagtail import blocks

from foundation import checks
from foundation.blocks import QuoteBlock, StoryBlock
from foundation.fields import BodyField
from foundation.models import Navigation


class BareBlock(blocks.StructBlock):
    """A block as somebody in a hurry would write it."""

    text = blocks.CharBlock()


class LostTemplateBlock(QuoteBlock):
    """Good but for a template that was renamed."""

    class Meta:
        template = "blocks/no_such_file.html"


class HidingStory(blocks.StreamBlock):
    """A bad block two levels down."""

    cards = blocks.ListBlock(
        blocks.StructBlock([("inner", blocks.StreamBlock([("bare", BareBlock())]))]),
        icon="grip",
        group="Layout",
    )


def field_with(block: blocks.Block) -> BodyField:
    """A stream field outside any model."""
    return BodyField([("under_test", block)])


def messages_for(monkeypatch: pytest.MonkeyPatch, field: BodyField) -> list[str]:
    """What the check says of one field."""
    monkeypatch.setattr(checks, "stream_fields", lambda: [field])
    return [message.msg for message in checks.check_blocks()]


def test_a_bare_block_is_told_all_that_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    (message,) = messages_for(monkeypatch, field_with(BareBlock()))
    assert "under_test" in message
    for part in ("icon", "group", "description", "preview", "template"):
        assert part in message


def test_a_block_whose_template_is_gone_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    (message,) = messages_for(monkeypatch, field_with(LostTemplateBlock()))
    assert message.endswith("lacks: template.")


def test_a_bad_block_is_found_inside_lists_and_other_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    messages = messages_for(monkeypatch, BodyField(HidingStory()))
    assert any("“bare”" in message for message in messages)


def test_a_good_block_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert messages_for(monkeypatch, field_with(QuoteBlock())) == []


def test_every_block_of_the_standard_body_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert messages_for(monkeypatch, BodyField(StoryBlock())) == []


def test_the_check_looks_at_snippets_too() -> None:
    assert any(field.model is Navigation for field in checks.stream_fields())


def test_every_block_and_page_type_of_the_portal_passes() -> None:
    assert checks.check_blocks() == []
    assert checks.check_tree_rules() == []


def test_a_page_type_without_tree_rules_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent:
        subpage_types: ClassVar[list[str]]

    monkeypatch.setattr(checks, "page_types", lambda: [Silent])
    (message,) = checks.check_tree_rules()
    assert message.id == "foundation.E001"
    assert "Silent" in message.msg
