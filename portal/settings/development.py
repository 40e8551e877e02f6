"""For `manage.py runserver`: tracebacks on, templates reread, tasks run at once."""

from portal.settings.base import *

DEBUG = True
PAGE_CACHE_BYTES = 0
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "mail"]}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
