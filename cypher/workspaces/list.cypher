// name: workspaces/list
// doc: Every workspace with its revision and the number of its records by topic.
// access: read
// params: none
// returns: id: STRING, name: STRING, reference_date: STRING, revision: INTEGER, fingerprint: STRING, counts: MAP
MATCH (home:Workspace {deleting: false})
RETURN
  home.id AS id,
  home.name AS name,
  home.reference_date AS reference_date,
  home.sequence AS revision,
  home.hash AS fingerprint,
  {
    areas: COUNT { (:Area {workspace: home.generation}) },
    actors: COUNT { (:Actor {workspace: home.generation}) },
    places: COUNT { (:Place {workspace: home.generation}) },
    funding_areas: COUNT { (:FundingArea {workspace: home.generation}) },
    programmes: COUNT { (:Programme {workspace: home.generation}) },
    indicators: COUNT { (:Indicator {workspace: home.generation}) },
    offers: COUNT { (:Offer {workspace: home.generation}) },
    projects: COUNT { (:Project {workspace: home.generation}) },
    working_groups: COUNT { (:WorkingGroup {workspace: home.generation}) },
    grants: COUNT { (:Grant {workspace: home.generation}) },
    observations: COUNT { (:Observation {workspace: home.generation}) },
    occasions: COUNT { (:Occasion {workspace: home.generation}) },
    inventory_checks: COUNT { (:InventoryCheck {workspace: home.generation}) },
    cooperations: COUNT { ()-[:COOPERATES {workspace: home.generation}]->() },
    waves: COUNT { (:Wave {workspace: home.generation}) },
    tie_reports: COUNT { (:TieReport {workspace: home.generation}) }
  } AS counts
ORDER BY id
