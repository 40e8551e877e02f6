"""The public style sheet: one request, nothing lost, nothing too large."""

import gzip
import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from portal.management.commands.write_palette import SHEET, own_palette
from portal.stylesheets import ENTRY, BundledStaticFilesStorage, bundle

STATIC = Path(__file__).parents[2] / "portal/static"
ROOT = STATIC.parents[1]
# Classes that a template or a module puts together: the ground of a section, the focus of a picture, a table's layout.
ASSEMBLED = re.compile(r"theme-\w+|f[xy]\d+|fits|stacks|scrolls")
MODULES = STATIC / "portal/js"


@pytest.fixture
def sheet() -> str:
    """The style sheet as a public page gets it."""
    storage = FileSystemStorage(STATIC)
    return bundle(ENTRY, {str(path.relative_to(STATIC)): (storage, str(path)) for path in STATIC.rglob("*.css")})


def test_the_style_sheet_is_one_file_with_every_rule_in_its_layer(sheet: str) -> None:
    assert "@import" not in sheet
    for source in ("tokens", "base", "layout", "masthead", "forms", "landing"):
        text = (STATIC / f"portal/css/{source}.css").read_text()
        first_rule = re.sub(r"/\*.*?\*/\s*", "", text, flags=re.DOTALL).splitlines()[0]
        assert first_rule in sheet
    for layer in ("palette", "tokens", "base", "layout", "components", "pages", "languages"):
        assert f"@layer {layer} {{" in sheet
    assert sheet.count("{") == sheet.count("}")


def test_the_colours_of_the_style_sheet_are_those_that_are_computed() -> None:
    """If this fails: `manage.py write_palette`."""
    assert SHEET.read_text() == own_palette()


def test_every_colour_of_the_style_sheet_comes_from_the_palette(sheet: str) -> None:
    """What is asked for by name is there, and nobody writes a colour of their own."""
    computed = SHEET.read_text()
    named = set(re.findall(r"var\((--[\w-]+)\)", sheet))
    set_somewhere = set(re.findall(r"(--[\w-]+):", sheet))
    assert named <= set_somewhere
    assert re.findall(r"#[0-9a-f]{6}\b|color-mix|oklch", sheet.replace(computed.partition("\n")[2], "")) == []


def test_no_rule_knows_left_from_right(sheet: str) -> None:
    """Right-to-left needs no second sheet. The arrow of a select is a background, which has no logical places."""
    rules = re.sub(r"background-position:[^;]*;", "", sheet)
    assert re.findall(r"(?:[\w-]+-)?(?:left|right)(?:-[\w-]+)?\s*:|:\s*(?:left|right)\b", rules) == []


def test_every_file_that_the_style_sheet_names_exists(sheet: str) -> None:
    named = re.findall(r'url\("([^"]+)"\)', sheet)
    assert named
    for address in named:
        assert (STATIC / "portal/css" / address).resolve().is_file()


def test_style_sheet_and_modules_stay_small(sheet: str) -> None:
    assert len(gzip.compress(sheet.encode())) < 16_000
    assert sum(len(gzip.compress(path.read_bytes())) for path in MODULES.glob("*.js")) < 12_000


def test_important_is_used_once_only_and_with_a_reason() -> None:
    counts = {path.name: path.read_text().count("!important") for path in STATIC.rglob("*.css")}
    assert {name: count for name, count in counts.items() if count} == {"base.css": 1}


def test_collected_files_hold_the_style_sheet_in_one_piece(tmp_path: Path) -> None:
    source = FileSystemStorage(STATIC)
    storage = BundledStaticFilesStorage(location=tmp_path, base_url="/static/")
    paths = {str(path.relative_to(STATIC)): path for path in STATIC.rglob("*") if path.suffix in (".css", ".woff2")}
    for name, path in paths.items():
        storage.save(name, ContentFile(path.read_bytes()))
    list(storage.post_process({name: (source, str(path)) for name, path in paths.items()}))

    [hashed] = tmp_path.glob("portal/css/portal.*.css")
    text = hashed.read_text()
    assert "@import" not in text
    assert ".demand h1" in text
    fonts = re.findall(r'url\("([^"]+woff2)"\)', text)
    assert fonts
    assert all((hashed.parent / font).resolve().is_file() for font in fonts)


def test_every_class_of_the_public_style_sheet_is_written_somewhere(sheet: str) -> None:
    styled = {name for name in classes_in(sheet) if not ASSEMBLED.fullmatch(name)}
    written = words_of("templates/**/*.html", r'class="(.*?)"[ >{]', r"'([\w -]+)'")
    written |= words_of("foundation/**/*.py", r"(.*)") | words_of("publications/**/*.py", r"(.*)")
    written |= words_of("portal/static/portal/js/*.js", r"(.*)")
    assert styled - written == set()


def test_a_sheet_of_components_is_no_longer_than_a_module_may_be(sheet: str) -> None:
    lengths = {path.name: path.read_text().count("\n") for path in (STATIC / "portal/css").glob("*.css")}
    assert {name for name, lines in lengths.items() if lines >= 300} == set()


def classes_in(sheet: str) -> set[str]:
    """The classes in the selectors of a style sheet."""
    selectors = re.findall(r"([^{}]+)\{", re.sub(r'"[^"]*"', "", sheet))
    return {name for selector in selectors for name in re.findall(r"\.([A-Za-z][\w-]*)", selector)}


def words_of(files: str, *patterns: str) -> set[str]:
    """The words in what the patterns find in those files of the repository."""
    texts = [path.read_text() for path in ROOT.glob(files)]
    found = [part for text in texts for pattern in patterns for part in re.findall(pattern, text)]
    return set(re.findall(r"[\w-]+", " ".join(found)))
