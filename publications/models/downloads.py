"""How often a file was downloaded: a number a day, and nothing about anybody."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.log_reading import LogPlace
from publications.models.versions import ReportFile

# Below this a number would say more about a reader than about a report.
SMALLEST_SHOWN = 10


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


class LogPosition(LogPlace):
    """How far an access log has been read for downloads."""

    class Meta:
        verbose_name = _("position in an access log")
        verbose_name_plural = _("positions in access logs")


def times_downloaded(files: Iterable[ReportFile]) -> dict[int, int]:
    """How often each file was downloaded, by its key; files without a number that may be shown are left out. One query."""
    rows = DownloadDay.objects.filter(file__in=files).order_by().values_list("file").annotate(total=models.Sum("count"))
    return {file: total for file, total in rows if total >= SMALLEST_SHOWN}
