"""Which path leads to which view; what stands under /async/ is the same view, written async."""

from django.urls import include, path

from hello import async_views, trouble, views

urlpatterns = [
    path("hello/", views.hello),
    path("echo/", views.echo),
    path("echo/<path:rest>", views.echo),
    path("stream/", views.stream),
    path("raise/", views.fail),
    path("wait/", trouble.wait),
    path("compute/", trouble.compute),
    path("download/", trouble.download),
    path("break-off/", trouble.break_off),
    path("die/", trouble.die),
    path(
        "async/",
        include(
            [
                path("hello/", async_views.hello),
                path("echo/", async_views.echo),
                path("echo/<path:rest>", async_views.echo),
                path("stream/", async_views.stream),
                path("raise/", async_views.fail),
                path("wait/", trouble.await_it),
                path("compute/", trouble.compute_on_loop),
            ]
        ),
    ),
]
