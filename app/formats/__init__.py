"""How is a network written in a file? One module a format."""
