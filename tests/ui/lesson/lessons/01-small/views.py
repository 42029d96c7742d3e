"""What the small lesson's task changes."""

SLOW = False
