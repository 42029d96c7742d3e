"""The help: what the keys do here, what the words mean, where things are kept."""
