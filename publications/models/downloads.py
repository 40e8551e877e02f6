"""How often a file was downloaded: a number a day, and nothing about anybody."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publications.models.versions import ReportFile


class DownloadDay(models.Model):
    """The downloads of one file on one day, robots left out. Taken from the access log (docs/decisions/0031)."""

    file = models.ForeignKey(ReportFile, on_delete=models.CASCADE, related_name="download_days")
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("downloads"), default=0)

    class Meta:
        verbose_name = _("downloads of a day")
        verbose_name_plural = _("downloads by day")
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=("file", "day"), name="a_file_is_counted_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"
