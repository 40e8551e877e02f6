"""For the tests: fast where speed hides nothing, real everywhere else."""

import hashlib
import os
import sys
import tempfile

# Read before base: the tests must never touch the data of a running site.
# One folder for each set of arguments, so that two runs at once do not share a database.
_run = hashlib.sha256("\0".join([os.getcwd(), *sys.argv[1:]]).encode()).hexdigest()[:12]
os.environ.setdefault("DATA_DIR", os.path.join(tempfile.gettempdir(), f"portal-tests-{_run}"))

from portal.settings.base import *  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # logging in is not what is tested
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}  # one process, emptied by a fixture
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "mail"]}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True  # serves static files without collectstatic
ALLOWED_HOSTS = ["*"]
REQUIRE_SECOND_FACTOR = False
DELIVERY = {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}  # what the outbox sends, in mail.outbox
