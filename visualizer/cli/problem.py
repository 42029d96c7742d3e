"""The one error of the command line: what a person reads on stderr, already safe to show."""


class Problem(Exception):
    """A command cannot do what it was asked: one line says what, where, and what to do; more lines may follow."""

    def __init__(self, line: str, details: str = "", *, status: int = 2) -> None:
        super().__init__(line)
        self.line = line
        self.details = details
        """Further lines, such as a lane's own traceback."""
        self.status = status

    @property
    def text(self) -> str:
        """All of it, with nothing in it that would steer a terminal."""
        from visualizer.ui.safe import safe

        lines = [f"visualizer: {self.line}", *(f"  {line}" for line in self.details.splitlines())]
        return "\n".join(map(safe, lines))
