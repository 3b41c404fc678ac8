"""The settings of newsdb: one file. Every environment variable it knows is read at its top and told of in docs/running.md.

Without any variable: an SQLite database under var/, debug off, the secret key generated once. A variable NAME that holds a secret may
also be given as NAME_FILE, the path of a file that holds it.
"""

import os
import secrets
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off", ""}


def env_text(name: str, default: str = "") -> str:
    """The variable's value, or that of the file named by NAME_FILE. Raises ImproperlyConfigured if there are both."""
    value, path = os.environ.get(name), os.environ.get(f"{name}_FILE")
    if value is not None and path is not None:
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set ({name}_FILE={path!r}): unset one of them.")
    if path is None:
        return default if value is None else value
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{name}_FILE={path!r} cannot be read ({error}): name a readable text file, or set {name}.") from error


def env_flag(name: str, default: bool = False) -> bool:
    value = env_text(name, "1" if default else "0")
    if value.lower() not in YES | NO:
        raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no: set it to 1 or 0.")
    return value.lower() in YES


def env_words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in env_text(name, default).split(",") if word.strip()]


def env_choice(name: str, default: str, choices: set[str]) -> str:
    value = env_text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name}={value!r} is not known: choose one of {', '.join(sorted(choices))}.")
    return value


def env_share(name: str, default: str) -> float:
    """A number from 0 to 1."""
    value = env_text(name, default)
    try:
        share = float(value)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise ImproperlyConfigured(f"{name}={value!r} is no number from 0 to 1: set it to one, such as {default}.")
    return share


def env_number(name: str, default: int, *, least: int = 1, most: int = 10**9) -> int:
    """A whole number of these."""
    value = env_text(name, str(default))
    if not (value.isascii() and value.isdecimal() and least <= int(value) <= most):
        raise ImproperlyConfigured(f"{name}={value!r} is no whole number from {least} to {most}: set it to one, such as {default}.")
    return int(value)


def env_folder(name: str, default: Path) -> Path:
    folder = Path(env_text(name, str(default))).expanduser()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name}={str(folder)!r} cannot be made ({error}): name a folder that newsdb may write to.") from error
    return folder


def env_database(name: str, default: str) -> dict[str, object]:
    """A database URL as Django's dictionary; SQLite gets write-ahead logging, immediate transactions and a busy timeout."""
    url = env_text(name, default)
    scheme = url.partition(":")[0]
    try:
        if scheme not in {"sqlite", "postgres", "postgresql"}:
            raise ValueError(f"the scheme {scheme!r} is not supported")
        database: dict[str, object] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except ValueError as error:
        # The value may hold a password, so only its scheme is shown.
        raise ImproperlyConfigured(
            f"{name}={scheme}:… cannot be used ({error}): give sqlite:///path/to/file.sqlite3 or postgres://user:password@host:5432/name."
        ) from error
    if scheme == "sqlite":
        database["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    return database


def generated_secret(path: Path) -> str:
    """The secret kept in `path`; made on first use, readable by its owner alone."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8").strip()
    with open(descriptor, "w", encoding="utf-8") as file:
        secret = secrets.token_urlsafe(50)
        file.write(secret)
    return secret


DATA_DIR = env_folder("NEWSDB_DATA_DIR", BASE_DIR / "var")
DEBUG = env_flag("NEWSDB_DEBUG")
SECRET_KEY = env_text("NEWSDB_SECRET_KEY") or generated_secret(DATA_DIR / "secret_key")
ALLOWED_HOSTS = env_words("NEWSDB_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_words("NEWSDB_CSRF_TRUSTED_ORIGINS")
DATABASES = {"default": env_database("NEWSDB_DATABASE_URL", f"sqlite:///{DATA_DIR / 'newsdb.sqlite3'}")}
LANGUAGE_CODE = env_choice("NEWSDB_LANGUAGE", "zh-hans", {"zh-hans", "en"})
TIME_ZONE = env_text("NEWSDB_TIME_ZONE", "Asia/Shanghai")
BEHIND_HTTPS = env_flag("NEWSDB_HTTPS")
API_LIMIT = env_number("NEWSDB_API_LIMIT", 300, least=0)
API_PROXIES = env_number("NEWSDB_API_PROXIES", 0, least=0)
CORS_ALLOWED_ORIGINS = [origin for origin in env_words("NEWSDB_CORS_ORIGINS") if origin != "*"]
CORS_ALLOW_ALL_ORIGINS = "*" in env_words("NEWSDB_CORS_ORIGINS")
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS", "POST"]
CORS_ALLOW_HEADERS = ["authorization", "content-type", "idempotency-key", "if-modified-since", "if-none-match"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 << 20  # what the API takes at once; forms of the admin are short, and files are counted apart
CORS_EXPOSE_HEADERS = ["ETag", "Link", "Retry-After", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"]
PUBLIC_CONFIDENCE = env_share("NEWSDB_PUBLIC_CONFIDENCE", "0.8")
SHEET_BYTES = env_number("NEWSDB_SHEET_MEGABYTES", 10, most=100) << 20
LICENCE = env_text("NEWSDB_LICENCE")
LOG_LEVEL = env_choice("NEWSDB_LOG_LEVEL", "INFO", {"DEBUG", "INFO", "WARNING", "ERROR"})
UPLOAD_LIMIT = env_number("NEWSDB_UPLOAD_LIMIT", 2048) << 20
DATA_UPLOAD_MAX_NUMBER_FILES = 1000  # in one upload; more come in a zip

PUBLIC_URL = env_text("NEWSDB_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")

EMAIL_HOST = env_text("NEWSDB_SMTP_HOST")
EMAIL_PORT = env_number("NEWSDB_SMTP_PORT", 587, most=65535)
EMAIL_HOST_USER = env_text("NEWSDB_SMTP_USER")
EMAIL_HOST_PASSWORD = env_text("NEWSDB_SMTP_PASSWORD")
SMTP_SECURITY = env_choice("NEWSDB_SMTP_SECURITY", "starttls", {"starttls", "tls", "none"})
EMAIL_USE_TLS, EMAIL_USE_SSL = SMTP_SECURITY == "starttls", SMTP_SECURITY == "tls"
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = env_text("NEWSDB_EMAIL_FROM", "newsdb@localhost")

LANGUAGES = [("zh-hans", _("Chinese")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True

INSTALLED_APPS = [
    "articles",  # before the admin, whose base_site.html it extends
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "corsheaders",
    "import_export",
]
MIDDLEWARE = [
    "newsdb.policy.content_security_policy",  # first, so that no answer goes without
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "newsdb.urls"
WSGI_APPLICATION = "newsdb.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}

SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = BEHIND_HTTPS
if BEHIND_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 30 * 24 * 3600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
