"""Campaigns and their landing pages."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Landing pages hold an action of the supporters' room."""

    name = "campaigns"
