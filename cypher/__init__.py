"""Every query of the product, one a file with a checked header; ``app.store.queries`` loads them."""
