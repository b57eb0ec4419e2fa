/* Hands files over as raw bodies: chosen or dropped; shows how far an import is. Everything else works without a script. */
"use strict";

/* What an error page says: what happened and what to do. */
const told = async (answer) => {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return [...page.querySelectorAll("main h1, main .lead")].map((part) => part.textContent.trim()).join(". ");
};

for (const place of document.querySelectorAll("[data-upload]")) {
  const field = place.querySelector("input[type=file]");
  const said = place.querySelector("[role=status]");
  place.hidden = false;

  const hand = async (files) => {
    let upload = "";
    let next = "";
    for (const [index, file] of files.entries()) {
      said.textContent = `${place.dataset.sending} ${index + 1} / ${files.length}: ${file.name}`;
      const address = new URL(place.dataset.upload, location.href);
      address.searchParams.set("name", file.name);
      if (upload) address.searchParams.set("upload", upload);
      const answer = await fetch(address, {
        method: "POST",
        body: file,
        headers: { "Content-Type": "application/octet-stream", "X-Form-Token": place.dataset.token },
      }).catch(() => null);
      if (answer?.status !== 201) {
        said.textContent = `${file.name}: ${(answer && (await told(answer))) || place.dataset.failed}`;
        return;
      }
      ({ upload, next } = await answer.json());
    }
    said.textContent = place.dataset.checking;
    location.assign(next);
  };

  /* The field is emptied, so that the same file can be chosen once more after it was mended. */
  const chosen = () => {
    const files = [...field.files];
    field.value = "";
    if (files.length) hand(files);
  };
  field.addEventListener("change", chosen);
  chosen(); // before this script was here
  for (const kind of ["dragenter", "dragover", "dragleave", "drop"]) {
    place.addEventListener(kind, (event) => {
      event.preventDefault();
      place.classList.toggle("upload--over", kind === "dragenter" || kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) hand([...event.dataTransfer.files]);
    });
  }
}

/* Of a field for several values one that is empty is seen; a button brings the next. */
for (const several of document.querySelectorAll("[data-more]")) {
  const spare = [...several.querySelectorAll("input")].filter((input) => !input.value).slice(1);
  if (!spare.length) continue;
  for (const input of spare) input.hidden = true;
  const more = document.createElement("button");
  more.type = "button";
  more.className = "kern-btn kern-btn--tertiary kern-btn--x-small more-fields";
  more.append(Object.assign(document.createElement("span"), { className: "kern-label", textContent: several.dataset.more }));
  more.addEventListener("click", () => {
    const next = spare.shift();
    next.hidden = false;
    next.focus();
    if (!spare.length) {
      const another = next.cloneNode();
      another.removeAttribute("id");
      another.value = "";
      another.hidden = true;
      next.after(another);
      spare.push(another);
    }
  });
  several.append(more);
}

/* How far an import is: the same page again every second, until it leads on. */
if (document.querySelector("[data-progress]")) {
  const look = async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    if (answer?.redirected) return location.assign(answer.url);
    const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    const place = page?.querySelector("[data-progress]");
    if (page && !place) return location.reload();
    if (place) document.querySelector("[data-progress]").innerHTML = place.innerHTML;
    setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
}
