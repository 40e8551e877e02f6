"""Remembers what the demo site made, and takes just that away again."""

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import ProtectedError
from wagtail.models import Page

from portal.models import DemoRecord
from publications.models import ReportPage
from publications.removal import remove_for_good


class RemovalRefusedError(Exception):
    """The demo site cannot be removed as it stands; the message says what is in the way."""


def record(made: models.Model) -> None:
    """Remember an object that the demo site made."""
    DemoRecord.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(made, for_concrete_model=False), object_key=str(made.pk)
    )


def is_loaded() -> bool:
    """Whether anything of the demo site is there."""
    return DemoRecord.objects.exists()


def recorded_pages() -> models.QuerySet[Page]:
    """The pages of the demo site that still exist."""
    page_types = ContentType.objects.filter(
        pk__in=[
            content_type.pk
            for content_type in ContentType.objects.filter(pk__in=DemoRecord.objects.values("content_type"))
            if (model := content_type.model_class()) is not None and issubclass(model, Page)
        ]
    )
    keys = DemoRecord.objects.filter(content_type__in=page_types).values_list("object_key", flat=True)
    return Page.objects.filter(pk__in=[int(key) for key in keys])


def pages_of_editors() -> list[Page]:
    """Pages below the demo site that the demo site did not make."""
    mine = recorded_pages()
    keys = set(mine.values_list("pk", flat=True))
    found: dict[int, Page] = {}
    for page in mine:
        found.update({below.pk: below for below in page.get_descendants() if below.pk not in keys})
    return sorted(found.values(), key=lambda page: page.path)


@transaction.atomic
def remove() -> int:
    """Remove all that was recorded and return how many objects that were.

    Raises RemovalRefusedError, and changes nothing, where an editor's page lies below a demo page or where
    something else still needs a recorded object (a petition that people have signed, for instance).
    """
    if theirs := pages_of_editors():
        titles = ", ".join(f"“{page.title}” ({page.url_path})" for page in theirs[:5])
        raise RemovalRefusedError(f"{len(theirs)} page(s) made by editors lie below demo pages: {titles}.")
    removed = 0
    for page in recorded_pages().order_by("-depth"):
        removed += take_away(page.specific)
    # Last made first: what was made later may need what was made before it.
    for entry in DemoRecord.objects.order_by("-pk").select_related("content_type"):
        model = entry.content_type.model_class()
        made = model._default_manager.filter(pk=entry.object_key).first() if model is not None else None
        if made is not None:
            removed += take_away(made)
    DemoRecord.objects.all().delete()
    return removed


def take_away(made: models.Model) -> int:
    """Delete one object. Returns 1, for counting. Raises RemovalRefusedError where something still needs it."""
    try:
        if isinstance(made, ReportPage):
            remove_for_good(made)
        else:
            made.delete()
    except ProtectedError as error:
        needed_by = len(error.protected_objects)
        raise RemovalRefusedError(f"“{made}” is still needed by {needed_by} object(s), signatures perhaps.") from error
    return 1
