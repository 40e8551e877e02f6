"""What the demo site remembers about itself."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class DemoRecord(models.Model):
    """One object that `load_demo_site` made, so that `remove_demo_site` removes that and nothing else."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_key = models.CharField(_("key"), max_length=64)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("demo record")
        verbose_name_plural = _("demo records")
        constraints = [models.UniqueConstraint(fields=("content_type", "object_key"), name="one_record_for_each_object")]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_key}"
