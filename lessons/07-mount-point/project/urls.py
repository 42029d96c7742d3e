"""One page, and where it thinks it is."""

from django.urls import path

from project import views

urlpatterns = [path("meta/", views.meta, name="meta")]
