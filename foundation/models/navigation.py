"""The menus at the head and foot of every page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin

from foundation.blocks.links import FooterColumnBlock, LinkBlock
from foundation.fields import BodyField


class Navigation(TranslatableMixin, models.Model):
    """Both menus in one language, and the button beside the first."""

    header = BodyField([("link", LinkBlock())], blank=True, verbose_name=_("header"), max_num=7)
    button = BodyField(
        [("link", LinkBlock())],
        blank=True,
        verbose_name=_("button"),
        max_num=1,
        help_text=_("The one thing you ask of every visitor, at the head of every page: join, give, sign."),
    )
    footer = BodyField([("column", FooterColumnBlock())], blank=True, verbose_name=_("footer"), max_num=4)

    panels = [FieldPanel("header"), FieldPanel("button"), FieldPanel("footer")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("navigation")
        verbose_name_plural = _("navigation")
        constraints = [models.UniqueConstraint(fields=("locale",), name="one_navigation_for_each_locale")]

    def __str__(self) -> str:
        return str(_("Menus in %(language)s") % {"language": self.locale})
