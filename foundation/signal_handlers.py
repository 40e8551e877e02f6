"""What follows from publishing a page, whatever its type."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from foundation.tasks import draw_page_art


@receiver(page_published)
def draw_art_of_published_page(sender: type, instance: Any, **kwargs: Any) -> None:
    """Draw the page's patterns in the worker; also for a page that is only scheduled, so that it is ready."""
    draw_page_art.enqueue(instance.pk)
