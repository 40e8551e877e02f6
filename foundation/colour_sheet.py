"""The palette as a style sheet: `palette.css` of the site's own look, `/brand.css` of another organisation's."""

from collections.abc import Iterator

from foundation.palette import Brand, Colours, derive

DARK = "@media screen and (prefers-color-scheme: dark)"


def colour_sheet(brand: Brand, accents: dict[str, str] | None = None) -> str:
    """Custom properties for light and dark. On paper the light ones hold.

    `accents` are further accents by the class of the page (`accent-2`) that asks for them; of those only what
    differs is written.
    """
    own = derive(brand)
    light = [(":root", own.light)]
    dark = [(":root", changed(own.dark, own.light))]
    for name, accent in (accents or {}).items():
        other = derive(Brand(brand.paper, brand.ink, accent))
        by_day = changed(other.light, own.light)
        light.append((f".{name}", by_day))
        dark.append((f".{name}", changed(other.dark, own.light | by_day | dark[0][1])))
    return "\n".join([*rules(light), f"{DARK} {{", *rules(dark, indent="  "), "}", ""])


def changed(colours: Colours, before: Colours) -> Colours:
    """The colours that are not as before."""
    return {name: colour for name, colour in colours.items() if before.get(name) != colour}


def rules(of: list[tuple[str, Colours]], indent: str = "") -> Iterator[str]:
    """One rule for each selector that sets anything."""
    for selector, colours in of:
        if colours:
            properties = (f"{indent}  --{name.replace('_', '-')}: {colour};" for name, colour in colours.items())
            yield "\n".join([f"{indent}{selector} {{", *properties, f"{indent}}}"])
