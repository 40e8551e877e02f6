"""The drawn artwork of each page, kept so that no request draws."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class PageArt(models.Model):
    """The star patterns of one page as inline SVG, drawn when it is published from its slug and a person's initials."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="art", primary_key=True)
    seed = models.CharField(_("seed"), max_length=255)
    hero = models.TextField(_("hero"))
    card = models.TextField(_("card"))
    band = models.TextField(_("band"))
    initials = models.CharField(_("initials"), max_length=8, blank=True)
    rosette = models.TextField(_("rosette"), blank=True, help_text=_("Only for people: takes a portrait's place."))
    rosette_lead = models.TextField(_("large rosette"), blank=True)
    social = models.FileField(_("social image"), upload_to="social/", blank=True)
    social_key = models.CharField(
        max_length=64, blank=True, help_text=_("A hash of what the social image shows: it is redrawn when it differs.")
    )

    class Meta:
        verbose_name = _("page art")
        verbose_name_plural = _("page art")

    def __str__(self) -> str:
        return self.seed
