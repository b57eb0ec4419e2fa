"""Random requests made of the description of the API: ``make fuzz``."""
