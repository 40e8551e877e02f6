"""What follows from publishing or deleting."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.signals import page_published

from publications.freezing import freeze
from publications.models import ReportFile, ReportPage


@receiver(page_published, sender=ReportPage)
def freeze_published_report(sender: type, instance: ReportPage, **kwargs: Any) -> None:
    """Make the version. The signal also comes for a page that is only scheduled: that one is not live yet."""
    if instance.live:
        freeze(instance)


@receiver(post_delete, sender=ReportFile)
def forget_bytes(sender: type, instance: ReportFile, **kwargs: Any) -> None:
    """Delete the bytes of a file whose report was deleted, once that cannot be undone."""
    transaction.on_commit(lambda: instance.file.delete(save=False))
