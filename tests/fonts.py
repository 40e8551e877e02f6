"""Cuts the site's fonts again from their npm packages: `make fonts`.

Each is reduced to the letters and the features that the site uses, without hinting, and renamed as the SIL Open Font
Licence asks of a changed font. The same packages and the same fontTools give the same bytes.
"""

import io
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from tests.running import ROOT

FONTS = ROOT / "portal" / "static" / "portal" / "fonts"
SERIF = "@fontsource-variable/source-serif-4@5.3.1"
SANS = "@fontsource-variable/figtree@5.3.0"
NASKH = "@fontsource-variable/noto-naskh-arabic@5.3.0"
# British English copy, with the accents of names and a few signs.
LATIN = "".join(map(chr, range(0x20, 0x7F))) + "\xa0£©«°·»½¼¾×–—‘’“”†‡•…′″€−≈§¶éÉèáàâçíóöúüñ←↑→↓↗"
# Urdu, and what Arabic has beyond it.
ARABIC = (
    "ءآأؤئابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھۂۃیےۓة"
    "إىيكهـ"
    "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0654\u0656\u0670"
    "،؛؟۔٪۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩ \u200c\u200d\u200e\u200f"
)


@dataclass(frozen=True)
class Cut:
    """One font: from which file of which package, at which places of its axes, with which letters and features."""

    name: str
    file: str
    package: str
    source: str
    axes: dict[str, float | tuple[float, float]]
    letters: str = LATIN
    features: list[str] = field(default_factory=list)


CUTS = [
    Cut(
        "Broadsheet Display",
        "broadsheet-display.woff2",
        SERIF,
        "source-serif-4-latin-opsz-normal.woff2",
        {"opsz": 60, "wght": 390},
        features=["kern", "liga", "lnum", "pnum", "case"],
    ),
    Cut(
        "Broadsheet Text",
        "broadsheet-text.woff2",
        SERIF,
        "source-serif-4-latin-opsz-normal.woff2",
        {"opsz": 15, "wght": (400, 700)},
        features=["kern", "liga", "lnum", "onum", "pnum", "tnum", "sups"],
    ),
    Cut(
        "Broadsheet Italic",
        "broadsheet-italic.woff2",
        SERIF,
        "source-serif-4-latin-opsz-italic.woff2",
        {"opsz": 18, "wght": 400},
        features=["kern", "liga", "lnum", "onum"],
    ),
    Cut(
        "Broadsheet UI",
        "broadsheet-ui.woff2",
        SANS,
        "figtree-latin-wght-normal.woff2",
        {"wght": (400, 700)},
        features=["kern", "liga", "tnum"],
    ),
    Cut(
        "Broadsheet Naskh",
        "broadsheet-naskh.woff2",
        NASKH,
        "noto-naskh-arabic-arabic-wght-normal.woff2",
        {"wght": (400, 700)},
        letters=ARABIC,
        # Without these the letters do not join.
        features=["ccmp", "locl", "isol", "init", "medi", "fina", "rlig", "liga", "mark", "mkmk", "kern"],
    ),
]


def unpacked(package: str, folder: Path) -> Path:
    """The files of an npm package at its exact version."""
    packed = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
    )
    with tarfile.open(folder / packed.stdout.strip()) as archive:
        archive.extractall(folder / package.replace("/", "-"), filter="data")
    return folder / package.replace("/", "-") / "package" / "files"


def cut(wanted: Cut, source: Path) -> bytes:
    """The cut font as WOFF2."""
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    whole = io.BytesIO()
    instancer.instantiateVariableFont(font, wanted.axes).save(whole)
    whole.seek(0)
    font = TTFont(whole, recalcTimestamp=False)
    if "gvar" in font:
        # The subsetter asks for the variations of every letter, those without any too.
        variations = font["gvar"].variations
        for letter in font.getGlyphOrder():
            variations.setdefault(letter, [])
    options = subset.Options(
        hinting=False,
        desubroutinize=True,
        notdef_outline=True,
        layout_features=wanted.features,
        name_IDs=[1, 2, 3, 4, 6, 13, 14],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=wanted.letters)
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in {1, 3, 4}:
            record.string = wanted.name
        elif record.nameID == 6:  # the PostScript name, which has no blanks
            record.string = wanted.name.replace(" ", "")
    font.flavor = "woff2"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def main() -> int:
    """Cut all of them, or those whose files are named."""
    chosen = [wanted for wanted in CUTS if len(sys.argv) == 1 or wanted.file in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as folder:
        files = {package: unpacked(package, Path(folder)) for package in {wanted.package for wanted in chosen}}
        for wanted in chosen:
            made = cut(wanted, files[wanted.package] / wanted.source)
            (FONTS / wanted.file).write_bytes(made)
            sys.stdout.write(f"{wanted.file}: {len(made):,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
