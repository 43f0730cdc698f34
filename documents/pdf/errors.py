"""What may go wrong while a paper is made."""


class RenderError(Exception):
    """A paper could not be rendered."""
