"""What axe finds on an open page: on a phone and on a wide screen, light and dark."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

# Everything that WCAG 2.2 AA asks for and a program can find, and axe's own advice.
EVERYTHING = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# The dark scheme changes colours and nothing else.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
LOOKS = [(1440, "light", EVERYTHING), (1440, "dark", COLOURS), (360, "dark", COLOURS), (360, "light", EVERYTHING)]
# Everything is of this site and is loaded: nothing has to be fetched first.
RUN = """async ([runOnly, rules]) => {
  const found = await axe.run(document, { runOnly, rules, preload: false, resultTypes: ["violations"] });
  return found.violations.map(({ id, nodes }) => `${id} at ${nodes.slice(0, 3).map((node) => node.target).join(", ")}`);
}"""
# Hundreds of strands of an ornament, which is nothing to axe, take it long.
EMPTY_ORNAMENTS = (
    """() => document.querySelectorAll('svg[aria-hidden="true"]').forEach((svg) => svg.replaceChildren())"""
)


def violations(page: Page, **rules: bool) -> list[str]:
    """What axe says at every width and in both schemes; `rules` turns one on or off, its hyphens underlined."""
    asked = {name.replace("_", "-"): {"enabled": on} for name, on in rules.items()}
    page.evaluate(AXE_SCRIPT)
    page.evaluate(EMPTY_ORNAMENTS)
    found = []
    for width, scheme, what in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a literal above
        found += [f"{width} {scheme}: {fault}" for fault in page.evaluate(RUN, [what, asked])]
    return found
