"""For the tests: fast where speed hides nothing, real everywhere else."""

import atexit
import os
import shutil
import tempfile

# Read before base: the tests must never touch the data of a running site, nor those of another run.
# The processes of pytest-xdist inherit the folder and have one each below it.
if "TESTS_FOLDER" not in os.environ:
    os.environ["TESTS_FOLDER"] = tempfile.mkdtemp(prefix="portal-tests-")
    atexit.register(shutil.rmtree, os.environ["TESTS_FOLDER"], ignore_errors=True)
os.environ["DATA_DIR"] = os.path.join(os.environ["TESTS_FOLDER"], os.environ.get("PYTEST_XDIST_WORKER", "main"))

# Playwright leaves an event loop in the process that drives the browser; Django then takes every query for an
# asynchronous one.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from portal.settings.base import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # logging in is not what is tested
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # one process, emptied by a fixture
PAGE_CACHE_BYTES = 0  # most tests change pages in a transaction that never ends
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "mail"]}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # serves static files without collectstatic
ALLOWED_HOSTS = ["*"]
REQUIRE_SECOND_FACTOR = False
DELIVERY = {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}  # what the outbox sends, in mail.outbox
