"""The library's acts: write, submit, approve, publish and retire paragraphs; what came of letters."""
