"""``python -m bench.replies [SET|answers|fit|try]``: SET is one of the sets that the README tells of."""

import sys

from bench.replies import main

if sys.argv[1:] == ["answers"]:
    from bench.replies.answers import main as answers

    answers()
elif sys.argv[1:] in (["fit"], ["try"]):
    from bench.replies import learning

    (learning.fit if sys.argv[1] == "fit" else learning.tried)()
else:
    main()
