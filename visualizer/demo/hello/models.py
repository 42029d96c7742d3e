"""What the database holds: one greeting."""

from django.db import models


class Greeting(models.Model):
    """A word to greet with."""

    text: "models.CharField[str, str]" = models.CharField(max_length=50)

    def __str__(self) -> str:
        return self.text
