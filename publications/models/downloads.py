"""How often a file was downloaded: a number a day, and nothing about anybody."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

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


class LogPosition(models.Model):
    """How far an access log has been counted. A log is known by its first line: it keeps it when it is moved aside."""

    first_line = models.CharField(max_length=64, unique=True, help_text=_("SHA-256 of the first line."))
    offset = models.PositiveBigIntegerField(_("bytes read"), default=0)

    class Meta:
        verbose_name = _("position in an access log")
        verbose_name_plural = _("positions in access logs")

    def __str__(self) -> str:
        return f"{self.first_line[:12]}: {self.offset}"


def times_downloaded(files: Iterable[ReportFile]) -> dict[int, int]:
    """How often each file was downloaded, by its key; files without a number that may be shown are left out. One query."""
    rows = DownloadDay.objects.filter(file__in=files).order_by().values_list("file").annotate(total=models.Sum("count"))
    return {file: total for file, total in rows if total >= SMALLEST_SHOWN}
