/* Looks whether hints that are computed anew are there; who has not begun to read or type sees them at once. */
"use strict";

const line = document.querySelector("[data-recomputed]");
let pause = 1000;

const look = async () => {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  if (!page || page.querySelector("[data-recomputed]")) {
    pause = Math.min(2 * pause, 15000);
    setTimeout(look, pause);
  } else if (scrollY === 0 && document.activeElement === document.body) {
    location.reload();
  } else {
    line.firstChild.textContent = line.dataset.recomputed;
  }
};
setTimeout(look, pause);
