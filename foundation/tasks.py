"""Work that can fail or take time, done by the worker. Arguments hold ids only."""

from django.contrib.contenttypes.models import ContentType
from django_tasks import task
from wagtail.models import Page, ReferenceIndex

from foundation.drawing import draw
from foundation.models import LibraryImage, PageArt
from foundation.patterns import draw_rosette


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
            **{shape: draw(shape, seed) for shape in ("hero", "card", "band")},
            "initials": initials,
            "rosette": draw_rosette(seed, initials) if initials else "",
            "rosette_lead": draw_rosette(seed, initials, lead=True) if initials else "",
        },
    )


@task()
def make_renditions(page_id: int) -> None:
    """Make the pictures of a page in every size that it and the lists above it print.

    By rendering them once: the templates alone know which sizes they use. Else the first visitor would wait for
    them (up to 16 s on a page of pictures, seen), and a GET would write to the database.
    """
    page = Page.objects.filter(pk=page_id, live=True).first()
    if page is None or not shows_pictures(page):
        return
    for shown in [page, *page.get_ancestors().filter(depth__gt=1, live=True)]:
        response = shown.specific.make_preview_request()
        if hasattr(response, "render"):
            response.render()


def shows_pictures(page: Page) -> bool:
    """Whether a page refers to any picture of the library."""
    return (
        ReferenceIndex.get_references_for_object(page)
        .filter(to_content_type=ContentType.objects.get_for_model(LibraryImage))
        .exists()
    )


@task()
def make_renditions_where_shown(image_id: int) -> None:
    """After a picture was replaced or its focal point moved: make its sizes again for every page that shows it."""
    image = LibraryImage.objects.filter(pk=image_id).first()
    if image is None:
        return
    for shown, _references in image.get_usage():
        if isinstance(shown, Page):
            make_renditions.enqueue(shown.pk)
