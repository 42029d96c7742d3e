"""How the database was made."""
