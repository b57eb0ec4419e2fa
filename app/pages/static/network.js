/* The network as a picture that can be moved. Without this script, or without WebGL, the drawing of the server stays. */

const SOLID = 100000; // a dash longer than any line
const LINES = {
  sure: { size: 2, dash: SOLID, gap: 0.2 },
  judged: { size: 1.6, dash: 9, gap: 6 },
  joint: { size: 1.6, dash: 20, gap: 4 },
  unsettled: { size: 1.6, dash: 4, gap: 4 },
  no: { size: 2.4, dash: 2, gap: 6 },
  suggestion: { size: 1, dash: SOLID, gap: 0.2 },
  part: { size: 1, dash: SOLID, gap: 0.2 },
};
/* Colours on white and on a dark screen; what is taken away as a picture is on white. */
const LIGHT = {
  sheet: "#ffffff",
  ink: "#1c2333",
  lines: { sure: "#1c2333", judged: "#1c2333", joint: "#3b6aa0", unsettled: "#8a4b08", no: "#1c2333", suggestion: "#1b7a43", part: "#6b7280" },
  kinds: { actor: "#3b6aa0", offer: "#b65a08", group: "#3d7a34", place: "#8a4f86", cluster: "#3b6aa0" },
  values: ["#3b6aa0", "#b65a08", "#2f7f86", "#c23b3e", "#3d7a34", "#866a00", "#8a4f86", "#7a5540", "#4d6b8a", "#a3406b"],
  rest: "#7d8490",
};
const DARK = {
  sheet: "#12141d",
  ink: "#e8eaf2",
  lines: { sure: "#e8eaf2", judged: "#e8eaf2", joint: "#8db4e8", unsettled: "#e5a25c", no: "#e8eaf2", suggestion: "#5fc98b", part: "#9aa1ad" },
  kinds: { actor: "#6f9fd8", offer: "#e8944a", group: "#79b96f", place: "#c78bc3", cluster: "#6f9fd8" },
  values: ["#6f9fd8", "#e8944a", "#5fb6bd", "#ee7f82", "#79b96f", "#cdb43c", "#c78bc3", "#bd947c", "#92abc9", "#df86ab"],
  rest: "#8f96a3",
};
const DARK_SCREEN = matchMedia("(prefers-color-scheme: dark)");
const SHAPES = { actor: "circle", offer: "square", group: "triangle", place: "diamond", cluster: "circle" };
const MANY_LINES = 1500; // of more, single ones are seen only through each other
const MOST_LINES = 6000; // of more, the surest of each node are drawn
const CERTAINTY = Object.keys(LINES);
const CHOSEN_SIZE = 18;
const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const LINE_HEIGHT = 18;
const MANY_NODES = 300; // of more, names may stand across nodes
const MOST_BOXES = 500;
const NARROW = 576; // as in pages.css
const MOTION = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 250;

const script = (address) => new Promise((done, failed) => {
  const element = document.createElement("script");
  element.src = address;
  element.onload = done;
  element.onerror = failed;
  document.head.append(element);
});

const make = (tag, values = {}, ...inside) => {
  const element = Object.assign(document.createElement(tag), values);
  element.append(...inside);
  return element;
};

const pen = document.createElement("canvas").getContext("2d");

const textWidth = (text) => {
  pen.font = "13px Fira Sans, sans-serif";
  return pen.measureText(text).width;
};

/* A rectangle around a place: so far to both sides, from `top` to `bottom` below it. */
const box = ({ x, y }, half, bottom, top) => ({ left: x - half, right: x + half, top: y + top, bottom: y + bottom });

/* Where the name of a node can stand. */
const beside = ({ x, y }, width, radius) => ({
  below: box({ x, y }, width / 2, radius + LINE_HEIGHT, radius + 1),
  above: box({ x, y }, width / 2, -radius - 1, -radius - LINE_HEIGHT),
  right: box({ x: x + radius + 4 + width / 2, y }, width / 2, LINE_HEIGHT / 2, -LINE_HEIGHT / 2),
  left: box({ x: x - radius - 4 - width / 2, y }, width / 2, LINE_HEIGHT / 2, -LINE_HEIGHT / 2),
});

