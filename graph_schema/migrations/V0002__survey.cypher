// Which waves and which reports are one? Two keys more, for what actors say in surveys.
CREATE CONSTRAINT wave_id IF NOT EXISTS FOR (node:Wave) REQUIRE (node.workspace, node.id) IS UNIQUE;
CREATE CONSTRAINT tie_report_id IF NOT EXISTS FOR (node:TieReport) REQUIRE (node.workspace, node.id) IS UNIQUE;
