"""``python -m bench.replies [development|unseen]``."""

from bench.replies import main

main()
