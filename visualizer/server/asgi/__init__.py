"""The ASGI lane: one event loop, a task per exchange, and the ASGI specification between them and the application."""
