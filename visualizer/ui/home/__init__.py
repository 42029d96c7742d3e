"""The home screen: what this is, which lessons there are, and the two other ways in."""

HOME = "home"
"""The home screen's name."""
