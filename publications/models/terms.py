"""The glossary: words that a reader may not know."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin


class Term(TranslatableMixin):
    """A word and what it means, written once and shown wherever a report uses it."""

    name = models.CharField(_("term"), max_length=80)
    also = models.CharField(
        _("other forms"), max_length=200, blank=True, help_text=_("Such as a plural. Separate them by commas.")
    )
    definition = models.TextField(_("definition"), max_length=500, help_text=_("One or two plain sentences."))

    panels = [FieldPanel("name"), FieldPanel("also"), FieldPanel("definition")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("glossary")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=("locale", "name"), name="a_term_is_explained_once_in_a_language")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def forms(self) -> list[str]:
        """The term and its other forms, as they stand in a text."""
        return [form for form in (self.name.strip(), *(form.strip() for form in self.also.split(","))) if form]
