"""Where many or large computations run: processes of this machine, or an Apache Spark on one machine or many."""
