"""``python -m bench.replies [development|fresh|unseen]``."""

from bench.replies import main

main()
