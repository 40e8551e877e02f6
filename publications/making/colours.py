"""The brand's colours on white paper, written out: neither WeasyPrint nor e-readers know those of the page."""

import re

from foundation.models import OrganisationSettings

# A drawing with its tag, and the two marks of it that matter here.
DRAWING = re.compile(r"(?P<tag><svg\b[^>]*>)(?P<rest>.*?</svg>)", re.DOTALL)
LABEL = re.compile(r'\baria-label="([^"]*)"')
TITLE = re.compile(r"\s*<title\b")
VARIABLE = re.compile(r'"var\(--([a-z0-9-]+)\)"')
SVG_NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'


def mixed(one: str, other: str, share: float) -> str:
    """`share` (0 to 1) of a colour such as `#161b2b`, the rest the other: WeasyPrint knows no color-mix."""
    pairs = zip(bytes.fromhex(one[1:]), bytes.fromhex(other[1:]), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def palette(organisation: OrganisationSettings) -> dict[str, str]:
    """Every colour by the name of its custom property, for print: white paper, so that a printer lays down no tint."""
    light = {name.replace("_", "-"): colour for name, colour in organisation.palette.light.items()}
    ink = organisation.ink
    return light | {
        "ink": ink,
        "paper": organisation.paper,
        "stock": mixed(organisation.paper, "#ffffff", 0.42),
        "ink-2": mixed(ink, "#ffffff", 0.76),
        "rule": mixed(ink, "#ffffff", 0.26),
    }


def as_properties(colours: dict[str, str]) -> str:
    """The palette as custom properties for the sheets of the PDF."""
    return ":root{" + "".join(f"--{name}:{colour};" for name, colour in colours.items()) + "}"


def drawing_style(colours: dict[str, str]) -> str:
    """The style sheet of one drawing: what the classes of our patterns mean."""
    ink, ground, tone = colours["ink"], "#ffffff", colours["accent"]
    return (
        f"<style>.pn{{stroke:{ink};fill:none}}.pg{{stroke:{ground};fill:none}}.pf{{fill:{tone}}}"
        f".pc{{fill:{ground};stroke:{ink};stroke-width:.4}}.pm{{fill:{ground}}}.pt{{fill:{ink}}}"
        f".co{{fill:none;stroke:{ink};stroke-width:.55}}.ck{{fill:{tone};stroke:none}}"
        f".cm{{fill:none;stroke:{ink};stroke-width:1.6}}</style>"
    )


def coloured(text: str, colours: dict[str, str]) -> str:
    """HTML whose drawings carry their own colours, and their words as a title, which is what goes into a PDF.

    One without words decorates: it is left out, for a reader of a tagged file would be told of a figure and no more.
    """
    style = drawing_style(colours)

    def finished(match: re.Match[str]) -> str:
        tag, rest = match["tag"], match["rest"]
        label = LABEL.search(tag)
        if label is None and not TITLE.match(rest):
            return ""
        title = f"<title>{label[1]}</title>" if label is not None and not TITLE.match(rest) else ""
        return f'{tag[:-1]} color="{colours["ink"]}">{title}{style}{with_colours(rest, colours)}'

    return DRAWING.sub(finished, text)


def with_colours(text: str, colours: dict[str, str]) -> str:
    """Attributes such as `fill="var(--chart-1)"` with the colour itself; the ink for a name that is not known."""
    return VARIABLE.sub(lambda match: f'"{colours.get(match[1], colours["ink"])}"', text)


def as_picture(drawing: str, colours: dict[str, str]) -> str:
    """A pattern of ours as a file of its own: with colours, a namespace and no words."""
    tag, mark, rest = drawing.partition(">")
    return f"{tag} {SVG_NAMESPACE}{mark}{drawing_style(colours)}{rest}"
