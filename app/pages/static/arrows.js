/* Arrow keys lead from link to link on a map or in a table; Tab and Enter work as everywhere. */
"use strict";

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const SIDEWAYS = 3; // how much worse a link is that lies beside the way than one that lies ahead

const middle = (link) => {
  const box = link.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
};

for (const region of document.querySelectorAll("[data-arrows]")) {
  region.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    const here = event.target.closest("a");
    if (!step || !here || event.altKey || event.ctrlKey || event.metaKey) return;
    const [x, y] = middle(here);
    let nearest = null;
    let least = Infinity;
    for (const link of region.querySelectorAll("a")) {
      const [toX, toY] = middle(link);
      const ahead = (toX - x) * step[0] + (toY - y) * step[1];
      const beside = Math.abs((toX - x) * step[1]) + Math.abs((toY - y) * step[0]);
      if (ahead > 1 && ahead + SIDEWAYS * beside < least) [nearest, least] = [link, ahead + SIDEWAYS * beside];
    }
    if (nearest) {
      event.preventDefault();
      nearest.focus();
    }
  });
}
