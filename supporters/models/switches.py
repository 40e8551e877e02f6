"""What can be switched off on a bad day, on one page of the settings."""

from typing import Any

from django.core.cache import cache
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

# Where all processes find what is switched off, and for how many seconds (`supporters.crowds.switches`).
OFF_KEY, OFF_KEPT_FOR = "supporters.switched_off", 10


@register_setting(icon="warning", order=90)
class ServiceSwitches(BaseGenericSetting):
    """Everything is on unless somebody switches it off here. What is switched off says so to visitors.

    Ask `supporters.crowds.switches.is_on`, which also knows what the portal has switched off by itself.
    """

    signing = models.BooleanField(
        _("signing"), default=True, help_text=_("Off: every petition says that it is paused. Nothing is lost.")
    )
    reminders = models.BooleanField(
        _("reminders"), default=True, help_text=_("The mail after two days. Off by itself while mail is behind.")
    )
    my_record = models.BooleanField(
        _("my record"), default=True, help_text=_("The page on which people see what we hold about them.")
    )
    areas_and_history = models.BooleanField(
        _("areas and history"),
        default=True,
        help_text=_("On the page of each petition's counts. Off by itself while the site is slow."),
    )
    exports = models.BooleanField(
        _("exports and invalidations"), default=True, help_text=_("Heavy work. Off by itself while the site is slow.")
    )
    is_automatic = models.BooleanField(
        _("switch off by itself"), default=True, help_text=_("When mail is behind or the site is slow, and on again.")
    )

    panels = [
        HelpPanel(content=_("For a bad day. Each takes effect within ten seconds and loses nothing.")),
        MultiFieldPanel(
            [
                FieldPanel("signing"),
                FieldPanel("reminders"),
                FieldPanel("my_record"),
                FieldPanel("areas_and_history"),
                FieldPanel("exports"),
            ],
            heading=_("On or off"),
        ),
        FieldPanel("is_automatic"),
    ]

    class Meta:
        verbose_name = _("switches")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Takes effect at once. An absent cache must not undo what was saved."""
        super().save(*args, **kwargs)
        transaction.on_commit(lambda: cache.delete(OFF_KEY), robust=True)
