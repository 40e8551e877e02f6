"""The search page and the suggestions for its field. Both are the same for every visitor."""

import re
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from foundation.models import Topic
from foundation.models.listings import page_of
from foundation.querysets import visible_pages
from portal.search.engine import MOST_HITS, EngineAwayError, matching_keys, title_keys
from portal.search.filters import PLAIN, TYPES, Chosen, Hit, describe, groups
from portal.search.in_files import PagesInFiles, pages_in_files
from portal.search.results import show
from portal.search.suggestions import did_you_mean, titles_with
from portal.search.words import tidy, words_of

PER_PAGE = 10
SUGGESTIONS_AGE = 300  # seconds
MOST_SECTIONS = 8
YEAR = re.compile(r"\d{4}")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Results for `q`, narrowed by `type`, `topic` and `year`, ten a page.

    404 for a page of results that does not exist and for a filter that nobody offered; the latter with the search
    page, so that the visitor can go on from there.
    """
    chosen, unknown = read(request)
    words = words_of(chosen.q)
    hits, in_files, is_degraded = find(words, chosen)
    kept = [hit.key for hit in hits if chosen.keeps(hit)]
    page_obj = page_of(kept, request.GET.get("page", "1"), PER_PAGE)
    context: dict[str, Any] = {
        "chosen": chosen,
        "has_asked": bool(words) or chosen.is_narrowed,
        "has_only_signs": bool(chosen.q) and not words,
        "unknown": unknown,
        "is_degraded": is_degraded,
        "is_capped": len(hits) >= MOST_HITS,
        "groups": groups(hits, chosen),
        "page_obj": page_obj,
        "query": chosen.query,
        "results": show(list(page_obj.object_list), words, in_files, request),
        "did_you_mean": did_you_mean(words) if words and not kept else "",
        "sections": [] if kept else sections(),
    }
    return render(request, "search/search.html", context, status=HTTPStatus.NOT_FOUND if unknown else HTTPStatus.OK)


def read(request: HttpRequest) -> tuple[Chosen, list[str]]:
    """What the visitor asks for, and the names of filters with a value that does not exist; those are not set."""
    given = {name: request.GET.get(name, "") for name in ("type", "topic", "year")}
    exists = {
        "type": given["type"] in {"", PLAIN, *TYPES},
        "topic": not given["topic"] or Topic.objects.filter(slug=given["topic"][:80]).exists(),
        "year": not given["year"] or YEAR.fullmatch(given["year"]) is not None,
    }
    known = {name: value if exists[name] else "" for name, value in given.items()}
    return Chosen(q=tidy(request.GET.get("q", "")), **known), [name for name in given if not exists[name]]


def find(words: list[str], chosen: Chosen) -> tuple[list[Hit], PagesInFiles, bool]:
    """The public hits, best first, pages of PDFs among them, and whether only titles could be searched.

    A report that only its PDF makes a hit follows those that are hits themselves. Without words, the newest first.
    """
    if not words:
        newest = visible_pages().newest_first().values_list("pk", flat=True)[:MOST_HITS] if chosen.is_narrowed else []
        return describe(list(newest)), {}, False
    try:
        keys, in_files = matching_keys(words), pages_in_files(words)
    except EngineAwayError:
        return describe(title_keys(words)), {}, True
    return describe(list(dict.fromkeys([*keys, *in_files]))), in_files, False


def sections() -> list[dict[str, str]]:
    """The pages right below the home page: where to look when a search finds nothing. One query."""
    pages = visible_pages().in_main_language().filter(depth=3).order_by("path")
    return [{"title": page.title, "url": page.url} for page in pages[:MOST_SECTIONS] if page.url]


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Titles for the search field: `{"suggestions": ["…"]}`."""
    response = JsonResponse({"suggestions": titles_with(words_of(request.GET.get("q", "")))})
    patch_cache_control(response, public=True, max_age=SUGGESTIONS_AGE)
    return response
