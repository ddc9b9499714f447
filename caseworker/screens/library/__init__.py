"""The library's screens: the list of paragraphs, and the editor."""
