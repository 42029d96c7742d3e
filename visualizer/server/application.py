"""Import the application that MODULE:APP names; what goes wrong is told in one clear sentence."""

import importlib
import sys
import traceback
from collections.abc import Callable
from typing import Any


class NoApplication(Exception):
    """There is no such application: the message says why, and shows its traceback where it has one."""


def load(name: str) -> Callable[..., Any]:
    """The callable that `MODULE:APP` names; APP may have dots (`config.site:factory.app`)."""
    module_name, colon, path = name.partition(":")
    if not module_name or not colon or not path:
        raise NoApplication(f"'{name}' names no application: write MODULE:APP, for example mysite.wsgi:application")
    found: Any = _module(module_name)
    for attribute in path.split("."):
        if not hasattr(found, attribute):
            raise NoApplication(f"module '{module_name}' has no '{path}' (there is no attribute '{attribute}')")
        found = getattr(found, attribute)
    if not callable(found):
        raise NoApplication(f"'{name}' is not callable: it is {type(found).__name__}")
    application: Callable[..., Any] = found
    return application


def _module(name: str) -> object:
    # The application lies where the server is started, as with other servers.
    if "" not in sys.path:
        sys.path.insert(0, "")
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is not None and (name == error.name or name.startswith(error.name + ".")):
            raise NoApplication(f"there is no module named '{error.name}' on the import path") from None
        raise NoApplication(f"{traceback.format_exc()}importing '{name}' failed: {error}") from None
    except Exception as error:
        raise NoApplication(f"{traceback.format_exc()}importing '{name}' failed: {error}") from None
