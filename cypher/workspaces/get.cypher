// name: workspaces/get
// doc: One workspace with its revision and the number of its records by topic.
// access: read
// params: workspace: STRING
// returns: id: STRING, name: STRING, reference_date: STRING, revision: INTEGER, fingerprint: STRING, counts: MAP
MATCH (home:Workspace {id: $workspace, deleting: false})
RETURN
  home.id AS id,
  home.name AS name,
  home.reference_date AS reference_date,
  home.sequence AS revision,
  home.hash AS fingerprint,
  {
    areas: COUNT { (:Area {workspace: home.id}) },
    actors: COUNT { (:Actor {workspace: home.id}) },
    places: COUNT { (:Place {workspace: home.id}) },
    funding_areas: COUNT { (:FundingArea {workspace: home.id}) },
    programmes: COUNT { (:Programme {workspace: home.id}) },
    indicators: COUNT { (:Indicator {workspace: home.id}) },
    offers: COUNT { (:Offer {workspace: home.id}) },
    projects: COUNT { (:Project {workspace: home.id}) },
    working_groups: COUNT { (:WorkingGroup {workspace: home.id}) },
    grants: COUNT { (:Grant {workspace: home.id}) },
    observations: COUNT { (:Observation {workspace: home.id}) },
    occasions: COUNT { (:Occasion {workspace: home.id}) },
    inventory_checks: COUNT { (:InventoryCheck {workspace: home.id}) },
    cooperations: COUNT { ()-[:COOPERATES {workspace: home.id}]->() },
    waves: COUNT { (:Wave {workspace: home.id}) },
    tie_reports: COUNT { (:TieReport {workspace: home.id}) }
  } AS counts
