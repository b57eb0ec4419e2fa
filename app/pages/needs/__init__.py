"""The page of need and supply: the map, its tables, and what is said of one area."""
