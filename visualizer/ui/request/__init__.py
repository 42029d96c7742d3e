"""The editor of a request: a form, or every single byte; it sends what it shows and corrects nothing."""