const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

class Picture {
  constructor(section, data) {
    this.data = data;
    this.words = data.words;
    this.section = section;
    this.part = (name) => section.querySelector(`.moving__${name}`);
    this.state = { colour: "sphere", size: "partners", depth: 0, year: null, chosen: null };
    this.hidden = { line: new Set(), node: new Set() };
    this.away = new Set(); // single nodes somebody has put away
    this.pinned = new Set(); // nodes that stay in the picture whatever else is chosen
    this.graph = new graphology.MultiUndirectedGraph(); // what is drawn
    this.whole = new graphology.MultiUndirectedGraph(); // every line that is recorded
    for (const node of data.nodes) this.whole.addNode(node.id);
    for (const node of data.nodes) this.graph.addNode(node.id, { ...node, label: node.name, naming: "hidden", side: "below", x: node.x, y: -node.y });
    for (const [from, to, style, since, until] of data.lines) {
      const [a, b] = [data.nodes[from].id, data.nodes[to].id];
      this.whole.addEdge(a, b, { a, b, style, since, until });
    }
    this.paint(DARK_SCREEN.matches ? DARK : LIGHT);
    this.sizes();
  }

  start() {
    const { rendering } = Sigma;
    this.sigma = new Sigma(this.graph, this.part("canvas"), {
      primitives: {
        nodes: {
          shapes: [rendering.sdfCircle(), rendering.sdfSquare(), rendering.sdfTriangle(), rendering.sdfDiamond()],
          layers: [rendering.layerFill()],
        },
        edges: {
          paths: [rendering.pathLine()],
          variables: { dash: { type: "number", default: SOLID }, gap: { type: "number", default: 1 } },
          layers: [rendering.layerDashed({
            dashSize: { attribute: "dash", mode: "pixels" },
            gapSize: { attribute: "gap", mode: "pixels" },
          })],
        },
      },
      styles: {
        nodes: {
          x: { attribute: "x" },
          y: { attribute: "y" },
          size: { whenState: "isHighlighted", then: CHOSEN_SIZE, else: { attribute: "radius" } },
          color: { attribute: "color" },
          shape: { attribute: "shape" },
          label: { attribute: "label" },
          labelColor: { attribute: "ink" },
          labelSize: 13,
          labelFont: "Fira Sans, sans-serif",
          labelPosition: { attribute: "side" },
          labelVisibility: { whenState: "isHighlighted", then: "visible", else: { attribute: "naming" } },
          backdropColor: { attribute: "sheet" },
          backdropVisibility: { whenState: "isHighlighted", then: "visible", else: "hidden" },
          visibility: { whenState: "isHidden", then: "hidden", else: "visible" },
        },
        edges: {
          size: { attribute: "size" },
          color: { attribute: "color" },
          opacity: this.whole.size > MANY_LINES ? 0.25 : 1,
        },
      },
      settings: {
        hideEdgesOnMove: this.whole.size > MANY_LINES,
        itemSizesReference: "screen",
        stagePadding: 60,
        zoomDuration: MOTION,
        inertiaDuration: MOTION,
        enableCameraRotation: false,
        gestureTarget: "shared", // the wheel alone scrolls the page
        sharedGestureWheelMessage: this.words.wheel,
        sharedGestureAppleWheelMessage: this.words.wheel_apple,
        sharedGestureTouchMessage: this.words.touch,
      },
    });
    this.sigma.on("clickNode", ({ node }) => this.choose(node));
    this.sigma.on("clickStage", () => this.choose(null));
    this.sigma.on("doubleClickNode", ({ node }) => this.open(node));
    this.sigma.getCamera().on("updated", () => this.nameSoon());
    this.sigma.on("resize", () => this.nameSoon());
    this.part("canvas").addEventListener("keydown", (event) => this.key(event));
    DARK_SCREEN.addEventListener("change", () => {
      this.paint(DARK_SCREEN.matches ? DARK : LIGHT);
      this.legend();
    });
    this.tools();
    this.legend();
    this.choose(this.data.focus && this.graph.hasNode(this.data.focus) ? this.data.focus : null, true);
  }

