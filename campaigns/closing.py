"""Closing a campaign: its petitions close with it."""

from campaigns.models import CampaignPage, LandingPage
from supporters.models import Action


def close_petitions(campaign: CampaignPage) -> int:
    """Close every petition below a campaign that is over and return how many that were. Safe to repeat.

    Signatures, counts and promises stay as they are.
    """
    if campaign.is_open:
        return 0
    shown = LandingPage.objects.child_of(campaign).filter(action__isnull=False).values("action")
    petitions = Action.objects.filter(pk__in=shown).exclude(state=Action.State.CLOSED)
    for petition in petitions:
        petition.state = Action.State.CLOSED
        petition.save()
    return len(petitions)
