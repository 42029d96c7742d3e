"""The suite's applications under checkers of their standard: wsgiref.validate, and our own for ASGI.

Each breach is logged under `breaches`, whoever is to blame for it and whoever catches the error that it raises.
"""

from wsgiref import validate

from tests.conformance import asgi_application, asgi_validator, wsgi_application


def _assert(condition: object, *said: object) -> None:
    """What wsgiref.validate checks everything by."""
    if not condition:
        wsgi_application.LOG.setdefault("breaches", []).append(" ".join(map(str, said)))
        raise AssertionError(*said)


vars(validate)["assert_"] = _assert
wsgi = validate.validator(wsgi_application.application)
asgi = asgi_validator.validator(asgi_application.application, asgi_application.LOG.setdefault("breaches", []))