  paint(colours) {
    this.palette = colours;
    this.graph.updateEachEdgeAttributes((id, line) => ({ ...line, color: colours.lines[line.style] }));
    this.colours();
  }

  colours() {
    const { ink, sheet, kinds, values, rest } = this.palette;
    const codes = Object.keys(this.data.labels[this.state.colour] ?? {});
    this.graph.forEachNode((id, node) => {
      const at = codes.indexOf(node.values[this.state.colour] ?? "");
      const named = node.kind === "actor" && at >= 0 && (node.values[this.state.colour] || "unknown") !== "unknown";
      const colour = named ? values[at] ?? rest : node.kind === "actor" && this.state.colour !== "none" ? rest : kinds[node.kind];
      this.graph.mergeNodeAttributes(id, { color: colour, shape: SHAPES[node.kind], ink, sheet });
    });
  }

  sizes() {
    const small = this.graph.order > 1000 ? 1.2 : this.graph.order > 600 ? 2 : innerWidth < NARROW ? 3 : 5;
    this.graph.forEachNode((id, node) => {
      const measured = this.state.size === "same" ? 2 : node[this.state.size] ?? 0;
      this.graph.setNodeAttribute(id, "radius", small + Math.min(3.2 * small, Math.sqrt(measured) * (small / 2.2)));
    });
  }

  /* Which lines and nodes are seen: by legend, year and what is chosen. */
  refresh() {
    const { chosen, depth, year, colour } = this.state;
    const held = [...this.pinned, ...(chosen ? [chosen] : [])];
    const near = held.length && depth ? new Set(held.flatMap((node) => [...this.around(node, depth)])) : null;
    const seen = new Set();
    this.graph.forEachNode((id, node) => {
      const value = node.kind === "actor" && colour !== "none" ? `${colour}:${node.values[colour] ?? ""}` : node.kind;
      if (this.away.has(id)) return;
      if (this.pinned.has(id)) seen.add(id);
      if (!this.hidden.node.has(value) && !this.hidden.node.has(node.kind) && (!near || near.has(id))) seen.add(id);
    });
    const told = this.whole.filterEdges((id, line, a, b) => this.drawn(line) && seen.has(a) && seen.has(b));
    const drawn = new Set(told.length > MOST_LINES ? this.surest(told, seen.size, held) : told);
    this.sigma.setNodesState([...seen], { isHidden: false, isHighlighted: false });
    this.sigma.setNodesState(this.graph.nodes().filter((id) => !seen.has(id)), { isHidden: true, isHighlighted: false });
    for (const node of held) if (seen.has(node)) this.sigma.setNodeState(node, { isHighlighted: true });
    this.draw(drawn);
    this.seen = seen;
    this.nameSoon();
    const total = this.graph.order;
    this.part("said").textContent = `${seen.size} ${this.words.of} ${total} ${this.words.shown}${year === null ? "" : `, ${year}`}${drawn.size < told.length ? `. ${this.words.thinned}: ${drawn.size} ${this.words.of} ${told.length}.` : ""}`;
  }

  draw(lines) {
    for (const id of this.graph.edges()) if (!lines.has(id)) this.graph.dropEdge(id);
    for (const id of lines) {
      if (this.graph.hasEdge(id)) continue;
      const line = this.whole.getEdgeAttributes(id);
      this.graph.addEdgeWithKey(id, line.a, line.b, { ...line, ...LINES[line.style], color: this.palette.lines[line.style] });
    }
  }

  /* A few lines of each node, the surest first, and all of those that are held. */
  surest(lines, nodes, held) {
    const most = Math.max(1, Math.floor(MOST_LINES / nodes));
    const count = new Map();
    const style = (id) => CERTAINTY.indexOf(this.whole.getEdgeAttribute(id, "style"));
    return lines.sort((a, b) => style(a) - style(b)).filter((id) => {
      const ends = this.whole.extremities(id);
      if (ends.every((end) => (count.get(end) ?? 0) >= most)) return ends.some((end) => held.includes(end));
      for (const end of ends) count.set(end, (count.get(end) ?? 0) + 1);
      return true;
    });
  }

