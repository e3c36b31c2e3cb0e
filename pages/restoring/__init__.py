"""An earlier version of a page or snippet becomes the draft again."""
