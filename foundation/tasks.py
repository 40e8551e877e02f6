"""Work that can fail or take time, done by the worker. Arguments hold ids only."""

from django.contrib.contenttypes.models import ContentType
from django_tasks import task
from wagtail.models import Page, ReferenceIndex

from foundation.drawing import draw
from foundation.logos import logo_file
from foundation.models import BasePage, LibraryImage, OrganisationSettings, PageArt
from foundation.patterns import draw_rosette
from foundation.pictures.shapes import SHAPES
from foundation.pictures.showing import Making, find_picture, making_pictures


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
    """Make the pictures of a page in every size and format that it and the lists above it print.

    By rendering them once: the templates alone know what they show. Visitors find the files made, or the drawn
    pattern until they are: encoding takes seconds, and a GET writes nothing.
    """
    page = Page.objects.filter(pk=page_id, live=True).first()
    if page is None or not shows_pictures(page):
        return
    with making_pictures():
        make_card(page.specific)
        for shown in [page, *page.get_ancestors().filter(depth__gt=1, live=True)]:
            response = shown.specific.make_preview_request()
            if hasattr(response, "render"):
                response.render()


def make_card(page: Page) -> None:
    """The page's picture for cards: it may stand on later pages of a list, in search, in blocks of other pages."""
    if isinstance(page, BasePage) and page.listing_image:
        find_picture(page.listing_image, SHAPES["card"], Making.EVERYTHING)


@task()
def make_missing_renditions() -> None:
    """Queue the pictures of every page and every logo, for those whose making failed or whose sizes a new version changed."""
    pictures = ContentType.objects.get_for_model(LibraryImage)
    pages = ReferenceIndex.objects.filter(to_content_type=pictures, base_content_type=page_type()).distinct()
    for page_id in pages.values_list("object_id", flat=True):
        make_renditions.enqueue(int(page_id))
    for organisation_id in OrganisationSettings.objects.exclude(logo=None).values_list("pk", flat=True):
        make_logo.enqueue(organisation_id)


def page_type() -> ContentType:
    """How the reference index calls every page."""
    return ContentType.objects.get_for_model(Page)


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
    for organisation_id in OrganisationSettings.objects.filter(logo=image).values_list("pk", flat=True):
        make_logo.enqueue(organisation_id)  # settings are not in the reference index


@task()
def make_logo(organisation_id: int) -> None:
    """Make the file of an organisation's logo. Does nothing where there is none."""
    organisation = OrganisationSettings.objects.filter(pk=organisation_id).first()
    if organisation is not None:
        logo_file(organisation, Making.EVERYTHING)
