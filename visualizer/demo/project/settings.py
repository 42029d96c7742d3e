"""The project's settings: a usual set (sessions, auth, SQLite, Django's own middleware), and nothing more."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1]

# The demo serves loopback only and protects nothing, so its key need not be one.
SECRET_KEY = "not-a-secret:" + "this-project-serves-only-its-own-machine"
DEBUG = True  # readable errors, in the response itself
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "hello",
]

# The list that `startproject` writes. CSRF protection is left out: a learner posts raw bytes to /echo/.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"
ASGI_APPLICATION = "project.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,  # hello/templates/ is found
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

# The database was made by `migrate` and comes with the package. Several processes read it at once, perhaps from a
# folder that they may not write to: `immutable` lets SQLite read it without a lock or a journal beside it.
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": (FOLDER / "demo.sqlite3").as_uri() + "?mode=ro&immutable=1",
        "OPTIONS": {"uri": True},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
