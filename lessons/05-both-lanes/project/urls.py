"""Two pages: the same greeting from a sync view and from an async view."""

from django.urls import path

from project import views

urlpatterns = [
    path("sync/", views.hello_sync),
    path("async/", views.hello_async),
]
