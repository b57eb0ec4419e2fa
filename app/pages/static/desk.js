/* Hands files over as raw bodies: chosen or dropped. Everything else on the pages works without a script. */
"use strict";

for (const place of document.querySelectorAll("[data-upload]")) {
  const field = place.querySelector("input[type=file]");
  const said = place.querySelector("[role=status]");
  place.hidden = false;

  const hand = async (files) => {
    let upload = "";
    let next = "";
    for (const [index, file] of [...files].entries()) {
      said.textContent = `${place.dataset.sending} ${index + 1} / ${files.length}: ${file.name}`;
      const address = new URL(place.dataset.upload, location.href);
      address.searchParams.set("name", file.name);
      if (upload) address.searchParams.set("upload", upload);
      const answer = await fetch(address, {
        method: "POST",
        body: file,
        headers: { "Content-Type": "application/octet-stream", "X-Form-Token": place.dataset.token },
      }).catch(() => null);
      if (answer === null || answer.status !== 201) {
        said.textContent = `${place.dataset.failed} ${file.name}`;
        return;
      }
      ({ upload, next } = await answer.json());
    }
    said.textContent = place.dataset.checking;
    location.assign(next);
  };

  field.addEventListener("change", () => field.files.length && hand(field.files));
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    place.addEventListener(kind, (event) => {
      event.preventDefault();
      place.classList.toggle("upload--over", kind === "dragenter" || kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) hand(event.dataTransfer.files);
    });
  }
}
