"""The runs of a visit: kept while they happen, listed, and laid side by side to find where they part."""
