"""Clients that misbehave, two hundred at once: afterwards the server answers and holds exactly what it held before."""
