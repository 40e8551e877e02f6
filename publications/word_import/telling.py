"""What the editor is told: why a document is refused, and what of it was not taken over as it was."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from publications.models.word_imports import WordImport

REFUSALS: dict[str, Promise] = {
    "empty_file": _("The file is empty. Save the document again in Word and choose that file."),
    "too_large": _("The file is larger than 50 MB. In Word, choose “Compress pictures”, save it and try again."),
    "old_format": _(
        "This is a document of Word 97 to 2003 (.doc), whatever its name says. Open it in Word, choose “Save as”, then "
        "“Word document (.docx)”."
    ),
    "encrypted": _(
        "The document is protected by a password. In Word, remove it under File, Info, “Protect document”, and save it."
    ),
    "not_word": _("This is not a Word document. Choose a file that Word or LibreOffice saved as .docx."),
    "macros": _(
        "The document holds macros: small programs, which we do not take. In Word, choose “Save as”, then “Word "
        "document (.docx)”, which leaves them out."
    ),
    "bomb": _(
        "The file unpacks to far more than any document needs. Save the document again in Word and try that file."
    ),
    "too_long": _("The document is too long to be read at once. Divide it and import each part."),
    "entities": _("The document holds definitions that Word never writes. Save it again in Word and try that file."),
    "no_text": _("There is no text in the document. If its pages are scanned pictures, it has to be typed first."),
    "damaged": _(
        "The document is damaged. Open it in Word, which may repair it, save it under another name and try that."
    ),
    "slow": _("Reading the document took too long. Divide it and import each part."),
    "lost": _("The work was interrupted. Import the document again."),
    "unsaved": _(
        "The report could not be saved. Import the document again; if it fails again, tell whoever runs the site."
    ),
}


@dataclass(frozen=True)
class Telling:
    """One kind of loss in words. `places` tells what the places are: words near it unless said otherwise."""

    group: str
    title: Promise
    text: Promise


# In this order they are shown
GROUPS: dict[str, Promise] = {
    "lost": _("Left out"),
    "to_do": _("To be done before the report is published"),
    "changed": _("Taken over in another way"),
}
LOSSES: dict[str, Telling] = {
    "lost_text": Telling(
        "lost", _("Words"), _("These words of the document are not in the draft. Copy them from Word.")
    ),
    "equations": Telling(
        "changed", _("Equations"), _("Their letters and figures stand in the text, in one line. Check each.")
    ),
    "charts": Telling(
        "lost", _("Charts"), _("Make each again with a Chart block: paste its cells from the spreadsheet.")
    ),
    "diagrams": Telling("lost", _("SmartArt drawings"), _("Say what they say in words, or add them as pictures.")),
    "objects": Telling(
        "lost", _("Embedded objects"), _("Such as a spreadsheet within the document. Add what they show.")
    ),
    "embedded_documents": Telling("lost", _("Embedded documents"), _("Import each from a file of its own.")),
    "comments": Telling("lost", _("Comments"), _("Nothing of them is in the draft.")),
    "heads_and_feet": Telling("lost", _("Heads and feet of the sheet"), _("The site and the PDF have their own.")),
    "contents": Telling("lost", _("Table of contents"), _("The site makes its own from the headings.")),
    "deletions": Telling("changed", _("Tracked deletions"), _("Taken as accepted: the words are gone.")),
    "insertions": Telling("changed", _("Tracked insertions"), _("Taken as accepted: the words are in the text.")),
    "underlines": Telling(
        "lost", _("Underlined words"), _("Underlining means a link on the web. Use italics or bold.")
    ),
    "strikes": Telling("to_do", _("Words struck through"), _("They are in the draft, and no longer struck through.")),
    "hidden_text": Telling("to_do", _("Hidden words"), _("They are in the draft, and no longer hidden.")),
    "capitals": Telling("lost", _("Small or all capitals"), _("The words stand as they were typed.")),
    "subscripts": Telling("lost", _("Lowered figures"), _("They stand on the line.")),
    "symbols": Telling(
        "lost", _("Signs of a special font"), _("They have no place in Unicode. Type another in their stead.")
    ),
    "own_styles": Telling("lost", _("Styles of the document’s own"), _("Their words came as ordinary ones.")),
    "heading_numbers": Telling(
        "lost", _("Numbers of headings"), _("Word counts them, the site does not. Type those that the text refers to.")
    ),
    "list_letters": Telling(
        "changed", _("Lists that count in letters"), _("They count in figures now. Check what refers to them.")
    ),
    "text_boxes": Telling("changed", _("Text boxes"), _("Their words stand after the paragraph that they hung on.")),
    "boxes": Telling("changed", _("Boxes"), _("A table of one cell became a notice.")),
    "merged_cells": Telling(
        "to_do",
        _("Tables with merged cells"),
        _(
            "The words stand in the first of the merged cells, the others are empty. Fill them, so that each row can be read aloud."
        ),
    ),
    "nested_tables": Telling("changed", _("Tables within tables"), _("Each row of the inner one is a line of text.")),
    "table_notes": Telling(
        "changed", _("Footnotes in tables"), _("They stand below the table, with their numbers in square brackets.")
    ),
    "table_pictures": Telling("changed", _("Pictures in tables"), _("They stand below the table.")),
    "moved_notes": Telling(
        "changed", _("Footnotes of headings and captions"), _("They stand at the end of the next paragraph.")
    ),
    "endnotes": Telling("changed", _("Endnotes"), _("They are footnotes now.")),
    "note_pictures": Telling("lost", _("Pictures in footnotes"), _("A footnote holds words only.")),
    "deep_headings": Telling(
        "changed", _("Headings below level 3"), _("They are parts of a section now, as those of level 3.")
    ),
    "promoted": Telling(
        "changed", _("Chapters"), _("The document has no headings of level 1, so its highest ones begin chapters.")
    ),
    "no_headings": Telling(
        "to_do",
        _("No headings"),
        _(
            "None is in Word’s own styles, so there are no chapters. Add them here, or set them in Word and import it again."
        ),
    ),
    "long_titles": Telling("to_do", _("Long headings"), _("A heading has 120 characters at most, the subtitle 240.")),
    "long_captions": Telling("to_do", _("Long captions"), _("A caption of a picture has 300 characters at most.")),
    "long_notes": Telling("to_do", _("Long footnotes"), _("A footnote has 1,500 characters at most.")),
    "internal_links": Telling("lost", _("Links within the document"), _("The words stayed, without the link.")),
    "odd_links": Telling("lost", _("Links to files"), _("They lead to somebody’s own computer. The words stayed.")),
    "linked_pictures": Telling(
        "lost", _("Pictures that lie elsewhere"), _("They are not in the document. Add them from the library.")
    ),
    "lost_pictures": Telling("lost", _("Pictures"), _("The document names them and does not hold them.")),
    "picture_formats": Telling(
        "lost",
        _("Pictures that cannot be shown"),
        _(
            "The site takes JPEG, PNG, GIF, WebP and AVIF, up to 10 MB. Drawings of Word itself are in none of them: save them as PNG."
        ),
    ),
    "pictures_not_allowed": Telling(
        "lost", _("Pictures"), _("You may not add pictures to the library. Ask somebody who may.")
    ),
    "missing_alt": Telling(
        "to_do", _("Pictures without a description"), _("Say what each shows, or tick “decorative” if it adds nothing.")
    ),
    "no_caption": Telling(
        "to_do", _("Tables without a caption"), _("Say what each holds: who was asked what, and when.")
    ),
    "no_header_row": Telling(
        "changed",
        _("Tables without a header row"),
        _("Word marks none, so the first row was taken for it. Check each."),
    ),
    "joined_heads": Telling("changed", _("Tables with several header rows"), _("They are joined into one.")),
    "empty_headings": Telling("to_do", _("Columns without a heading"), _("Every column but the first needs one.")),
    "per_cent": Telling(
        "changed",
        _("Columns of percentages"),
        _("The sign stands in the heading of the column, so that the cells are numbers."),
    ),
}


@dataclass(frozen=True)
class Told:
    """A loss as the page prints it."""

    title: Promise
    text: Promise
    count: int
    places: list[str]


def why(asked: WordImport) -> Promise | str:
    """Why there is no draft; empty while there may still be one."""
    return REFUSALS.get(asked.reason, REFUSALS["damaged"]) if asked.state in NO_DRAFT else ""


NO_DRAFT = (WordImport.State.REFUSED, WordImport.State.CRASHED, WordImport.State.TIMED_OUT)


def grouped(losses: list[dict[str, Any]]) -> list[tuple[Promise, list[Told]]]:
    """What was lost or changed, in groups. Empty where nothing was."""
    groups: dict[str, list[Told]] = {name: [] for name in GROUPS}
    for loss in losses:
        telling = LOSSES[loss["code"]]
        groups[telling.group].append(Told(telling.title, telling.text, loss["count"], loss["places"]))
    return [(GROUPS[name], told) for name, told in groups.items() if told]
