"""What follows from publishing a campaign and from deleting a landing page, however it is done."""

from typing import Any

from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver
from wagtail.signals import page_published

from campaigns.closing import close_petitions
from campaigns.models import CampaignPage, LandingPage
from campaigns.removal import refuse_signed, remove_petition


@receiver(page_published, sender=CampaignPage)
def close_petitions_of_a_closed_campaign(instance: CampaignPage, **kwargs: Any) -> None:
    """A campaign that is published with its outcome takes no more signatures."""
    if instance.live:
        close_petitions(instance)


@receiver(pre_delete, sender=LandingPage)
def keep_signed_pages(instance: LandingPage, **kwargs: Any) -> None:
    """Also when a parent is deleted: Django tells of each page that goes with it."""
    refuse_signed(instance)


@receiver(post_delete, sender=LandingPage)
def remove_petition_with_its_page(instance: LandingPage, **kwargs: Any) -> None:
    """Only a petition that nobody signed comes this far."""
    if instance.action_id is not None:
        remove_petition(instance.action_id)
