"""One page."""

from django.urls import path

from project import views

urlpatterns = [path("length/", views.length)]
