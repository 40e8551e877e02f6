"""A page for a rehearsal: a campaign with a petition, flagged as a sample, removed with all its traces afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone
from wagtail.models import PageLogEntry, Site

from campaigns.models import CampaignIndexPage, CampaignPage, LandingPage
from supporters.rehearsal.people import clear_people

SLUG = "flash-crowd-rehearsal"
TITLE = "Rehearsal: please do not sign"


@contextmanager
def rehearsal_stage() -> Iterator[LandingPage]:
    """A public landing page with an open petition, for as long as the block lasts."""
    clear_stage()
    try:
        yield make_stage()
    finally:
        clear_stage()


def make_stage() -> LandingPage:
    """Make campaign, page and petition."""
    parent = CampaignIndexPage.objects.live().first() or Site.objects.get(is_default_site=True).root_page
    closes_at = timezone.now() + timedelta(days=1)
    campaign = parent.add_child(
        instance=CampaignPage(title=TITLE, slug=SLUG, is_sample=True, demand="This is a rehearsal of this site.")
    )
    return campaign.add_child(
        instance=LandingPage(
            title=TITLE,
            slug="sign",
            is_sample=True,
            summary="A rehearsal of this site with made-up people. It is gone in a few minutes.",
            demand="This is a rehearsal of this site. Nobody is asked to sign it.",
            target="nobody",
            goal=1000,
            closes_at=closes_at,
            deletion_date=(closes_at + timedelta(days=2)).date(),
        )
    )


def clear_stage() -> None:
    """Remove the page and all that was signed on it, of a rehearsal that was killed too. Safe to repeat.

    Raises ProtectedError where somebody else than the made-up people has signed it.
    """
    clear_people()
    for campaign in CampaignPage.objects.filter(slug=SLUG, is_sample=True, title=TITLE):
        gone = list(campaign.get_descendants(inclusive=True).values_list("pk", flat=True))
        campaign.delete()
        PageLogEntry.objects.filter(page__in=gone).delete()