  /* Names once the picture rests: while it moves, those of before go along. */
  nameSoon() {
    clearTimeout(this.naming);
    this.naming = setTimeout(() => this.names(), 80);
  }

  /* Names where they hide no other name and no node, those of the larger nodes first. */
  names() {
    const { width, height } = this.sigma.getDimensions();
    const places = new Map([...this.seen].map((id) => [id, this.sigma.graphToViewport(this.graph.getNodeAttributes(id))])
      .filter(([, { x, y }]) => x > 0 && x < width && y > 0 && y < height));
    const radius = (id) => this.graph.getNodeAttribute(id, "radius");
    const order = [...places.keys()].sort((a, b) => radius(b) - radius(a) || a.localeCompare(b));
    const crowded = order.length > MANY_NODES;
    const taken = crowded ? [] : order.map((id) => box(places.get(id), radius(id), radius(id), -radius(id)));
    for (const id of order) {
      const room = taken.length < MOST_BOXES && Object.entries(beside(places.get(id), textWidth(this.name(id)), radius(id)))
        .find(([, own]) => own.left > 0 && own.right < width && !taken.some((area) => overlap(area, own)));
      if (room) taken.push(room[1]);
      this.called(id, room ? "visible" : "hidden", room ? room[0] : "below");
    }
  }

  called(id, naming, side) {
    const node = this.graph.getNodeAttributes(id);
    if (node.naming !== naming || node.side !== side) this.graph.mergeNodeAttributes(id, { naming, side });
  }

  drawn(line) {
    const { year } = this.state;
    if (this.hidden.line.has(line.style)) return false;
    return year === null || line.style === "suggestion" || ((line.since ?? year) <= year && year <= (line.until ?? year));
  }

  around(node, depth) {
    const reached = new Set([node]);
    for (let step = 0; step < depth; step += 1) {
      for (const here of [...reached]) {
        this.whole.forEachEdge(here, (id, line, a, b) => {
          if (this.drawn(line) && (step === 0 || line.style !== "no")) reached.add(a).add(b);
        });
      }
    }
    return reached;
  }

  choose(node, quietly = false) {
    this.state.chosen = node;
    this.refresh();
    const side = this.part("side");
    side.replaceChildren();
    if (!node) {
      side.append(make("p", { className: "soft", textContent: this.words.nothing }));
      return;
    }
    const values = this.graph.getNodeAttributes(node);
    const lines = this.whole.edges(node).map((id) => [this.whole.opposite(node, id), this.whole.getEdgeAttributes(id)])
      .filter(([, line]) => this.drawn(line))
      .sort(([a], [b]) => this.name(a).localeCompare(this.name(b)));
    side.append(make("h3", { textContent: values.name }));
    side.append(make("p", { className: "soft", textContent: this.about(values) }));
    if (lines.length) {
      side.append(make("ul", {}, ...lines.map(([partner, line]) =>
        make("li", { textContent: `${this.name(partner)} (${this.words[line.style]})` }))));
    } else if (values.kind !== "cluster") {
      side.append(make("p", { textContent: this.words.alone }));
    }
    const links = make("p");
    if (values.href.around) links.append(make("a", { href: values.href.around, textContent: values.kind === "cluster" ? this.words.open : this.words.around }), make("br"));
    if (values.href.record) links.append(make("a", { href: values.href.record, textContent: this.words.record }));
    side.append(links, this.holding(node));
    if (!quietly) this.part("said").textContent = `${values.name}: ${lines.map(([partner, line]) => `${this.name(partner)} (${this.words[line.style]})`).join(", ") || this.words.alone}`;
  }

  /* What can be done with a single node: it stays in the picture, or leaves it. */
  holding(node) {
    const pinned = this.pinned.has(node);
    return make("p", { className: "moving__holding" },
      this.button(pinned ? this.words.unpin : this.words.pin, () => this.pin(node)),
      this.button(this.words.hide, () => this.hide(node)));
  }

