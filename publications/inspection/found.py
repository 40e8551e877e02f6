"""What the check of a PDF finds. The child tells it, the worker believes it only in this shape."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any

LONGEST_NAME = 200  # characters of a title, an author or the name of an attachment
MOST_NAMES = 20
LARGEST_COUNT = 1_000_000


@dataclass
class Facts:
    """Counts, names, yes or no."""

    is_tagged: bool = False
    language: str = ""
    title: str = ""
    shows_title: bool = False
    author: str = ""
    figures: int = 0
    figures_without_alt: int = 0
    tables: int = 0
    header_cells: int = 0
    fonts_not_embedded: list[str] = field(default_factory=list)
    is_encrypted: bool = False
    notes: int = 0
    attachments: list[str] = field(default_factory=list)
    scripts: int = 0
    actions: int = 0
    form_fields: int = 0
    layers: int = 0
    older_revisions: int = 0
    is_all_seen: bool = True


def checked_facts(told: object) -> dict[str, Any]:
    """What a child told, if each fact is there and of its kind; empty otherwise. Names and counts are bounded."""
    if not isinstance(told, dict):
        return {}
    facts = Facts()
    for fact in fields(Facts):
        default, value = getattr(facts, fact.name), told.get(fact.name)
        if type(value) is not type(default):
            return {}
        setattr(facts, fact.name, bounded(value))
    return asdict(facts)


def bounded(value: Any) -> Any:
    """A fact as the database may keep it."""
    if isinstance(value, str):
        return storable(value)[:LONGEST_NAME]
    if isinstance(value, list):
        return [storable(str(name))[:LONGEST_NAME] for name in value[:MOST_NAMES]]
    return value if isinstance(value, bool) else max(0, min(value, LARGEST_COUNT))


def storable(text: str) -> str:
    """Without what no database takes: NUL, and halves of characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
