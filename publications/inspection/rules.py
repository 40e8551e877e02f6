"""What is said about each thing that the check of a PDF finds, and how it is put right in Word and in InDesign."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Facts = Mapping[str, Any]


class Level(StrEnum):
    """How much a point weighs: a stop must be accepted by name, a warning is only said."""

    STOP = "stop"
    WARNING = "warning"


@dataclass(frozen=True)
class Rule:
    """One thing to look for. The texts may use the names of facts: `%(author)s`."""

    code: str
    level: Level
    applies: Callable[[Facts], Any]
    heading: str | Promise
    meaning: str | Promise
    in_word: str | Promise
    in_indesign: str | Promise


EXPORT_AGAIN = _("Export the PDF again: File, Save As, PDF.")
NOT_FROM_WORD = _("Word does not write this. If it was added in Acrobat, export the PDF from Word again.")


def is_file_name(facts: Facts) -> bool:
    """Whether the title is what a program puts there by itself."""
    return facts["title"].lower().endswith((".doc", ".docx", ".indd", ".pdf", ".pages", ".odt"))


STOPS = [
    Rule(
        "encrypted",
        Level.STOP,
        lambda facts: facts["is_encrypted"],
        _("The file is locked."),
        _("It forbids readers things such as printing or copying. Some screen readers cannot read a locked file."),
        _("File, Save As, PDF, Options: untick “Encrypt the document with a password”."),
        _("File, Export, Adobe PDF (Print), Security: untick both passwords."),
    ),
    Rule(
        "scripts",
        Level.STOP,
        lambda facts: facts["scripts"],
        _("The file holds JavaScript."),
        _("It runs on the reader’s computer. Many offices and mail programs refuse such files."),
        NOT_FROM_WORD,
        _("Export as Adobe PDF (Print), not (Interactive): buttons and their scripts stay behind."),
    ),
    Rule(
        "actions",
        Level.STOP,
        lambda facts: facts["actions"],
        _("The file does something by itself."),
        _("It starts a program, opens an address or sends data. No reader expects that of a report."),
        NOT_FROM_WORD,
        _("Remove the action (Window, Interactive, Buttons and Forms) or export as Adobe PDF (Print)."),
    ),
    Rule(
        "attachments",
        Level.STOP,
        lambda facts: facts["attachments"],
        _("Other files are attached inside: %(attachment_names)s."),
        _("Everybody who downloads the report gets them too. Look whether they are meant for everybody."),
        NOT_FROM_WORD,
        _("In Acrobat: View, Show, Navigation Panes, Attachments: delete them. Or export the PDF again."),
    ),
]

HIDDEN = [
    Rule(
        "author",
        Level.WARNING,
        lambda facts: facts["author"],
        _("The file names an author: %(author)s."),
        _("Everybody can read it in the file’s properties. Is it meant to be there?"),
        _("File, Info, Properties: set the author to the organisation, or leave it empty. Then export again."),
        _("File, File Info, Basic: change the author. Then export again."),
    ),
    Rule(
        "notes",
        Level.WARNING,
        lambda facts: facts["notes"],
        _("The file holds comments or other notes: %(notes)s."),
        _("Everybody who downloads the report can read them."),
        _("Review, Delete, Delete All Comments. Then export again."),
        _("Window, Comments, PDF Comments: delete them; in Acrobat: Comments, select all, delete."),
    ),
    Rule(
        "older_revisions",
        Level.WARNING,
        lambda facts: facts["older_revisions"],
        _("Earlier states of the file can be recovered: %(older_revisions)s."),
        _("It was changed and saved on top. What was deleted or blacked out since is still inside."),
        EXPORT_AGAIN,
        _("Export the PDF again. In Acrobat: File, Save As Other, Optimised PDF."),
    ),
    Rule(
        "layers",
        Level.WARNING,
        lambda facts: facts["layers"],
        _("The file has layers that can be switched on and off: %(layers)s."),
        _("A hidden one, such as a note to the printer, can be shown by anybody."),
        NOT_FROM_WORD,
        _("File, Export: untick “Create Acrobat Layers”, and “Export Layers: Visible and Printable”."),
    ),
    Rule(
        "form_fields",
        Level.WARNING,
        lambda facts: facts["form_fields"],
        _("The file has fields to fill in: %(form_fields)s."),
        _("What readers type there reaches nobody."),
        _("Developer, Design Mode: remove the fields. Then export again."),
        _("Export as Adobe PDF (Print), or under Forms choose “Appearance Only”."),
    ),
]

ACCESS = [
    Rule(
        "untagged",
        Level.WARNING,
        lambda facts: not facts["is_tagged"],
        _("The file is not tagged."),
        _("A screen reader finds no headings, lists or tables, and may read the columns in the wrong order."),
        _("Use Word’s own heading styles. File, Save As, PDF, Options: tick “Document structure tags”."),
        _("Map paragraph styles to tags (Edit All Export Tags). File, Export: tick “Create Tagged PDF”."),
    ),
    Rule(
        "language",
        Level.WARNING,
        lambda facts: not facts["language"],
        _("The file does not say in which language it is."),
        _("A screen reader speaks it with the voice of the reader’s own language."),
        _("Select all. Review, Language, Set Proofing Language. Then export again."),
        _("Set the language in the paragraph styles; File, Export, Advanced: choose the language."),
    ),
    Rule(
        "title",
        Level.WARNING,
        lambda facts: not facts["title"].strip() or is_file_name(facts),
        _("The file has no proper title."),
        _("It stands in the reader’s window and in search results. A file name says little there."),
        _("File, Info, Properties, Title. Then export with “Document properties” ticked."),
        _("File, File Info, Basic, Title. Then export again."),
    ),
    Rule(
        "title_not_shown",
        Level.WARNING,
        lambda facts: facts["title"].strip() and not facts["shows_title"],
        _("The window shows the file’s name, not its title."),
        _("People with several files open tell them apart by the title."),
        _("Word sets this where a title is given and tags are ticked; in Acrobat: File, Properties, Initial View."),
        _("File, Export, Advanced: Display Title, “Document Title”."),
    ),
    Rule(
        "figures",
        Level.WARNING,
        lambda facts: facts["figures_without_alt"],
        _("Pictures without a description: %(figures_without_alt)s of %(figures)s."),
        _("Who cannot see them learns nothing of them."),
        _("Right-click each picture, View Alt Text: describe it, or mark it as decorative."),
        _("Object, Object Export Options, Alt Text: describe each picture, or tag it as an artefact."),
    ),
    Rule(
        "tables",
        Level.WARNING,
        lambda facts: facts["tables"] and not facts["header_cells"],
        _("Tables without header cells: %(tables)s."),
        _("A screen reader cannot say to which column a number belongs."),
        _("Click into the first row. Table Layout, Repeat Header Rows."),
        _("Select the first row. Table, Convert Rows, To Header."),
    ),
    Rule(
        "fonts",
        Level.WARNING,
        lambda facts: facts["fonts_not_embedded"],
        _("Fonts that are not in the file: %(font_names)s."),
        _("It looks different on each computer, and letters may be missing."),
        _("File, Save As, PDF, Options: tick “PDF/A compliant”, which takes all fonts in."),
        _("File, Export, Advanced: fonts are embedded unless their licence forbids it; choose others then."),
    ),
    Rule(
        "not_all_seen",
        Level.WARNING,
        lambda facts: not facts["is_all_seen"],
        _("The file is so large or so tangled that only a part of it was checked."),
        _("What is said here is true of that part."),
        EXPORT_AGAIN,
        _("Export the PDF again, without layers, and with “Optimise for Fast Web View”."),
    ),
]

RULES = [*STOPS, *HIDDEN, *ACCESS]
