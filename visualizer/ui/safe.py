"""Text from anywhere, made safe to draw; light to import, since the first frame needs it."""


def safe(text: str) -> str:
    """`text` with everything that would steer a terminal made visible; most text passes at the cost of one test."""
    if text.isprintable():
        return text
    from visualizer.trace import visible

    return visible(text)


def shown(text: str) -> str:
    """The same, character for character, for text with a cursor in it; tabs stay, for whoever draws it sets them."""
    if text.isprintable():
        return text
    return "".join(one if one == "\t" else (safe(one) if len(safe(one)) == 1 else "\ufffd") for one in text)
