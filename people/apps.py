"""Who speaks and leads in public."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Public profiles only: log-ins are in users, supporters in supporters."""

    name = "people"
