"""For the tests: fast where speed hides nothing, real everywhere else."""

import os
import tempfile

# Read before base: the tests must never touch the data of a running site.
os.environ.setdefault("DATA_DIR", os.path.join(tempfile.gettempdir(), "portal-tests"))

from portal.settings.base import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # logging in is not what is tested
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # one process, emptied by a fixture
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "mail"]}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # serves static files without collectstatic
ALLOWED_HOSTS = ["*"]
REQUIRE_SECOND_FACTOR = False