  pin(node) {
    if (!this.pinned.delete(node)) this.pinned.add(node);
    this.choose(node);
    this.part("side").querySelector("button").focus();
  }

  hide(node) {
    this.pinned.delete(node);
    this.away.add(node);
    this.choose(null);
    this.back.hidden = false;
    this.back.textContent = `${this.words.show_hidden} (${this.away.size})`;
    this.back.focus();
  }

  about(values) {
    if (values.kind === "cluster") return `${values.members} ${this.words.members}`;
    if (values.kind !== "actor") return this.words[values.kind];
    return ["kind", "sphere", "area"].map((by) => this.data.labels[by][values.values[by]]).filter(Boolean).join(" · ");
  }

  name(id) {
    return this.graph.getNodeAttribute(id, "name");
  }

  open(node) {
    const { href } = this.graph.getNodeAttributes(node);
    location.assign(href.around ?? href.record);
  }

  key(event) {
    const { chosen } = this.state;
    const camera = this.sigma.getCamera();
    const step = STEPS[event.key];
    if (step) this.walk(step);
    else if (event.key === "Enter" && chosen) this.open(chosen);
    else if (event.key === "Escape") this.choose(null);
    else if (event.key === "p" && chosen) this.pin(chosen);
    else if (event.key === "h" && chosen) this.hide(chosen);
    else if (event.key === "+") camera.animatedZoom({ duration: MOTION });
    else if (event.key === "-") camera.animatedUnzoom({ duration: MOTION });
    else return;
    event.preventDefault();
  }

  walk([right, down]) {
    const from = this.state.chosen ? this.graph.getNodeAttributes(this.state.chosen) : { x: 500, y: -350 };
    let nearest = null;
    let least = Infinity;
    for (const id of this.seen) {
      if (id === this.state.chosen) continue;
      const { x, y } = this.graph.getNodeAttributes(id);
      const ahead = this.state.chosen ? (x - from.x) * right + (from.y - y) * down : Math.hypot(x - from.x, y - from.y);
      const beside = this.state.chosen ? Math.abs((x - from.x) * down) + Math.abs((y - from.y) * right) : 0;
      if (ahead > 0 && ahead + 2 * beside < least) [nearest, least] = [id, ahead + 2 * beside];
    }
    if (nearest) this.choose(nearest);
  }

  select(label, options, value, changed) {
    const field = make("select", {}, ...options.map(([code, text]) => make("option", { value: code, textContent: text, selected: code === value })));
    field.addEventListener("change", () => changed(field.value));
    return make("label", {}, label, field);
  }

  button(text, pressed) {
    const element = make("button", { type: "button", textContent: text });
    element.addEventListener("click", () => pressed(element));
    return element;
  }

  tools() {
    const { words, state } = this;
    const camera = this.sigma.getCamera();
    const names = make("datalist", { id: "moving-names" }, ...this.data.nodes.map((node) => make("option", { value: node.name })));
    this.back = this.button(words.show_hidden, () => {
      this.away.clear();
      this.back.hidden = true;
      this.refresh();
      this.part("canvas").focus();
    });
    this.back.hidden = true;
    const search = make("input", { type: "search", autocomplete: "off" });
    search.setAttribute("list", "moving-names");
    search.addEventListener("change", () => this.search(search.value));
    const place = this.part("tools");
    const rest = innerWidth < NARROW ? make("div", { className: "moving__tools" }) : place;
    place.append(
      make("label", {}, words.search, search),
      names,
    );
    if (rest !== place) place.append(make("details", {}, make("summary", { textContent: words.tools }), rest));
    rest.append(
      this.select(words.colour, ["sphere", "kind", "area", "none"].map((code) => [code, words[code]]), state.colour, (value) => {
        state.colour = value;
        this.hidden.node.clear();
        this.colours();
        this.legend();
        this.refresh();
      }),
      this.select(words.size, ["partners", "offers", "same"].map((code) => [code, words[code]]), state.size, (value) => {
        state.size = value;
        this.sizes();
      }),
      this.select(words.depth, ["0", "1", "2"].map((code) => [code, words[`depth_${code}`]]), "0", (value) => {
        state.depth = Number(value);
        this.refresh();
      }),
      ...(this.data.years ? this.years() : []),
      this.back,
      this.button(words.zoom_in, () => camera.animatedZoom({ duration: MOTION })),
      this.button(words.zoom_out, () => camera.animatedUnzoom({ duration: MOTION })),
      this.button(words.reset, () => camera.animatedReset({ duration: MOTION })),
      this.button(words.full, () => this.part("stage").requestFullscreen?.()),
      this.button(words.png, () => this.png()),
      this.button(words.svg, () => this.save(new Blob([this.svg()], { type: "image/svg+xml" }), "svg")),
    );
  }

