"""The second lane: the same without the layer that cannot be async."""

from project.settings import *

MIDDLEWARE = [
    "project.layers.One",
    "project.layers.Two",
    "project.layers.Three",
    "project.layers.Four",
    "project.layers.Five",
]
