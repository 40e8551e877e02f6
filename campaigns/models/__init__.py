"""Campaigns. Import them from here: landing pages know nothing, campaigns their landing pages, the list campaigns."""

from campaigns.models.campaign import CampaignPage, CampaignUpdate, Outcome
from campaigns.models.index import CampaignIndexPage
from campaigns.models.landing import LandingPage

__all__ = ["CampaignIndexPage", "CampaignPage", "CampaignUpdate", "LandingPage", "Outcome"]
