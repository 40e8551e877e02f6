"""The picture for shared links: the title, who publishes it, the imprint, over the page's own pattern.

Drawn with Pillow from the site's own fonts when a page is published or the imprint changes, never on a request.
"""

import hashlib
import io
import unicodedata
from functools import partial
from typing import Any, NamedTuple

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django_tasks import task
from PIL import Image, ImageColor, ImageDraw, ImageFont, features
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from campaigns.models import CampaignPage
from foundation.models import BasePage, OrganisationSettings, PageArt
from foundation.patterns import plate_polylines
from foundation.tasks import draw_page_art

WIDTH, HEIGHT = 1200, 630
PATTERN_LEFT = 840  # the pattern stands right of it
EDGE = 64
LOGO = (PATTERN_LEFT - 2 * EDGE, 72)  # what a logo may take, above the title
SMOOTHING = 2  # the pattern is drawn so much larger and scaled down: Pillow's lines have steps
TITLE_SIZES = (92, 80, 68, 58, 50, 42)
TITLE_HEIGHT = 320
# From one line of the title to the next, as a share of its size, in the two cuts that a title is set in.
LINES = {"display": 1.12, "naskh": 1.45}
# Steps between the paper and the ink, and between the paper and the accent: a quarter of the size in full colour.
INK_STEPS, ACCENT_STEPS = 24, 8
# Raised when the drawing itself changes, so that every picture is made anew.
DRAWING = 2


class Inks(NamedTuple):
    """The three colours of a picture."""

    paper: str
    ink: str
    accent: str


def key_of(page: BasePage, organisation: OrganisationSettings) -> str:
    """A hash of all that the picture shows."""
    shown = (
        DRAWING,
        page.slug,
        page.title,
        organisation.name,
        organisation.imprint,
        *inks_of(page, organisation),
        *([organisation.logo.file.name] if organisation.logo is not None else []),
    )
    return hashlib.sha256(repr(shown).encode()).hexdigest()


def inks_of(page: BasePage, organisation: OrganisationSettings) -> Inks:
    """Paper, ink and the accent of the page, as it is seen on the paper."""
    colours = organisation.palette_for(page.accent_class).light
    return Inks(colours["paper"], colours["ink"], colours["tone"])


def draw_social_image(page: BasePage, organisation: OrganisationSettings) -> bytes:
    """A PNG of 1200 by 630 pixels."""
    colours = inks_of(page, organisation)
    picture = Image.new("RGB", (WIDTH, HEIGHT), colours.paper)
    picture.paste(draw_pattern(page.slug, colours), (PATTERN_LEFT, 0))
    pen = ImageDraw.Draw(picture)
    logo = logo_of(organisation)
    if logo is not None:
        picture.paste(logo, (EDGE, EDGE), logo)
    else:
        pen.rectangle((EDGE, EDGE, EDGE + 72, EDGE + 8), fill=colours.accent)
        pen.text((EDGE, EDGE + 28), organisation.name, font=font("ui", 30, weight=600), fill=colours.ink)
    title, cut = title_of(page, organisation)
    lines, size = fitted(title, cut)
    for number, line in enumerate(lines):
        down = EDGE + 88 + round((number + 0.9) * size * LINES[cut])
        place, anchor = ((PATTERN_LEFT - EDGE, down), "rs") if cut == "naskh" else ((EDGE, down), "ls")
        pen.text(place, line, font=font(cut, size), fill=colours.ink, anchor=anchor)
    imprint = "\n".join(wrapped(organisation.imprint, font("ui", 22), PATTERN_LEFT - 2 * EDGE)[:3])
    pen.multiline_text((EDGE, HEIGHT - EDGE), imprint, font=font("ui", 22), fill=colours.ink, anchor="ld")
    stream = io.BytesIO()
    palette = steps_between(colours) if logo is None else None  # a logo brings colours of its own
    picture.quantize(256, palette=palette, dither=Image.Dither.NONE).save(stream, "PNG")
    return stream.getvalue()


def logo_of(organisation: OrganisationSettings) -> Image.Image | None:
    """The logo as it stands in the picture; None without one, or where its file is lost."""
    if organisation.logo is None:
        return None
    kept = organisation.logo.file
    try:
        with kept.storage.open(kept.name) as file, Image.open(file) as opened:
            logo = opened.convert("RGBA")
    except OSError:
        return None
    logo.thumbnail(LOGO)
    return logo


def steps_between(colours: Inks) -> Image.Image:
    """The palette: all that is on the picture, edges included, lies between the paper and one of two inks."""
    paper, ink, accent = (ImageColor.getrgb(colour) for colour in colours)

    def steps(end: tuple[int, ...], number: int) -> list[int]:
        return [
            round(start + (stop - start) * step / (number - 1))
            for step in range(number)
            for start, stop in zip(paper, end, strict=True)
        ]

    palette = Image.new("P", (1, 1))
    palette.putpalette([*steps(ink, INK_STEPS), *steps(accent, ACCENT_STEPS)])
    return palette


