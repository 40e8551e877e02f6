"""The drawings of charts, kept so that no visit makes one."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ChartDrawing(models.Model):
    """Both drawings of a chart, under a hash of all that they show (publications.charts.drawing). Never edited."""

    key = models.CharField(_("hash of what is drawn"), max_length=64, primary_key=True)
    wide = models.TextField(_("for a wide column"))
    narrow = models.TextField(_("for a narrow column"))
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    class Meta:
        verbose_name = _("chart drawing")
        verbose_name_plural = _("chart drawings")

    def __str__(self) -> str:
        return self.key
