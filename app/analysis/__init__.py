"""Which questions can be asked? One module an analysis; :func:`app.analysis.interface.catalogue` finds them."""
