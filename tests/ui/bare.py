"""An app with nothing but the themes, for a test of one screen alone."""

from __future__ import annotations

from textual.app import App

from visualizer.ui import themes


class Bare(App[None]):
    """The themes that every style sheet counts on."""

    def __init__(self) -> None:
        super().__init__()
        for theme in themes.themes():
            self.register_theme(theme)
        self.theme = themes.DEFAULT
