"""Which cities can one try at once? Example workspaces: data as a coordinator has it, each with its README and example.toml."""
