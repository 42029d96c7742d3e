"""Runs of another kind: many requests from many clients, and faults, each chosen on a screen of its own."""
