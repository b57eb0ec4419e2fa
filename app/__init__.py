"""Netzblick: who works with whom in a district, what is missing, and what nobody knows."""

import gc

# Modules, records, ties and findings are large numbers of small values that stay and never point in circles. Looking
# through them again and again, after 700 new ones as Python does on its own, took a tenth of each start and report.
gc.set_threshold(10_000)
