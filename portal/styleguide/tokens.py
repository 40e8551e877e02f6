"""The named values of the design, read from the style sheets themselves, so that the guide cannot lag behind them."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SHEETS = Path(__file__).resolve().parent.parent / "static/portal/css"
FIRST_RULE = re.compile(r":root \{(.*?)\n\}", re.DOTALL)
TOKEN = re.compile(r"^  --([\w-]+):", re.MULTILINE)
# What the names of a family of colours begin with; a name that fits none is one of the page's own ground.
COLOUR_FAMILIES = {
    "Brand": ("brand-",),
    "The loud band, and buttons": ("flag", "on-flag", "btn"),
    "Footer and ink ground": ("foot", "on-foot"),
    "Charts": ("chart-",),
    "Drawings": ("pl-",),
}
PAGE_FAMILY = "The page"


@dataclass(frozen=True)
class Family:
    """Tokens that belong together."""

    heading: str
    names: list[str]


@cache
def names_in(sheet: str) -> list[str]:
    """The tokens of the first rule of a style sheet, in its order."""
    rule = FIRST_RULE.search((SHEETS / sheet).read_text(encoding="utf-8"))
    return TOKEN.findall(rule[1]) if rule else []


def beginning(*prefixes: str) -> list[str]:
    """The sizes whose names begin so."""
    return [name for name in names_in("tokens.css") if name.startswith(prefixes)]


def colour_families() -> list[Family]:
    """Every colour, by what it is for."""
    colours = [*names_in("palette.css"), *beginning("pl-")]
    families = {PAGE_FAMILY: Family(PAGE_FAMILY, [])}
    for name in colours:
        heading = next((title for title, starts in COLOUR_FAMILIES.items() if name.startswith(starts)), PAGE_FAMILY)
        families.setdefault(heading, Family(heading, [])).names.append(name)
    return list(families.values())
