"""The same stream twice."""

from django.urls import path

from project import views

urlpatterns = [
    path("sync/", views.stream_sync),
    path("async/", views.stream_async),
]
