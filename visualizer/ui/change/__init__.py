"""The screen on which everything that runs can be changed: the request, the code, the lanes' options."""
