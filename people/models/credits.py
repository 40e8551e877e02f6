"""Crediting somebody on another page: the author of a report, the speaker of an event."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from people.models.pages import PersonPage


class Credit(models.Model):
    """Somebody with a profile, or a name from outside. A subclass brings the fields `person` and `external_name`.

    `kept_name` is a copy of the name as it was last saved, so that the page never loses it when a profile is deleted.
    """

    person: PersonPage | None
    external_name: str

    kept_name = models.CharField(max_length=255, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Exactly one of person and name. Somebody whose profile was deleted keeps the name it had."""
        super().clean()
        if self.person is not None and self.external_name:
            raise ValidationError({"external_name": _("Choose a person or type a name, one of the two.")})
        if not self.name:
            raise ValidationError({"person": _("Choose a person or type a name, one of the two.")})
        self.kept_name = self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the name as it stands at this moment."""
        self.kept_name = self.name
        super().save(*args, **kwargs)

    @property
    def name(self) -> str:
        """The name as it is printed; a row without person and name shows the copy that it kept."""
        return self.person.title if self.person is not None else self.external_name or self.kept_name
