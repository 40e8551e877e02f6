"""Settings that hold everywhere. Safe by default: DEBUG off, no literal secret, no third party asked.

`development`, `test` and `production` each differ in a few lines and say why.
"""

from csp.constants import NONE, SELF, UNSAFE_INLINE

from foundation.embedding import FRAME_ORIGINS
from portal.settings.environment import ROOT, read_environment

ENVIRONMENT = read_environment()
DATA_DIR = ENVIRONMENT.data_dir

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
PERSONAL_DATA_KEYS = ENVIRONMENT.personal_data_keys
PERSON_KEY_SECRET = ENVIRONMENT.person_key_secret
TRUSTED_PROXY_COUNT = ENVIRONMENT.trusted_proxy_count
METRICS_TOKEN = ENVIRONMENT.metrics_token
DEMO_PASSWORD = ENVIRONMENT.demo_password
PUBLIC_HOST, PUBLIC_PORT = ENVIRONMENT.public_host, ENVIRONMENT.public_port
ALLOWED_HOSTS = [PUBLIC_HOST, "localhost", "127.0.0.1", "[::1]"]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "portal",
    "home",
    "campaigns",
    "events",
    "publications",
    "people",
    "supporters",
    "foundation",
    "users",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.api.v2",
    "wagtail.embeds",
    "wagtail.locales",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.page_cache.PageCacheMiddleware",
    # Inside the cache, so that it asks a page and no copy of it whether it may be framed by others
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "portal.middleware.AnonymousCacheMiddleware",
    "portal.middleware.RequestGuardMiddleware",
    "portal.middleware.ErrorPagesMiddleware",
    "portal.middleware.UntouchedSessionMiddleware",
    "portal.middleware.AddressLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.second_factor.SecondFactorMiddleware",
    "publications.middleware.RefusedPublishingMiddleware",
    "portal.redirects.OpenRedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "foundation.context_processors.language",
                "foundation.context_processors.organisation",
            ],
        },
    },
]

# --- Data -----------------------------------------------------------------------------------------
DATABASES = {"default": ENVIRONMENT.database}
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": ENVIRONMENT.cache_url}
        if ENVIRONMENT.cache_url
        # Shared by the worker processes without a server, and never in the database: a GET must not write there.
        else {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(DATA_DIR / "cache"),
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    ),
}
PAGE_CACHE_BYTES = 4_000_000  # in each web process: the public pages of some hundred addresses, compressed
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}

# --- Sign-in --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/admin/"
ACCOUNT_ADAPTER = "portal.sign_in.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "portal.forms.LogInForm",
    "reauthenticate": "portal.forms.StillYouForm",
    "change_password": "portal.forms.PasswordForm",
    "reset_password": "portal.forms.ForgottenForm",
    "reset_password_from_key": "portal.forms.NewPasswordForm",
}
MFA_FORMS = {"authenticate": "portal.forms.CodeForm", "activate_totp": "portal.forms.FirstCodeForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# The limits on tries are allauth's own (5 wrong passwords in 5 minutes for one log-in, 30 log-ins a minute for one
# address), counted in the cache that all web processes share.
# Those of `/my/` stand here: links asked for by one network, mails to one mailbox (supporters/record/contents.py).
ACCOUNT_RATE_LIMITS = {"my_record": "30/h/key", "my_record_mail": "3/d/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_ISSUER = ENVIRONMENT.public_host
REQUIRE_SECOND_FACTOR = ENVIRONMENT.require_second_factor
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False  # the Wagtail admin's scripts read it
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"

# --- Language and time ----------------------------------------------------------------------------
# Fixed before the first migration: the first Locale is made from them. Pages say en-GB.
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("ur", "اردو")]
WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# --- Files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Report files: never below MEDIA_URL, opened only by the view that asks whether they are public.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_ROOT), "base_url": None},
    },
    "staticfiles": {"BACKEND": "portal.stylesheets.BundledStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
WHITENOISE_MAX_AGE = 3600

# --- Mail -----------------------------------------------------------------------------------------
# Every mail of the site is written to the outbox; a task that carries its id delivers it.
EMAIL_BACKEND = "supporters.mailing.outbox.OutboxBackend"
DELIVERY = ENVIRONMENT.email or {
    "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
    "EMAIL_FILE_PATH": str(DATA_DIR / "mail"),
}
DEFAULT_FROM_EMAIL = f"noreply@{ENVIRONMENT.public_host}"

# --- Wagtail --------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Portal"
WAGTAILADMIN_BASE_URL = ENVIRONMENT.base_url
WAGTAIL_PAGE_MODEL = "wagtailcore.Page"
WAGTAILIMAGES_IMAGE_MODEL = "foundation.LibraryImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "foundation.forms.LibraryImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "foundation.LibraryDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILEMBEDS_RESPONSIVE_HTML = False  # it writes an inline style
WAGTAIL_AUTOSAVE_INTERVAL = 3000  # the default, 500 ms, is many small writes for SQLite
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# The admin says "UK time" beside its fields, so nobody can choose another zone for them.
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_FINISH_WORKFLOW_ACTION = (
    "publications.workflows.publish_unless_embargoed"  # not before the release that is ahead
)
WAGTAIL_PASSWORD_RESET_ENABLED = False  # allauth's is used
WAGTAILAPI_BASE_URL = ENVIRONMENT.base_url
WAGTAILAPI_SEARCH_ENABLED = False  # /search/ is for that
WAGTAILSEARCH_BACKENDS = {
    "default": ENVIRONMENT.search or {"BACKEND": "portal.search.backend", "SEARCH_CONFIG": "english"},
}
TAGGIT_CASE_INSENSITIVE = True

# --- Headers --------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
# A load balancer asks by plain HTTP, and gets an answer rather than a redirect.
SECURE_REDIRECT_EXEMPT = [r"^healthz/", r"^metrics$"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # it wants DENY, but the admin previews pages in a frame of this site
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
}
# The public policy. The admin needs inline script and style (shared/research/platform.md, E2):
# portal.middleware gives it CSP_ADMIN instead.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": FRAME_ORIGINS,  # loaded after a click only
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    },
}
CSP_ADMIN = {
    "default-src": [NONE],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF, "data:"],
    "connect-src": [SELF],
    "frame-src": [SELF, *FRAME_ORIGINS],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"tokens": {"()": "portal.tokens_in_logs.HideTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["tokens"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
