"""Work that can fail or take time, done by the worker. Arguments hold ids only."""

from django_tasks import task
from wagtail.models import Page

from foundation.models import PageArt
from foundation.patterns import draw_band, draw_plate, draw_rosette


@task()
def draw_page_art(page_id: int) -> None:
    """Draw the patterns of a page from its slug and keep them. Does nothing for a page that is gone."""
    page = Page.objects.filter(pk=page_id).first()
    if page is None:
        return
    seed = page.slug
    # A page that has initials is a person's. Known by the attribute: foundation knows no page type by name.
    initials = getattr(page.specific, "initials", "")
    if PageArt.objects.filter(pk=page_id, seed=seed, initials=initials).exists():
        return
    PageArt.objects.update_or_create(
        page=page,
        defaults={
            "seed": seed,
            "hero": draw_plate(seed, 500, 620, construction=0.34),
            "card": draw_plate(seed, 160, 120),
            "band": draw_band(seed),
            "initials": initials,
            "rosette": draw_rosette(seed, initials) if initials else "",
            "rosette_lead": draw_rosette(seed, initials, lead=True) if initials else "",
        },
    )
