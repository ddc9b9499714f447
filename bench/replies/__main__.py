"""``python -m bench.replies [SET|answers|fit|try|tune|tune-try]``: SET is one of those in the README."""

import sys

from bench.replies import main

if sys.argv[1:] == ["answers"]:
    from bench.replies.answers import main as answers

    answers()
elif sys.argv[1:] in (["fit"], ["try"]):
    from bench.replies import learning

    (learning.fit if sys.argv[1] == "fit" else learning.tried)()
elif sys.argv[1:] in (["tune"], ["tune-try"]):
    from bench.replies import tuning

    (tuning.fit if sys.argv[1] == "tune" else tuning.tried)()
else:
    main()
