"""The people who log in: editors, publishers, campaigners, data officers. Supporters have no log-in."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A log-in to the admin. Its own model from the first migration, so that it can grow."""

    def __str__(self) -> str:
        return self.get_full_name() or self.username
