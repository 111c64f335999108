"""Oksa: a mentoring programme that lives in mail and calendar."""

import os

# Before numpy is loaded, by sqlite-utils or by the reader: on the few numbers of a reply the
# threads of its library only wait for each other, at three times the processor's time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
