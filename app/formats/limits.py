"""How much is too much? Bounds of one file, checked before anything is parsed."""

MAX_BYTES = 64 * 2**20
MAX_ROWS = 250_000
MAX_COLUMNS = 200
MAX_CELLS = 6_500_000
"""Bounds the dense grid a spreadsheet library allots per sheet: last row x last column."""

MAX_ENTRIES = 2_000
MAX_UNPACKED_BYTES = 512 * 2**20
MAX_RATIO = 400
"""Unpacked to packed size of one zip entry; sheets of repeated text reach about 50."""

RATIO_MATTERS_ABOVE = 4 * 2**20
