"""The same settings with one middleware more."""

from project.settings import *

MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