def draw_pattern(seed: str, colours: Inks) -> Image.Image:
    """The page's star pattern, filling the right edge, behind a line in ink."""
    width = WIDTH - PATTERN_LEFT
    large = Image.new("RGB", (width * SMOOTHING, HEIGHT * SMOOTHING), colours.paper)
    pen = ImageDraw.Draw(large)
    for line in plate_polylines(seed, width, HEIGHT):
        points = [(x * SMOOTHING, y * SMOOTHING) for x, y in line]
        pen.line(points, fill=colours.ink, width=2 * SMOOTHING, joint="curve")
    pen.line([(0, 0), (0, HEIGHT * SMOOTHING)], fill=colours.ink, width=4 * SMOOTHING)
    return large.resize((width, HEIGHT), Image.Resampling.LANCZOS)


def font(cut: str, size: int, weight: int = 400) -> ImageFont.FreeTypeFont:
    """One of the site's own fonts. Raises FileNotFoundError if it is not among the static files."""
    path = finders.find(f"portal/fonts/broadsheet-{cut}.woff2")
    if path is None:
        raise FileNotFoundError(f"portal/fonts/broadsheet-{cut}.woff2")
    loaded = ImageFont.truetype(path, size)
    if cut == "ui":
        loaded.set_variation_by_axes([weight])
    return loaded


def title_of(page: BasePage, organisation: OrganisationSettings) -> tuple[str, str]:
    """What stands large on the picture, and the cut it is set in.

    Arabic script needs a face of its own, and Raqm to join its letters; where either cannot set the whole title, the
    organisation's name takes its place.
    """
    if not any(unicodedata.bidirectional(sign) in {"R", "AL"} for sign in page.title):
        return page.title, "display"
    if features.check("raqm") and not any(sign.isascii() and not sign.isspace() for sign in page.title):
        return page.title, "naskh"
    return organisation.name, "display"


def fitted(title: str, cut: str = "display") -> tuple[list[str], int]:
    """The title in lines, at the largest size at which it fits; cut off with an ellipsis where none does."""
    line = LINES[cut]
    for size in TITLE_SIZES:
        lines = wrapped(title, font(cut, size), PATTERN_LEFT - EDGE - EDGE // 2)
        if len(lines) * size * line <= TITLE_HEIGHT:
            return lines, size
    most = int(TITLE_HEIGHT / (size * line))
    return [*lines[: most - 1], f"{lines[most - 1].rstrip('., ')}…"], size


def wrapped(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """The text in lines no wider than `width`. A word that is wider by itself is broken."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.getlength(longer) <= width:
            lines[-1] = longer
            continue
        while face.getlength(word) > width:
            cut = next(end for end in range(len(word) - 1, 0, -1) if face.getlength(word[:end]) <= width or end == 1)
            lines.append(word[:cut])
            word = word[cut:]  # noqa: PLW2901  (what is left of it)
        lines.append(word)
    return lines


@task()
def keep_social_image(page_id: int) -> None:
    """Draw and store the picture of a page, unless what it shows is unchanged. Does nothing for a page that is gone."""
    page = Page.objects.filter(pk=page_id).first()
    specific = page.specific if page is not None else None
    site = specific.get_site() if specific is not None else None
    if not isinstance(specific, BasePage) or site is None:
        return
    if not PageArt.objects.filter(page=page_id).exists():
        draw_page_art.call(page_id)
    art = PageArt.objects.get(page=page_id)
    organisation = OrganisationSettings.for_site(site)
    key = key_of(specific, organisation)
    if art.social and art.social_key == key:
        return
    old = art.social.name
    # A name of its own for each drawing: it is served as never changing.
    art.social.save(f"{key[:24]}.png", ContentFile(draw_social_image(specific, organisation)), save=False)
    art.social_key = key
    art.save(update_fields=["social", "social_key"])
    if old and old != art.social.name:
        art.social.storage.delete(old)


@task()
def keep_all_social_images() -> None:
    """Queue the picture of every page that is out: what they all show has changed. A draft gets its own when it is out."""
    for key in Page.objects.live().filter(depth__gt=1).values_list("pk", flat=True):
        keep_social_image.enqueue(key)


@receiver(page_published)
def draw_for_published_page(sender: type, instance: Any, **kwargs: Any) -> None:
    """Queue it; also for a page that is only scheduled, so that it is there when the page opens."""
    keep_social_image.enqueue(instance.pk)
    if isinstance(instance, CampaignPage):  # its landing pages take its accent
        for key in instance.get_children().values_list("pk", flat=True):
            keep_social_image.enqueue(key)


@receiver(page_unpublished)
def forget_of_unpublished_page(sender: type, instance: Any, **kwargs: Any) -> None:
    """Take the picture away: it shows the title. It is drawn again when the page is published again."""
    art = PageArt.objects.filter(page=instance.pk).exclude(social="").first()
    if art is not None:
        storage, name = art.social.storage, str(art.social.name)
        art.social, art.social_key = "", ""
        art.save(update_fields=["social", "social_key"])
        transaction.on_commit(partial(storage.delete, name))


@receiver(post_save, sender=OrganisationSettings)
def draw_with_new_imprint(sender: type, instance: OrganisationSettings, **kwargs: Any) -> None:
    """The name, the imprint or a colour may have changed; a picture that shows nothing new is left as it is."""
    keep_all_social_images.enqueue()
