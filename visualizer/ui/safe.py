"""Text from anywhere, made safe to draw; light to import, since the first frame needs it."""


def safe(text: str) -> str:
    """`text` with everything that would steer a terminal made visible; most text passes at the cost of one test."""
    if text.isprintable():
        return text
    from visualizer.trace import visible

    return visible(text)
