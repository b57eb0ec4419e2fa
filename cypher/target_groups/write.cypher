// name: target_groups/write
// doc: Each code is a target group that records can refer to.
// access: write
// params: workspace: STRING, ids: LIST
// returns: nothing
UNWIND $ids AS id
MERGE (:TargetGroup {workspace: $workspace, id: id})
