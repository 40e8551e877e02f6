"""Makes or finds the objects of the demo site. What is already there is left as its editors have it."""

from typing import TypeVar

from django.db import models
from wagtail.models import Page

from foundation.models import PageTopic, Topic
from portal.demo.records import record

PageT = TypeVar("PageT", bound=Page)
ModelT = TypeVar("ModelT", bound=models.Model)


def page_below(parent: Page, page: PageT) -> tuple[PageT, bool]:
    """The page with this slug below `parent`, and whether it was made now. Not yet published."""
    existing = type(page)._default_manager.child_of(parent).filter(slug=page.slug).first()
    if existing is not None:
        return existing, False
    parent.refresh_from_db()
    made: PageT = parent.add_child(instance=page)
    record(made)
    return made, True


def file_under(page: Page, topics: dict[str, Topic], *slugs: str) -> None:
    """File a page, not yet published, under the topics with these slugs."""
    page.topic_links.set([PageTopic(topic=topics[slug]) for slug in slugs])


def publish(page: Page) -> None:
    """Publish a page through a revision, as an editor does: without one a later schedule would take it offline."""
    page.save_revision(clean=True).publish()


def find_or_make(model: type[ModelT], defaults: dict[str, object], **key: object) -> ModelT:
    """The row with this key, made and recorded if there is none."""
    made, created = model._default_manager.get_or_create(**key, defaults=defaults)
    if created:
        record(made)
    return made
