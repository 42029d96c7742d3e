"""The themes can be read: contrast by WCAG 2.2, hues apart for every kind of eye, and the key and the file remember."""

from __future__ import annotations

from itertools import combinations
from math import dist
from pathlib import Path

import pytest
from textual.color import Color

from visualizer.ui import preferences, themes
from visualizer.ui.app import VisualizerApp

LEAST = {"dark": 4.5, "light": 4.5, "contrast": 7.0}
"""WCAG 2.2: 1.4.3 (AA) for text, 1.4.6 (AAA) for the high contrast theme."""

BLIND = {
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""Machado, Oliveira and Fernandes 2009, severity 1.0: what eyes without one kind of cone see, in linear RGB."""


def linear(colour: str) -> tuple[float, float, float]:
    """sRGB as linear light, WCAG 2.2's definition of relative luminance."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in Color.parse(colour).normalized
    )
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    """Linear RGB as CIE L*a*b* (D65)."""
    matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.9505, 1.0, 1.089)
    x, y, z = (
        (lambda t: t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116)(
            sum(weight * max(part, 0) for weight, part in zip(row, rgb, strict=True)) / reference
        )
        for row, reference in zip(matrix, white, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour: str, matrix: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """A colour as such eyes see it."""
    return lab(tuple(sum(w * part for w, part in zip(row, linear(colour), strict=True)) for row in matrix))


def test_the_ratio_is_the_standard_s() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", themes.PALETTES)
def test_every_word_can_be_read_on_every_ground(name: str) -> None:
    palette = themes.PALETTES[name]
    for word, colour in palette.words.items():
        for ground, behind in palette.grounds.items():
            assert contrast(colour, behind) >= LEAST[name], f"{word} on {ground}"
    assert contrast(palette.rule, palette.background) >= (3 if name == "contrast" else 1.5)
    assert contrast(palette.background, palette.accent) >= LEAST[name], "the highlighted entry"


@pytest.mark.parametrize("name", themes.PALETTES)
@pytest.mark.parametrize("eyes", BLIND)
def test_in_and_out_and_here_and_failed_lie_apart_for_every_eye(name: str, eyes: str) -> None:
    palette = themes.PALETTES[name]
    hues = {hue: palette.words[hue] for hue in ("primary", "success", "accent", "error")}
    for (one, first), (other, second) in combinations(hues.items(), 2):
        apart = dist(seen(first, BLIND[eyes]), seen(second, BLIND[eyes]))
        assert apart >= 10, f"{one} and {other}"


@pytest.mark.parametrize("name", themes.PALETTES)
async def test_text_colours_are_the_palette_s(name: str) -> None:
    app = VisualizerApp()
    async with app.run_test() as pilot:
        app.theme = name
        await pilot.pause()
        assert app.theme_variables["text-error"] == themes.PALETTES[name].error
        assert app.theme_variables["text-muted"] == themes.PALETTES[name].muted


async def test_the_key_goes_round_and_the_choice_is_remembered(home: Path) -> None:
    app = VisualizerApp()
    async with app.run_test() as pilot:
        assert app.theme == "dark"
        for expected in ("light", "contrast", "dark", "light"):
            await pilot.press("t")
            assert app.theme == expected
            assert preferences.recall("theme") == expected
    assert VisualizerApp().theme == "light"


async def test_a_folder_that_cannot_be_written_costs_the_memory_only(home: Path) -> None:
    preferences.folder().parent.mkdir(parents=True, exist_ok=True)
    preferences.folder().write_text("a file where the folder should be")
    app = VisualizerApp()
    async with app.run_test() as pilot:
        await pilot.press("t")
        assert app.theme == "light"
        await pilot.pause()
        assert "cannot be remembered" in " ".join(str(toast.message) for toast in app._notifications)


def test_what_cannot_be_read_was_never_set(home: Path) -> None:
    assert preferences.recall("theme") == ""
    preferences.remember("theme", "no theme of ours")
    assert VisualizerApp().theme == themes.DEFAULT
    (preferences.folder() / "theme").write_bytes(b"\xff\xfe")
    assert preferences.recall("theme") == ""
