/* Suggestions under the search field of each page; "/" leads into it. Without a script the field is a form. */
"use strict";

const form = document.querySelector("[data-suggest]");
const field = form?.querySelector("input[type=search]");

if (field) {
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.label);
  list.hidden = true;
  form.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-controls", list.id], ["aria-expanded", "false"], ["aria-autocomplete", "list"]]) {
    field.setAttribute(name, value);
  }

  let chosen = -1;
  let asked = "";
  let waiting = 0;

  const show = (hits) => {
    chosen = -1;
    list.replaceChildren(
      ...hits.map((hit, number) => {
        const line = document.createElement("li");
        line.id = `suggestion-${number}`;
        line.setAttribute("role", "option");
        line.setAttribute("aria-selected", "false");
        line.dataset.href = hit.href;
        const beside = document.createElement("span");
        beside.className = "soft";
        beside.textContent = [hit.kind, hit.beside].filter(Boolean).join(" · ");
        line.append(hit.name, " ", beside);
        line.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          location.assign(hit.href);
        });
        return line;
      }),
    );
    list.hidden = hits.length === 0;
    field.setAttribute("aria-expanded", String(hits.length > 0));
    field.removeAttribute("aria-activedescendant");
  };

  const choose = (number) => {
    const lines = [...list.children];
    chosen = (number + lines.length) % lines.length;
    lines.forEach((line, index) => line.setAttribute("aria-selected", String(index === chosen)));
    lines[chosen].scrollIntoView({ block: "nearest" });
    field.setAttribute("aria-activedescendant", lines[chosen].id);
  };

  const ask = async () => {
    const typed = field.value.trim();
    if (typed === asked) return;
    asked = typed;
    if (typed.length < 2) return show([]);
    const address = new URL(form.dataset.suggest, location.href);
    address.searchParams.set("q", typed);
    const answer = await fetch(address).catch(() => null);
    const hits = answer?.ok ? (await answer.json()).hits : [];
    if (asked === typed && document.activeElement === field) show(hits);
  };

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 150);
  });
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? chosen + 1 : chosen < 0 ? -1 : chosen - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.href);
    } else if (event.key === "Escape") {
      event.preventDefault();
      show([]);
    }
  });
  field.addEventListener("blur", () => show([]));

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable], [role=application]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
