"""How do other tools speak to the service? Versioned HTTP, described by OpenAPI."""
