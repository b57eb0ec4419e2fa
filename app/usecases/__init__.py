"""What can be done? One module a use case: the only place where store, network, analysis and report meet."""
