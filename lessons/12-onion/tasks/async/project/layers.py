"""Six layers: five that can be sync or async, and a sixth that can be too."""

from asgiref.sync import iscoroutinefunction, markcoroutinefunction


class Layer:
    """A middleware that takes the form of whatever it is put around."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response):
        self.get_response = get_response
        if iscoroutinefunction(get_response):
            markcoroutinefunction(self)

    def __call__(self, request):
        """Pass on what the inner layer returns: a response, or something to await."""
        return self.get_response(request)


class One(Layer):
    """The outermost."""


class Two(Layer):
    """The second."""


class Three(Layer):
    """The third."""


class Four(Layer):
    """The fourth."""


class Five(Layer):
    """The fifth."""


class SyncOnly(Layer):
    """The sixth, which can be both now, whatever it is called."""
