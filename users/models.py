"""The people who log in: editors, publishers, campaigners, data officers. Supporters have no log-in."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A log-in to the admin. Its own model from the first migration, so that it can grow."""

    is_demo = models.BooleanField(
        _("demo log-in"),
        default=False,
        editable=False,
        help_text=_("Made by the demo site: needs no second factor while the demo site is loaded."),
    )

    def __str__(self) -> str:
        return self.get_full_name() or self.username