  search(typed) {
    const wanted = typed.trim().toLocaleLowerCase();
    const found = wanted && this.graph.findNode((id, node) => node.name.toLocaleLowerCase().includes(wanted));
    if (!found) {
      this.part("said").textContent = this.words.not_found;
      return;
    }
    this.choose(found);
    const { x, y } = this.sigma.getNodeDisplayData(found);
    this.sigma.getCamera().animate({ x, y, ratio: 0.4 }, { duration: MOTION });
  }

  years() {
    const [first, last] = this.data.years;
    const { words } = this;
    const field = make("input", { type: "range", min: first, max: last + 1, value: last + 1, step: 1 });
    const told = make("output", { textContent: words.every_year });
    const show = () => {
      const year = Number(field.value);
      this.state.year = year > last ? null : year;
      told.textContent = this.state.year ?? words.every_year;
      this.refresh();
    };
    field.addEventListener("input", show);
    let running = null;
    const play = this.button(words.play, () => {
      if (running) {
        clearInterval(running);
        running = null;
      } else {
        running = setInterval(() => {
          field.value = Number(field.value) > last ? first : Number(field.value) + 1;
          show();
        }, 1000);
      }
      play.textContent = running ? words.pause : words.play;
    });
    return [make("label", {}, words.year, field, told), play];
  }

  /* The legend is a filter: what is not ticked is not drawn. */
  legend() {
    const { words } = this;
    const styles = Object.keys(LINES).filter((style) => this.data.lines.some((line) => line[2] === style));
    const kinds = Object.keys(SHAPES).filter((kind) => this.data.nodes.some((node) => node.kind === kind));
    const labels = this.data.labels[this.state.colour] ?? {};
    const values = Object.entries(labels).map(([code, label]) => [`${this.state.colour}:${code}`, label, this.colourOf(code), "actor"]);
    const nodes = [...(this.state.colour === "none" ? [] : values), ...kinds.filter((kind) => kind !== "actor" || !values.length || this.state.colour === "none")
      .map((kind) => [kind, words[kind], this.palette.kinds[kind], kind])];
    this.part("legend").replaceChildren(
      ...(styles.length ? [this.ticks(words.lines, styles.map((style) => [style, words[style], this.lineSign(style)]), this.hidden.line)] : []),
      this.ticks(words.nodes, nodes.map(([code, label, colour, kind]) => [code, label, this.nodeSign(kind, colour)]), this.hidden.node),
    );
  }

  colourOf(code) {
    const at = Object.keys(this.data.labels[this.state.colour]).indexOf(code);
    return code && code !== "unknown" ? this.palette.values[at] ?? this.palette.rest : this.palette.rest;
  }

  ticks(title, entries, hidden) {
    return make("fieldset", {}, make("legend", { textContent: title }), ...entries.map(([code, label, sign]) => {
      const box = make("input", { type: "checkbox", checked: !hidden.has(code) });
      box.addEventListener("change", () => {
        if (box.checked) hidden.delete(code);
        else hidden.add(code);
        this.refresh();
      });
      return make("label", {}, box, sign, label);
    }));
  }

  sign(inner) {
    const holder = make("span");
    holder.innerHTML = `<svg viewBox="0 0 40 16" aria-hidden="true">${inner}</svg>`;
    return holder.firstChild;
  }

