"""The rules of the record that hold however a report is saved or deleted."""

from typing import Any

from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver

from publications.freezing import version_being_released
from publications.models import ReportPage, Withdrawal
from publications.removal import refuse_published
from publications.republishing import refuse_obstacles


@receiver(pre_save, sender=ReportPage)
def refuse_unexplained_version(
    sender: type, instance: ReportPage, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """A live report is only saved as a whole when it is published, or changed past publishing.

    Fields saved one by one are Wagtail's own, such as the newest draft; the rest of the page in memory is that draft.
    Whether it is withdrawn is a matter of its withdrawal: a revision from before says something else.
    """
    if raw or update_fields is not None or instance.pk is None:
        return
    instance.is_withdrawn = Withdrawal.objects.filter(report_id=instance.pk).exists()
    if instance.live and version_being_released(instance.pk) is None:  # what is released was asked at its approval
        refuse_obstacles(instance)


@receiver(pre_delete, sender=ReportPage)
def keep_published_reports(sender: type, instance: ReportPage, **kwargs: Any) -> None:
    """Also when a parent is deleted: Django tells of each page that goes with it."""
    refuse_published(instance)
