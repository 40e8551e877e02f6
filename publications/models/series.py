"""A series: reports of one kind that come out again, each an edition."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TitleFieldPanel

# The part of the library's address below which its series lie: no report may take it.
SERIES_ADDRESS = "series"


class Series(models.Model):
    """What an evergreen address leads by: `/publications/series/<slug>/` is always the newest edition."""

    class Frequency(models.TextChoices):
        """How often an edition comes out, as readers are told."""

        ANNUAL = "annual", _("every year")
        QUARTERLY = "quarterly", _("every quarter")
        IRREGULAR = "irregular", _("from time to time")

    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(_("slug"), max_length=80, unique=True, help_text=_("The last part of its address."))
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency.choices, default=Frequency.IRREGULAR)
    description = models.TextField(_("description"), max_length=600, blank=True)
    methodology = models.TextField(
        _("method"),
        max_length=3000,
        blank=True,
        help_text=_("What every edition has in common: who is asked, and how."),
    )

    panels = [
        TitleFieldPanel("title"),
        FieldPanel("slug"),
        FieldPanel("frequency"),
        FieldPanel("description"),
        FieldPanel("methodology"),
    ]

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
