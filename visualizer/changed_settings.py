"""The Django settings of a lane in which some were changed: the project's own, and over them what was changed."""

import ast
import os
from importlib import import_module

from visualizer.vocabulary.settings import CHANGED, OWN

_own = import_module(os.environ[OWN])
globals().update({name: getattr(_own, name) for name in dir(_own) if name.isupper()})
globals().update(ast.literal_eval(os.environ[CHANGED]))
