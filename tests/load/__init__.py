"""How does the service behave under more than it can answer? ``make load`` measures it."""
