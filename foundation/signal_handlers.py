"""What follows from publishing a page, whatever its type, and from changing a picture."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from modelsearch.tasks import insert_or_update_object_task
from wagtail.signals import page_published

from foundation.models import LibraryImage, OrganisationSettings
from foundation.tasks import draw_page_art, make_logo, make_renditions, make_renditions_where_shown


@receiver(page_published)
def draw_art_of_published_page(sender: type, instance: Any, **kwargs: Any) -> None:
    """Draw the page's patterns in the worker; also for a page that is only scheduled, so that it is ready."""
    draw_page_art.enqueue(instance.pk)
    make_renditions.enqueue(instance.pk)


@receiver(page_published)
def index_published_page(sender: type, instance: Any, **kwargs: Any) -> None:
    """Once more: Wagtail indexes a page when its own row is saved, which is before its roles, speakers or findings."""
    insert_or_update_object_task.enqueue(instance._meta.app_label, instance._meta.model_name, str(instance.pk))


@receiver(post_save, sender=LibraryImage)
def remake_renditions_of_changed_picture(sender: type, instance: Any, created: bool, **kwargs: Any) -> None:
    """A new picture is on no page yet; a changed one has lost its sizes."""
    if not created:
        make_renditions_where_shown.enqueue(instance.pk)


@receiver(post_save, sender=OrganisationSettings)
def make_logo_of_saved_organisation(sender: type, instance: OrganisationSettings, **kwargs: Any) -> None:
    """It may have another logo now; one that is made already is left as it is."""
    if instance.logo_id is not None:
        make_logo.enqueue(instance.pk)
