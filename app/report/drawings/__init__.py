"""What a report and the pages draw as SVG: charts, the map and tables of a district, the picture of the network."""
