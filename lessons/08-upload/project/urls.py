"""One page."""

from django.urls import path

from project import views

urlpatterns = [path("upload/", views.upload)]
