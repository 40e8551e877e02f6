"""The front page and the plain pages. Import them from here."""

from home.models.content import ContentPage
from home.models.home import HomePage

__all__ = ["ContentPage", "HomePage"]
