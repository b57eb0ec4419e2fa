"""Netzblick: who works with whom in a district, what is missing, and what nobody knows."""

import gc
import os

# Modules, records, ties and findings are large numbers of small values that stay and never point in circles. Looking
# through them again and again, after 700 new ones as Python does on its own, took a tenth of each start and more of
# the report of a large city. The service looks more often, and shorter, once it answers.
gc.set_threshold(50_000, 20)

# Products are of sparse matrices, which numpy computes in one thread; further ones for dense matrices only wait, at
# the full cost of a core each, and are started with numpy in every process.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
