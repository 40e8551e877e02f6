"""What follows from publishing or deleting."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from wagtail.signals import copy_for_translation_done, page_published

from foundation.languages import language_of
from publications.embargo import forget_next_release
from publications.freezing import freeze
from publications.models import DesignedFile, PressLink, Release, ReportFile, ReportPage, WordImport


@receiver(page_published, sender=ReportPage)
def freeze_published_report(sender: type, instance: ReportPage, **kwargs: Any) -> None:
    """Make the version. The signal also comes for a page that is only scheduled: that one is not live yet."""
    if instance.live:
        freeze(instance)


@receiver(copy_for_translation_done)
def write_in_the_language_of_the_copy(sender: type, target_obj: Any, **kwargs: Any) -> None:
    """A copy that is made to be translated is taken to be written in the language that it is made for."""
    if not isinstance(target_obj, ReportPage) or target_obj.alias_of_id is not None:
        return
    language = ReportPage.Language.of_locale(language_of(target_obj))
    if language is None or language == target_obj.language:
        return
    target_obj.language = language
    target_obj.save(update_fields=["language"])
    if target_obj.latest_revision is not None:
        target_obj.latest_revision.content["language"] = language
        target_obj.latest_revision.save(update_fields=["content"])


@receiver(post_delete, sender=ReportFile)
@receiver(post_delete, sender=DesignedFile)
def forget_bytes(sender: type, instance: ReportFile | DesignedFile, **kwargs: Any) -> None:
    """Delete the bytes of a file that was deleted, alone or with its report, once that cannot be undone."""
    for stored in (instance.file, instance.thumbnail):
        if stored:
            transaction.on_commit(partial(stored.delete, save=False))


@receiver((post_save, post_delete), sender=Release)
def look_again_for_the_next_release(sender: type, **kwargs: Any) -> None:
    """Pages are kept no longer than until the next release: now and, as others may read meanwhile, at the commit."""
    forget_next_release()
    transaction.on_commit(forget_next_release)


@receiver(post_delete, sender=WordImport)
def forget_document(sender: type, instance: WordImport, **kwargs: Any) -> None:
    """Delete a document that was not read before its library was deleted."""
    if instance.file:
        transaction.on_commit(lambda: instance.file.delete(save=False))


@receiver(post_delete, sender=PressLink)
def forget_recipient(sender: type, instance: PressLink, **kwargs: Any) -> None:
    """A press link goes with its report; for whom it was goes with it."""
    instance.contact.delete()
