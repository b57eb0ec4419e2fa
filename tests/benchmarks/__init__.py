"""How quick is Netzblick, and against what? ``python -m tests.benchmarks`` measures and writes docs/benchmarks.md."""
