"""How a lane is told which of its project's Django settings were changed: by variables that one module reads."""

MODULE = "visualizer.changed_settings"
"""What DJANGO_SETTINGS_MODULE names then."""

OWN = "VISUALIZER_OWN_SETTINGS"
"""The variable that names the project's own settings module."""

CHANGED = "VISUALIZER_CHANGED_SETTINGS"
"""The variable that holds what was changed: a Python literal, a dict from names to values."""
