/* A form is sent once: a second press while the answer is on its way would be told as a change by somebody else. */
"use strict";

const PAUSE_MILLISECONDS = 5000; // a form that gives a file leaves the page as it is

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if ("sent" in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  setTimeout(() => delete form.dataset.sent, PAUSE_MILLISECONDS);
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent; // who went back may send again
});
