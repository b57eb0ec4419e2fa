"""Costly work in processes that can be ended: neither the event loop nor the service waits for them or falls with them."""
