"""The project's one app: greetings, and views that show what they were sent."""
