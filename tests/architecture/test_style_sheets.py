"""Rules that every style sheet keeps, whoever writes it (docs/templates.md)."""

import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "portal/static/portal/css"
SHEETS = sorted(path.name for path in FOLDER.glob("*.css"))
# The PDF is drawn by WeasyPrint, which knows neither layers nor every logical property; the admin's sheets stand
# among Wagtail's own.
PUBLIC = [name for name in SHEETS if not name.startswith("pdf") and name not in ("admin.css", "brand-preview.css")]
# Where colours are written: computed ones, and ink on white for paper.
COLOURS_MAY_STAND_IN = ("palette.css", "print.css")

PHYSICAL = re.compile(
    r"""(?<![\w-])(?:
        (?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b[\w-]*\s*:
      | (?:left|right|top|bottom|width|height|(?:min|max)-(?:width|height))\s*:
      | border-(?:top|bottom)-(?:left|right)-radius\s*:
      | text-align\s*:\s*(?:left|right)
      | float\s*:\s*(?:left|right)
      | clear\s*:\s*(?:left|right)
    )""",
    re.VERBOSE,
)
COLOUR = re.compile(
    r"(?<![\w&.-])(?:\#[0-9a-f]{3,8}\b|(?:rgb|rgba|hsl|hsla|hwb|lab|lch|oklab|oklch|color|color-mix)\("
    r"|(?:white|black|red|green|blue|gr[ae]y|silver|navy|yellow|orange)\b(?!-))"
)
# A telephone reads the code of the second factor on white alone.
STATED = {("messages.css", "background: #fff;")}


def rules_of(name: str) -> str:
    """A style sheet without comments, addresses and conditions, which may name a width of the window."""
    text = re.sub(r"/\*.*?\*/", "", (FOLDER / name).read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"""url\([^)]*\)|"[^"]*"|'[^']*'""", "", text)
    return re.sub(r"@(?:media|container|supports|import|layer)[^{;]*", "@", text)


def lines_with(pattern: re.Pattern[str], name: str) -> list[str]:
    """The lines in which something stands, those that are stated left out."""
    lines = [line.strip() for line in rules_of(name).splitlines() if pattern.search(line)]
    return [line for line in lines if (name, line) not in STATED]


@pytest.mark.parametrize("name", PUBLIC)
def test_sides_are_logical_so_that_a_page_can_be_mirrored(name: str) -> None:
    assert lines_with(PHYSICAL, name) == []


@pytest.mark.parametrize("name", [name for name in PUBLIC if name not in COLOURS_MAY_STAND_IN])
def test_colours_come_from_the_palette(name: str) -> None:
    assert lines_with(COLOUR, name) == []


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_has_fewer_than_300_lines(name: str) -> None:
    assert len((FOLDER / name).read_text(encoding="utf-8").splitlines()) < 300


@pytest.mark.parametrize("name", PUBLIC)
def test_nothing_has_a_shadow_a_round_corner_or_a_pill(name: str) -> None:
    text = rules_of(name)
    assert "box-shadow" not in text
    assert "text-shadow" not in text
    assert set(re.findall(r"border-radius\s*:\s*([^;]+)", text)) <= {"0"}


def test_every_public_rule_is_in_a_layer() -> None:
    entry = (FOLDER / "portal.css").read_text(encoding="utf-8")
    order = re.search(r"@layer ([^;{]+);", entry)
    assert order
    layers = [layer.strip() for layer in order[1].split(",")]
    imported = dict(re.findall(r'@import url\("([\w-]+\.css)"\)(?: layer\(([\w-]+)\))?;', entry))
    assert {name for name, layer in imported.items() if not layer} == {"fonts.css"}  # faces are in no layer
    used = [layer for layer in imported.values() if layer]
    assert used == sorted(used, key=layers.index), "The files stand in the order of their layers."
    assert set(layers) - set(used) == {"print"}  # linked on its own, for paper
    assert re.match(r"(/\*.*?\*/\s*)?@layer print \{", (FOLDER / "print.css").read_text(encoding="utf-8"), re.DOTALL)
