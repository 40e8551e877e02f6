"""What a report is made of: its text, and its chapters."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText

from foundation.blocks import ProseBlock, StoryBlock
from foundation.blocks.features import RICH_TEXT_FEATURES
from foundation.blocks.groups import LAYOUT
from publications.charts.blocks import ChartBlock
from publications.footnotes import FEATURE, LONGEST_NOTE, notes_of
from publications.glossary import with_marks

# Addresses below a report's own that are no chapters.
TAKEN = frozenset({"cite", "data", "embed", "findings", "footnotes", "full", "latest", "press", "versions", "words"})
LONGEST_SLUG = 60


class ReportProseBlock(ProseBlock):
    """Paragraphs and lists, with footnotes. On a page, words of the glossary are marked."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": [*RICH_TEXT_FEATURES, FEATURE], **kwargs})

    def clean(self, value: Any) -> Any:
        """A note says something, and no more than its field in the editor takes."""
        cleaned = super().clean(value)
        for note in notes_of(cleaned.source):
            if not note.strip():
                raise ValidationError(_("A footnote is empty. Write it, or remove its mark."))
            if len(note) > LONGEST_NOTE:
                message = _("A footnote has %(most)d characters at most. This one is longer: “%(begin)s …”")
                raise ValidationError(message % {"most": LONGEST_NOTE, "begin": note[:60]})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The text with the marks of the page being made."""
        return super().get_context(RichText(with_marks(value.source)), parent_context)


class ReportStoryBlock(StoryBlock):
    """The text of a report: every shared block, with footnotes, and charts."""

    text = ReportProseBlock()
    chart = ChartBlock()


class ChapterBlock(blocks.StructBlock):
    """A chapter: a page of its own, and a part of the whole report."""

    title = blocks.CharBlock(max_length=120, label=_("Title"))
    slug = blocks.RegexBlock(
        regex=r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
        required=False,
        max_length=LONGEST_SLUG,
        label=_("Last part of its address"),
        help_text=_(
            "Left empty, it is made from the title. It stays when the title changes: others have linked to it."
        ),
        error_messages={"invalid": _("Small letters, digits and hyphens only.")},
    )
    body = ReportStoryBlock(label=_("Text"))

    class Meta:
        icon = "doc-full"
        label = _("Chapter")
        group = LAYOUT
        description = _("A part of the report with an address of its own.")
        template = "blocks/chapter.html"
        preview_value = {"title": "How people were asked", "slug": "how-people-were-asked", "body": []}


class ChaptersBlock(blocks.StreamBlock):
    """The chapters of a report in reading order. No two have the same address."""

    chapter = ChapterBlock()

    class Meta:
        required = False

    def clean(self, value: Any) -> blocks.StreamValue:
        """Give each chapter an address, once; refuse one that is taken."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        chosen = {child.value["slug"] for child in cleaned if child.value["slug"]}
        problems: dict[int, blocks.StructBlockValidationError] = {}
        seen: set[str] = set()
        for place, child in enumerate(cleaned):
            slug = child.value["slug"]
            if not slug:
                slug = child.value["slug"] = free_slug(child.value["title"], chosen | seen)
            elif slug in seen or is_taken(slug):
                message = _("Another part of the report has this address.")
                problems[place] = blocks.StructBlockValidationError(block_errors={"slug": ValidationError(message)})
            seen.add(slug)
        if problems:
            raise blocks.StreamBlockValidationError(block_errors=problems)
        return cleaned


def is_taken(slug: str) -> bool:
    """Whether an address is kept for something else: the whole report, its versions `v1`, `v2` …"""
    return slug in TAKEN or (slug[:1] == "v" and slug[1:].isdigit())


def free_slug(title: str, seen: set[str]) -> str:
    """An address from a title that no other chapter has."""
    wanted = slugify(title)[: LONGEST_SLUG - 4].strip("-") or "chapter"
    slug, number = wanted, 2
    while slug in seen or is_taken(slug):
        slug, number = f"{wanted}-{number}", number + 1
    return slug
