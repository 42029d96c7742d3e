"""The three looks of the screen: dark, light, and high contrast; every colour of text is chosen here, none is derived.

The hues follow Okabe and Ito's colour-blind-safe set (2008): blue for going in, bluish green for coming back, orange or
yellow for where one stands, vermillion (dark red on paper) for what failed, purple for what the application owns. A
test computes the WCAG 2.2 contrast of each pair of text and ground (4.5 : 1 at least, 7 : 1 in high contrast) and how
far the hues lie apart for eyes that lack one kind of cone.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.theme import Theme


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours that a theme is made of."""

    background: str
    surface: str
    panel: str
    foreground: str
    muted: str
    """Text that may be passed over at a first look."""
    rule: str
    """Lines between panes."""
    primary: str
    secondary: str
    accent: str
    success: str
    warning: str
    error: str

    @property
    def words(self) -> dict[str, str]:
        """The colours that text has, by role."""
        names = ("foreground", "muted", "primary", "secondary", "accent", "success", "warning", "error")
        return {name: getattr(self, name) for name in names}

    @property
    def grounds(self) -> dict[str, str]:
        """The colours that lie behind text, by role."""
        return {name: getattr(self, name) for name in ("background", "surface", "panel")}


PALETTES = {
    "dark": Palette(
        background="#12151b",
        surface="#181c24",
        panel="#212733",
        foreground="#dce1ea",
        muted="#9aa4b4",
        rule="#465062",
        primary="#7fbcf5",
        secondary="#cba6ea",
        accent="#ffc44d",
        success="#58cfa6",
        warning="#e8a95c",
        error="#ff8f73",
    ),
    "light": Palette(
        background="#fcfbf8",
        surface="#f5f3ee",
        panel="#ebe8e0",
        foreground="#1d2330",
        muted="#535c6c",
        rule="#a8a69f",
        primary="#00548f",
        secondary="#6d3b99",
        accent="#8a4b00",
        success="#005f46",
        warning="#6f5200",
        error="#8f1d1d",
    ),
    "contrast": Palette(
        background="#000000",
        surface="#000000",
        panel="#1a1a1a",
        foreground="#ffffff",
        muted="#d0d0d0",
        rule="#9a9a9a",
        primary="#7cc9ff",
        secondary="#e6b3ff",
        accent="#ffe45c",
        success="#4dffbf",
        warning="#ffb84d",
        error="#ff9d85",
    ),
}
"""The palettes by the name of their theme."""

TITLES = {"dark": "dark", "light": "light", "contrast": "high contrast"}
"""What a person calls each theme, in the order in which the key goes round."""

DEFAULT = "dark"


def themes() -> list[Theme]:
    """The themes, ready to be registered."""
    return [_theme(name, palette) for name, palette in PALETTES.items()]


def after(name: str) -> str:
    """The theme that the key goes to from this one."""
    names = list(TITLES)
    return names[(names.index(name) + 1) % len(names)]


def _theme(name: str, palette: Palette) -> Theme:
    return Theme(
        name=name,
        dark=name != "light",
        primary=palette.primary,
        secondary=palette.secondary,
        accent=palette.accent,
        success=palette.success,
        warning=palette.warning,
        error=palette.error,
        foreground=palette.foreground,
        background=palette.background,
        surface=palette.surface,
        panel=palette.panel,
        variables=_variables(palette),
    )


def _variables(palette: Palette) -> dict[str, str]:
    """What Textual would derive with transparency or a tint, said outright."""
    hues = ("primary", "secondary", "accent", "success", "warning", "error")
    return {
        **{f"text-{hue}": getattr(palette, hue) for hue in hues},
        "text": palette.foreground,
        "text-muted": palette.muted,
        "rule": palette.rule,
        "border": palette.accent,
        "border-blurred": palette.rule,
        "block-cursor-foreground": palette.background,
        "block-cursor-background": palette.accent,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-foreground": palette.foreground,
        "block-cursor-blurred-background": palette.panel,
        "block-cursor-blurred-text-style": "none",
        "footer-background": palette.panel,
        "footer-foreground": palette.foreground,
        "footer-description-foreground": palette.foreground,
        "footer-key-foreground": palette.accent,
        "input-selection-background": palette.rule,
        "scrollbar": palette.rule,
        "scrollbar-background": palette.background,
        "scrollbar-corner-color": palette.background,
    }
