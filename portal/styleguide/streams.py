"""Every block that an editor may pick in any stream, in the state of its preview and in odd ones."""

import re
from functools import cache
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.blocks import Block

from foundation.blocks import EmbedBlock, TabsBlock, VideoBlock
from foundation.checks import blocks_offered, stream_fields
from portal.styleguide.block_states import STATES, as_previewed
from portal.styleguide.entries import PROSE, Entry, Group

NEW_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
SCRIPTS = {
    TabsBlock: ("portal/js/tabs.js",),
    VideoBlock: ("portal/js/video.js",),
    EmbedBlock: ("portal/js/video.js",),
}


def offered() -> dict[type[Block], Block]:
    """Each block class of any stream once, whatever names it goes by."""
    found: dict[type[Block], Block] = {}
    for field in stream_fields():
        for block in blocks_offered(field.stream_block):
            found.setdefault(type(block), block)
    return found


def entry_name(kind: type[Block]) -> str:
    """`block-page-cards` for PageCardsBlock."""
    return "block-" + NEW_WORD.sub("-", kind.__name__.removesuffix("Block")).lower()


def entry_of(block: Block) -> Entry:
    """A block as an entry; what it is called and when to use it is what the picker tells editors."""
    kind = type(block)
    make_states = STATES.get(kind, as_previewed)
    return Entry(
        entry_name(kind),
        str(block.meta.label),
        str(block.get_description()),
        make_states(block),
        setting=PROSE,
        scripts=SCRIPTS.get(kind, ()),
        preview=f"{reverse('wagtailadmin_block_preview')}?{urlencode({'id': block.definition_prefix})}",
    )


@cache
def streams() -> tuple[Group, ...]:
    """A group of the guide for each group of the block picker."""
    grouped: dict[str, list[Entry]] = {}
    for block in offered().values():
        grouped.setdefault(str(block.meta.group), []).append(entry_of(block))
    return tuple(
        Group(f"blocks-{place}", str(_("Blocks: %(group)s") % {"group": title}), tuple(entries))
        for place, (title, entries) in enumerate(grouped.items(), start=1)
    )
