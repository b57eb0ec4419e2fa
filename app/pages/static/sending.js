/* A form is sent once: a second press while the answer is on its way would be told as a change by somebody else. */
"use strict";

const PATIENCE_MILLISECONDS = 60000; // who stops the browser meanwhile may send again
const GIVES_FILE = "table"; // leaves the page as it is

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.submitter?.value === GIVES_FILE) return;
  if ("sent" in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  setTimeout(() => delete form.dataset.sent, PATIENCE_MILLISECONDS);
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent; // who went back may send again
});
