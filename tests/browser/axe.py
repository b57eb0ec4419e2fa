"""Which rules of accessibility does a page break? axe-core in the page itself, all of its rules of WCAG 2.2 A and AA."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor/axe-core/axe.min.js").read_text("utf-8")
RUN = """async () => (await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}))
  .violations.map(one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 120)).join(" | ")}`)"""


def violations(page: Page) -> list[str]:
    """Every broken rule with the elements that break it. It is evaluated, not added: the policy of our pages forbids that."""
    page.evaluate(AXE)
    evaluate: list[str] = page.evaluate(RUN)
    return evaluate
