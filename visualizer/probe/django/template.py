"""The rendering of a template. The seam: `django.template.backends.django.Template.render`."""

from typing import Any, Callable

from django.template.backends.django import Template

from visualizer.probe import emit
from visualizer.probe.django.seam import replace
from visualizer.probe.span import Span, call, caller, user


def install() -> None:
    """Report every rendering by Django's own engine."""
    replace(Template, "render", _reported)


def _reported(original: Callable[..., Any]) -> Callable[..., Any]:
    def render(self: Any, *args: Any, **kwargs: Any) -> Any:
        if not emit.on:
            return original(self, *args, **kwargs)
        span = Span("view", "template render", user() or caller(), {"template": self.template.name})
        return call(span, original, self, *args, **kwargs)

    return render
