"""The first lane: five layers that could be async, and innermost one that cannot."""

SECRET_KEY = "only-for-this-lesson"
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "project.urls"
ASGI_APPLICATION = "project.asgi.application"
MIDDLEWARE = [
    "project.layers.One",
    "project.layers.Two",
    "project.layers.Three",
    "project.layers.Four",
    "project.layers.Five",
    "project.layers.SyncOnly",
]
USE_TZ = True
