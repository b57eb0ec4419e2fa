"""Numbers on sparse matrices, one kernel a file, without records or ids."""
