"""What a test says when the machine lacks something: never a skip, always the command that brings it."""


class Missing(Exception):
    """A part that the tests need, and how to get it."""

    def __init__(self, part: str, command: str) -> None:
        super().__init__(f"{part} is missing; get it with: {command}")
