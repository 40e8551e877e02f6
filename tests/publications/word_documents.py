"""Word documents made of XML written here: as small as a test wants them, and as broken."""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
STYLE_NAMES = [
    "Title",
    "Subtitle",
    "heading 1",
    "heading 2",
    "heading 3",
    "heading 4",
    "caption",
    "toc 1",
    "Pull words",
]


def run(words: str, marks: str = "") -> str:
    """Words with properties such as `<w:b/>`."""
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(*content: str, style: str = "") -> str:
    """Runs, or plain words, in a style by its name."""
    inside = "".join(part if part.startswith("<") else run(part) for part in content)
    properties = f'<w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{inside}</w:p>"


def heading(words: str, level: int = 1) -> str:
    """A heading in Word's own style."""
    return paragraph(words, style=f"heading {level}")


def listed(words: str, number: int = 1, level: int = 0) -> str:
    """An entry of list 1 (dots), 2 (figures) or 3 (letters)."""
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(words)}</w:p>"


def note(number: int, kind: str = "footnote") -> str:
    """The raised number of a note."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def link(words: str, relation: str) -> str:
    """A link to one of the addresses of the document."""
    return f'<w:hyperlink r:id="{relation}">{run(words)}</w:hyperlink>'


def picture(relation: str, alt: str = "", *, is_decorative: bool = False) -> str:
    """A picture within a paragraph."""
    extra = '<a:extLst><a:ext uri="x"><adec:decorative val="1"/></a:ext></a:extLst>' if is_decorative else ""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr={quoteattr(alt)}>{extra}</wp:docPr><a:graphic>'
        f'<a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def cell(*content: str, properties: str = "") -> str:
    """A cell of paragraphs, or of plain words."""
    inside = "".join(part if part.startswith(("<w:p", "<w:tbl")) else paragraph(part) for part in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside or paragraph('')}</w:tc>"


def row(*cells: str, is_head: bool = False) -> str:
    """A row of cells, or of plain words."""
    inside = "".join(part if part.startswith("<w:tc>") else cell(part) for part in cells)
    return f"<w:tr><w:trPr>{'<w:tblHeader/>' if is_head else ''}</w:trPr>{inside}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def notes_part(notes: dict[int, str], kind: str) -> str:
    """The part that holds the notes: their runs by number."""
    items = "".join(
        f'<w:{kind} w:id="{number}"><w:p>{words if words.startswith("<") else run(words)}</w:p></w:{kind}>'
        for number, words in notes.items()
    )
    return f"<w:{kind}s {NAMESPACES}>{items}</w:{kind}s>"


def png(colour: str = "white", size: tuple[int, int] = (40, 30)) -> bytes:
    """A picture of one colour."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def styles_part() -> str:
    """Word's own styles, by the names that they have in an English Word."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
        for name in STYLE_NAMES
    )
    return f"<w:styles {NAMESPACES}>{styles}</w:styles>"


def numbering_part() -> str:
    """Three lists: dots, figures, letters."""
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">'
        + "".join(f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{mark}"/></w:lvl>' for level in range(3))
        + "</w:abstractNum>"
        for number, mark in enumerate(("bullet", "decimal", "lowerLetter"), 1)
    )
    numbers = "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in (1, 2, 3))
    return f"<w:numbering {NAMESPACES}>{kinds}{numbers}</w:numbering>"


def word_document(
    *body: str,
    footnotes: dict[int, str] | None = None,
    endnotes: dict[int, str] | None = None,
    pictures: dict[str, bytes] | None = None,
    links: dict[str, str] | None = None,
    parts: dict[str, str | bytes] | None = None,
    main_type: str = MAIN_TYPE,
) -> bytes:
    """A .docx. Pictures and links are named by their relation; `parts` are added as they are, or take a part's place."""
    pictures, links = pictures or {}, links or {}
    relations = [
        *((name, "styles", f"{name}.xml", "") for name in ("styles", "numbering")),
        *(
            (name, name, f"{name}.xml", "")
            for name, notes in (("footnotes", footnotes), ("endnotes", endnotes))
            if notes
        ),
        *((name, "image", f"media/{name}.png", "") for name in pictures),
        *((name, "hyperlink", address, ' TargetMode="External"') for name, address in links.items()),
    ]
    related = "".join(
        f'<Relationship Id="{name}" Type="{RELATION}/{kind if name != "numbering" else "numbering"}" '
        f"Target={quoteattr(target)}{mode}/>"
        for name, kind, target, mode in relations
    )
    contents: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="png" ContentType="image/png"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="d" '
            f'Type="{RELATION}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
        "word/styles.xml": styles_part(),
        "word/numbering.xml": numbering_part(),
        **({"word/footnotes.xml": notes_part(footnotes, "footnote")} if footnotes else {}),
        **({"word/endnotes.xml": notes_part(endnotes, "endnote")} if endnotes else {}),
        **{f"word/media/{name}.png": data for name, data in pictures.items()},
        **(parts or {}),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in contents.items():
            package.writestr(name, data)
    return file.getvalue()
