"""The list of exchanges: a line each, filtered as one types, so that a hundred are easy to tell apart."""