  lineSign(style) {
    const { size, dash, gap } = LINES[style];
    return this.sign(`<line x1="1" y1="8" x2="39" y2="8" stroke="${this.palette.lines[style]}" stroke-width="${size}" ${dash < SOLID ? `stroke-dasharray="${dash} ${gap}"` : ""}/>`);
  }

  nodeSign(kind, colour) {
    return this.sign(outline(SHAPES[kind], 20, 8, 6, colour, this.palette.ink));
  }

  png() {
    const onScreen = this.palette;
    this.paint(LIGHT);
    this.sigma.once("afterRender", () => {
      const from = this.sigma.getStageCanvas();
      const sheet = make("canvas", { width: from.width, height: from.height });
      const paper = sheet.getContext("2d");
      paper.fillStyle = LIGHT.sheet;
      paper.fillRect(0, 0, sheet.width, sheet.height);
      paper.drawImage(from, 0, 0);
      this.paint(onScreen);
      sheet.toBlob((blob) => this.save(blob, "png"));
    });
    this.sigma.refresh();
  }

  svg() {
    const onScreen = this.palette;
    this.paint(LIGHT);
    const places = this.graph.nodes().filter((id) => this.seen.has(id)).map((id) => this.graph.getNodeAttributes(id));
    const corners = places.length ? places : [{ x: 0, y: 0 }]; // a picture of nothing has a size too
    const left = Math.min(...corners.map((node) => node.x)) - 60;
    const top = Math.min(...corners.map((node) => -node.y)) - 40;
    const wide = Math.max(...corners.map((node) => node.x)) - left + 120;
    const high = Math.max(...corners.map((node) => -node.y)) - top + 60;
    const lines = this.graph.mapEdges((id, { color, size, dash, gap }, from, to) => {
      const [a, b] = [from, to].map((end) => this.graph.getNodeAttributes(end));
      return `<line x1="${a.x}" y1="${-a.y}" x2="${b.x}" y2="${-b.y}" stroke="${color}" stroke-width="${size}"${dash < SOLID ? ` stroke-dasharray="${dash} ${gap}"` : ""}/>`;
    });
    const nodes = places.map((node) => `${outline(node.shape, node.x, -node.y, node.radius, node.color, node.ink)}<text x="${node.x}" y="${-node.y + node.radius + 13}" text-anchor="middle">${escaped(node.name)}</text>`);
    this.paint(onScreen);
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${wide} ${high}" font-family="Fira Sans, sans-serif" font-size="11">${lines.join("")}${nodes.join("")}</svg>`;
  }

  save(blob, ending) {
    const address = URL.createObjectURL(blob);
    make("a", { href: address, download: `netz.${ending}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }
}

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const outline = (shape, x, y, r, colour, ink) => {
  const style = `fill="${colour}" stroke="${ink}"`;
  if (shape === "square") return `<rect x="${x - r}" y="${y - r}" width="${2 * r}" height="${2 * r}" ${style}/>`;
  if (shape === "triangle") return `<path d="M${x} ${y - r}L${x + r} ${y + r}L${x - r} ${y + r}Z" ${style}/>`;
  if (shape === "diamond") return `<path d="M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z" ${style}/>`;
  return `<circle cx="${x}" cy="${y}" r="${r}" ${style}/>`;
};

/* Reads what is drawn and how, and draws it. */
const begin = async (section) => {
  if (!("WebGL2RenderingContext" in window)) throw new Error("no WebGL");
  const [answer] = await Promise.all([
    fetch(section.dataset.graph),
    script(section.dataset.graphology),
    script(section.dataset.sigma),
  ]);
  if (!answer.ok) throw new Error(answer.statusText);
  new Picture(section, await answer.json()).start();
};

const section = document.querySelector(".moving");
if (section) {
  section.hidden = false;
  try {
    await begin(section); // WebGL is not asked for before: a second context takes seconds without a graphics card
    section.dataset.ready = "true";
  } catch {
    section.hidden = true;
    section.dataset.failed = "true"; // the drawing of the server stands there instead
  }
}
