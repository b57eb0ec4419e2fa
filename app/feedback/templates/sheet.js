"use strict";
(() => {
  const sheet = JSON.parse(document.getElementById("sheet").textContent);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const told = document.getElementById("told");

  // SHA-256 and HMAC by the standard (FIPS 180-4, RFC 2104): browsers offer theirs not for every file from a disk.
  const bytesOf = (text) => new TextEncoder().encode(text);
  const primes = (count) => {
    const found = [];
    for (let number = 2; found.length < count; number += 1) if (found.every((prime) => number % prime)) found.push(number);
    return found;
  };
  const fraction = (value) => Math.floor((value - Math.floor(value)) * 2 ** 32);
  const start = primes(8).map((prime) => fraction(Math.sqrt(prime)));
  const constants = primes(64).map((prime) => fraction(Math.cbrt(prime)));
  const turned = (word, by) => (word >>> by) | (word << (32 - by));

  const sha256 = (bytes) => {
    const length = ((bytes.length + 8) >> 6) * 64 + 64;
    const padded = new Uint8Array(length);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(length - 8, Math.floor(bytes.length / 2 ** 29));
    view.setUint32(length - 4, bytes.length * 8);
    const hash = new Int32Array(start);
    const words = new Int32Array(64);
    for (let block = 0; block < length; block += 64) {
      for (let at = 0; at < 64; at += 1) {
        if (at < 16) words[at] = view.getInt32(block + at * 4);
        else {
          const near = words[at - 15], far = words[at - 2];
          words[at] = words[at - 16] + words[at - 7] + (turned(near, 7) ^ turned(near, 18) ^ (near >>> 3)) + (turned(far, 17) ^ turned(far, 19) ^ (far >>> 10));
        }
      }
      let [a, b, c, d, e, f, g, h] = hash;
      for (let at = 0; at < 64; at += 1) {
        const first = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + constants[at] + words[at]) | 0;
        const second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [a, b, c, d, e, f, g, h] = [(first + second) | 0, a, b, c, (d + first) | 0, e, f, g];
      }
      [a, b, c, d, e, f, g, h].forEach((word, at) => { hash[at] += word; });
    }
    const out = new DataView(new ArrayBuffer(32));
    hash.forEach((word, at) => out.setInt32(at * 4, word));
    return new Uint8Array(out.buffer);
  };
  const joined = (first, second) => Uint8Array.from([...first, ...second]);
  const seal = (text) => {
    const key = new Uint8Array(64);
    key.set(bytesOf(sheet.key));
    const inner = sha256(joined(key.map((byte) => byte ^ 0x36), bytesOf(text)));
    const outer = sha256(joined(key.map((byte) => byte ^ 0x5c), inner));
    return [...outer].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const chosen = (row) => row.querySelector("input[type=radio]:checked")?.value;
  const typed = (row, selector) => row.querySelector(selector)?.value.trim() ?? "";
  const answered = (list) => all(`[data-${list}]`).filter(chosen);
  const entries = (list) => answered(list).map((row) => ({
    id: row.dataset[list], state: chosen(row), end: chosen(row) === "ended" ? typed(row, "[data-end]") : "",
    text: chosen(row) === "changed" ? typed(row, "[data-text]") : "",
  }));
  const complete = (list) => {
    const row = document.querySelector(`[data-complete=${list}]`);
    return row ? { answer: chosen(row) ?? null, missing: typed(row, "[data-text]") } : {};
  };
  const partner = (row) => {
    const strength = Number(typed(row, "[data-strength]"));
    return { id: row.dataset.partner, answer: chosen(row), ...(chosen(row) === "yes" && strength ? { strength } : {}) };
  };
  const isFilled = (part) => Array.isArray(part) ? part.length > 0 : typeof part === "string" ? part : part.answer || part.missing;
  const filled = () => Object.fromEntries(Object.entries({
    partners: answered("partner").map(partner),
    additions: all("[data-addition]").map((field) => field.value.trim()).filter(Boolean).map((name) => ({ name })),
    organisations: entries("organisation"),
    offers: entries("offer"),
    questions: all("[data-question]").map((row) => ({ key: row.dataset.question, title: row.dataset.title, text: typed(row, "[data-text]") })).filter((row) => row.text),
    offers_complete: complete("offers"),
    organisations_complete: complete("organisations"),
    remark: document.getElementById("remark").value.trim(),
  }).filter(([, part]) => isFilled(part)));

  // The sealed answer, or null where nothing is filled in.
  const sealed = () => {
    const answers = filled();
    if (Object.keys(answers).length === 0) {
      told.textContent = sheet.texts.script_empty;
      return null;
    }
    const payload = JSON.stringify({ ...sheet.answer, answered: new Date().toISOString().replace(/\.\d+Z$/, "Z"), ...answers });
    return { format: "netzblick-feedback-answer-sealed", payload, seal: seal(payload) };
  };
  const asText = (answer) => {
    const packed = btoa(String.fromCharCode(...bytesOf(answer.payload))).replace(/=+$/, "");
    const lines = `${packed}.${answer.seal}`.match(/.{1,60}/g);
    return ["[netzblick-antwort", ...lines, "netzblick-ende]"].join("\n");
  };
  const endMissing = () => all("[data-offer], [data-organisation]").filter((row) => chosen(row) === "ended" && !typed(row, "[data-end]"));

  let unsaved = false;
  const done = (message) => {
    unsaved = false;
    const open = endMissing().map((row) => row.querySelector("legend").textContent);
    told.textContent = open.length ? `${message} ${sheet.texts.script_end_missing} ${open.join("; ")}` : message;
  };
  document.getElementById("save").addEventListener("click", () => {
    const answer = sealed();
    if (!answer) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(answer)], { type: "application/json" }));
    link.download = sheet.file;
    link.click();
    done(`${sheet.texts.script_saved} ${sheet.file}`);
  });
  document.getElementById("copy").addEventListener("click", async () => {
    const answer = sealed();
    if (!answer) return;
    const field = document.getElementById("text");
    field.value = asText(answer);
    document.getElementById("text-field").hidden = false;
    field.focus();
    field.select();
    const copied = await navigator.clipboard?.writeText(field.value).then(() => true, () => false);
    done(copied ? sheet.texts.script_copied : sheet.texts.script_shown);
  });
  document.getElementById("print").addEventListener("click", () => print());

  const show = (row) => {
    const value = chosen(row);
    row.toggleAttribute("data-answered", Boolean(value));
    for (const detail of all("[data-when]", row)) detail.hidden = !detail.dataset.when.split(" ").includes(value);
    const clear = row.querySelector(".clear");
    if (clear) clear.hidden = !value;
  };
  document.addEventListener("click", (event) => {
    if (!event.target.matches(".clear")) return;
    const row = event.target.closest(".row");
    for (const radio of all("input[type=radio]", row)) radio.checked = false;
    row.querySelector("input[type=radio]").focus();
    show(row);
    unsaved = true;
  });
  document.querySelector("form").addEventListener("input", (event) => {
    const row = event.target.closest("fieldset.row");
    if (row) show(row);
    if (!unsaved && told.textContent) told.textContent = sheet.texts.script_stale;
    unsaved = true;
  });
  document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("more-rows")?.addEventListener("click", (event) => {
    const number = all("[data-addition]").length + 1;
    const row = document.getElementById("addition-1").parentElement.cloneNode(true);
    const field = row.querySelector("input"), label = row.querySelector("label");
    field.id = label.htmlFor = `addition-${number}`;
    field.value = "";
    label.textContent = event.target.dataset.label.replace("{number}", number);
    document.getElementById("more").append(row);
    field.focus();
  });
  addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  all(".row").forEach(show);
})();
