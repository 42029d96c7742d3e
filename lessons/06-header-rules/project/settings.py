"""As few settings as Django runs with: no database, no middleware, one list of URLs."""

SECRET_KEY = "only-for-this-lesson"
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "project.urls"
WSGI_APPLICATION = "project.wsgi.application"
ASGI_APPLICATION = "project.asgi.application"
MIDDLEWARE = []
USE_TZ = True
