"""The plain text of each page, kept for snippets: reading it from ten pages' blocks would query for each of them."""

from typing import Any

from django.dispatch import receiver
from django_tasks import task
from wagtail.models import Page
from wagtail.search.index import SearchField
from wagtail.signals import page_published

from portal.models import PageText


def text_of(page: Page) -> str:
    """All that the page's own search fields hold, without the title."""
    parts = []
    for field in page.get_search_fields():
        if not isinstance(field, SearchField) or field.field_name == "title":
            continue
        value = field.get_value(page)
        parts += value if isinstance(value, list) else [value]
    return " ".join(str(part) for part in parts if part)


@task()
def keep_page_text(page_id: int) -> None:
    """Store the text of a page. Does nothing for a page that is gone."""
    page = Page.objects.filter(pk=page_id).first()
    if page is not None:
        PageText.objects.update_or_create(page=page, defaults={"text": text_of(page.specific)})


@receiver(page_published)
def keep_text_of_published_page(sender: type, instance: Any, **kwargs: Any) -> None:
    """Queue it; also for a page that is only scheduled, so that it is there when the page opens."""
    keep_page_text.enqueue(instance.pk)


def texts_of(keys: list[int]) -> dict[int, str]:
    """The texts of some pages by key. One query."""
    return dict(PageText.objects.filter(page__in=keys).values_list("page_id", "text"))
