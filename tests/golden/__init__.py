"""Hand-made, hand-checked traces as files that both wings read; `python -m tests.golden.make` writes them."""
