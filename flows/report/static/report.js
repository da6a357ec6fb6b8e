"use strict";
// One classic script, for modules do not load from file://. WORDS is put before it: {zh: {key: word}, en: {...}}.
// Texts of articles are set as text, never as markup.

const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
const one = (selector, root = document) => root.querySelector(selector);

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

// What the browser keeps is refused to some pages from disk.
function remember(name, value) { try { localStorage.setItem(name, value); } catch { /* for this page only */ } }
function remembered(name) { try { return localStorage.getItem(name); } catch { return null; } }

// ---- language

let language = "zh";
function word(key) { return WORDS[language][key] ?? key; }
// What is called otherwise in the other language and is no word of the interface: [Chinese, English].
function called(pair) { return make("span", { "data-zh": pair[0], "data-en": pair[1] }, pair[language === "zh" ? 0 : 1]); }
function said(key) { return make("span", { "data-t": key }, word(key)); }

function firstLanguage() {
  const asked = new URLSearchParams(location.search).get("lang") || remembered("shubiao-language");
  if (asked in WORDS) return asked;
  return (navigator.languages?.[0] || navigator.language || "").toLowerCase().startsWith("zh") ? "zh" : "en";
}

function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen === "zh" ? "zh-Hans" : "en";
  for (const element of all("[data-t]")) element.textContent = word(element.dataset.t);
  for (const element of all("[data-zh]")) element.textContent = element.dataset[chosen];
  for (const element of all("[data-t-label]")) {
    element.setAttribute("aria-label", word(element.dataset.tLabel));
    if (element.tagName === "BUTTON" || element.classList.contains("sign")) element.title = word(element.dataset.tLabel);
  }
  for (const element of all("[data-t-data-label]")) element.dataset.label = word(element.dataset.tDataLabel);
  for (const element of all(".paper img")) element.alt = `${word("page")} ${element.closest("figure").id.slice(1)}`;
  for (const element of all("[data-act=language]")) element.lang = chosen === "zh" ? "en" : "zh-Hans";
}

function switchLanguage() { speak(language === "zh" ? "en" : "zh"); remember("shubiao-language", language); }

const acts = {
  language: switchLanguage,
  help() { const dialog = one("dialog.help"); if (!dialog.open) dialog.showModal(); },
  "close-help"() { one("dialog.help").close(); },
};

function isTyping(target) { return target instanceof Element && target.matches("input, select, textarea, [contenteditable]"); }

const keys = { "?": () => acts.help(), l: () => acts.language() };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || (isTyping(event.target) && event.key !== "Escape")) return;
  if (one("dialog[open]") && event.key !== "?") return;
  const act = keys[event.key];
  if (act) { event.preventDefault(); act(); }
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-act]");
  if (button && acts[button.dataset.act]) acts[button.dataset.act](button);
});

function download(name, rows) {
  // What a spreadsheet would take for a formula is preceded by an apostrophe, as in `shubiao export`.
  const safe = (value) => typeof value === "string" && /^[\t\r\n ]*[=+\-@＝＋－＠]/.test(value) && !/^([+-]?\d[\d.,]*%?|[-－]+)$/.test(value) ? `'${value}` : value;
  const field = (value) => { const text = String(safe(value) ?? ""); return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text; };
  const text = "\ufeff" + rows.map((row) => row.map(field).join(",") + "\r\n").join("");
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "text/csv" })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

// ---- the page of an article

function openArticle() {
  const facts = JSON.parse(one("#facts").textContent);
  const sets = { observations: unpack(facts.observations), claims: unpack(facts.claims), indicators: unpack(facts.indicators) };
  const places = { observations: index(sets.observations), claims: index(sets.claims) };
  const checks = new Map();  // name of a thing -> the checks that judge it
  for (const element of all("[data-subject]")) {
    const subject = element.dataset.subject;
    checks.set(subject, [...(checks.get(subject) || []), element]);
  }
  const contradictions = all(".check.bad").map((element) => element.id);
  let selected = "";
  let selectedAt = 0;
  let chosenBy = "";

  // A column comes as it is, or as runs: [value, how often, …].
  function lengthen(list) {
    if (Array.isArray(list)) return list;
    const values = [];
    for (let at = 0; at < list.runs.length; at += 2) for (let times = list.runs[at + 1]; times > 0; times -= 1) values.push(list.runs[at]);
    return values;
  }

  function unpack(packed) {
    const texts = new Set(packed.of_texts);
    const lists = packed.values.map(lengthen);
    return packed.refs.map((ref, row) => {
      const values = { ref };
      packed.columns.forEach((column, place) => {
        const value = lists[place][row];
        values[column] = value === null ? null : texts.has(column) ? facts.texts[value] : value;
      });
      return values;
    });
  }
  function index(rows) { return new Map(rows.map((row) => [row.ref, row])); }
  function marks(ref) { return all(`.source [data-ref~="${CSS.escape(ref)}"]`); }

  function reveal(element, pane) {
    const details = element.closest("details");
    if (details) details.open = true;
    const panes = getComputedStyle(one(".panes")).display === "grid";
    if (!panes) return element.scrollIntoView({ block: "center", inline: "center" });
    const box = element.getBoundingClientRect();
    const around = pane.getBoundingClientRect();
    if (box.top < around.top + 40 || box.bottom > around.bottom - 40) {
      pane.scrollTop += box.top - around.top - Math.max((around.height - box.height) / 2.5, 20);
    }
    return undefined;
  }

  function light(ref, kind) {
    for (const element of [...marks(ref), ...[document.getElementById(ref)].filter(Boolean)]) element.classList.add(kind);
  }

  function select(ref) {
    for (const element of all(".on, .part")) element.classList.remove("on", "part");
    selected = ref;
    selectedAt = Date.now();
    const element = document.getElementById(ref);
    const known = element && (element.matches("[data-subject], a[id]"));
    if (!known) { selected = ""; showDetail(""); return; }
    const subject = element.dataset.subject;
    const inputs = (element.dataset.inputs || "").split(" ").filter(Boolean);
    for (const input of inputs) light(input, "part");
    light(subject || ref, "on");
    element.classList.remove("part");
    element.classList.add("on");
    showDetail(ref);
    const first = [subject || ref, ...inputs].map(marks).find((found) => found.length) || [];
    if (first.length) reveal(first[0], one(".source"));
    reveal(element, one(".data"));
    const place = contradictions.indexOf(ref);
    one(".position").replaceChildren(place >= 0 ? `${place + 1} / ${contradictions.length} ` : `${contradictions.length} `, said("contradictions"));
    one(".announced").textContent = `${word("selected")}: ${element.textContent.trim().slice(0, 200)}${first.length ? "" : ". " + word("not in source")}`;
    if (chosenBy === "data" && !first.length) return;
    if (chosenBy) show(chosenBy === "source" ? "data" : "source", true);
  }

  // On a narrow screen one of the two is seen: after a click, the other side of what was clicked.
  function show(pane, byClick = false) {
    const narrow = getComputedStyle(one(".tabs")).display !== "none";
    if (byClick && !narrow) return;
    document.body.dataset.pane = pane;
    for (const name of ["source", "data"]) one(`[data-act=show-${name}]`).setAttribute("aria-pressed", String(name === pane));
    if (narrow && selected && document.getElementById(selected)) {
      const element = document.getElementById(selected);
      const subject = element.dataset.subject || selected;
      const target = pane === "data" ? element : marks(subject)[0];
      if (target) target.scrollIntoView({ block: "center", inline: "center" });
    }
  }

  function go(ref) {
    if (location.hash === `#${ref}`) select(ref);
    else location.hash = ref;
  }

  function step(by) {
    if (!contradictions.length) return;
    const place = contradictions.indexOf(selected);
    chosenBy = "";
    go(contradictions[place < 0 ? (by > 0 ? 0 : contradictions.length - 1) : (place + by + contradictions.length) % contradictions.length]);
  }

  function clear() {
    chosenBy = "";
    history.replaceState(null, "", location.pathname + location.search);
    select("");
  }

  // ---- what is known of the thing that is selected

  function quoted(text) {
    return `"${text.replace(/["\\\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (c) => ({ '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" })[c] ?? "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"))}"`;
  }

  // The entries for what is selected, by kind: to correct it, and of a claim also to say that it is none.
  function snippets(ref, printed) {
    const cell = /^(t\d+)-r(\d+)c(\d+)$/.exec(ref);
    const claim = places.claims.get(ref);
    const values = cell ? { table: cell[1], text: printed } : { ...claim, claim: ref };
    return (cell ? ["cell"] : claim ? ["claim", "not_a_claim"] : []).map((kind) => [kind, facts.forms[kind]
      .replace("987654321", cell?.[2] ?? "").replace("987654322", cell?.[3] ?? "")
      .replace("987654323", claim ? String(claim.value ?? 0) : "")
      .replace(/"@(\w+)"/g, (_, name) => quoted(String(values[name] ?? "")))]);
  }

  function printedAt(ref) {
    const link = document.getElementById(ref);
    return link ? Array.from(link.childNodes).filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("") : "";
  }

  const CODED = new Set(["kind", "sense", "modifier", "direction", "status"]);
  function coded(kind, code) { const key = `${kind === "status" ? "observed" : kind}.${code}`; return key in WORDS[language] ? said(key) : String(code); }

  // What a code is called in both languages: of a column such as entity, whose code is in entity_code.
  const KIND_OF = { entity: "place", partner: "place", category: "category", indicator: "indicator", unit: "unit" };
  function nameOf(column, row) {
    const code = row[`${column}_code`];
    const known = facts.names[KIND_OF[column]];
    const key = column === "unit" ? `${code}:${row.unit_multiplier || 0}` : code;
    return known && code && Object.hasOwn(known, key) ? known[key] : null;
  }

  function facet(name, row) {
    const value = row[name];
    if (value === null || value === undefined || value === "") return null;
    const code = row[`${name}_code`];
    const from = row[`${name}_from`];
    const pair = nameOf(name, row);
    const isNew = pair && !String(value).toLowerCase().includes(pair[language === "zh" ? 0 : 1].toLowerCase());
    const more = [isNew ? called(pair) : "", code && code !== value ? make("code", {}, code) : "", from ? coded("from", from) : ""].filter(Boolean).flatMap((part, place) => place ? [", ", part] : [part]);
    const shown = CODED.has(name) ? coded(name, value) : String(value);
    return make("div", {}, make("dt", {}, said(`column.${name}`)), make("dd", {}, shown, ...(more.length ? [make("span", { className: "from" }, " (", ...more, ")")] : [])));
  }

  const OBSERVED = ["row_labels", "column_labels", "period", "entity", "partner", "category", "indicator", "value", "value_to", "unit", "status", "confidence"];
  const CLAIMED = ["kind", "sense", "modifier", "direction", "value", "value_to", "unit", "period", "entity", "partner", "category", "indicator", "denominator", "base_entity", "base_period", "status", "confidence"];

  function showDetail(ref) {
    const box = one(".detail");
    box.replaceChildren();
    const row = places.observations.get(ref) || places.claims.get(ref);
    const isCell = /^t\d+-r\d+c\d+$/.test(ref);
    if (!ref || (!row && !isCell)) { box.hidden = true; return; }
    const printed = printedAt(ref);
    const judged = checks.get(ref) || [];
    box.append(
      make("button", { className: "shut", type: "button", "data-act": "clear", "aria-label": word("close"), "data-t-label": "close" }, "×"),
      make("h2", {}, printed),
    );
    if (row) box.append(make("dl", {}, ...(places.claims.has(ref) ? CLAIMED : OBSERVED).map((name) => facet(name, row)).filter(Boolean)));
    if (judged.length) {
      box.append(make("p", {}, said("checked by")), make("ul", {}, ...judged.map((check) => make("li", {}, make("a", { href: `#${check.id}` }, one(".sign", check) ? one("a", check).textContent.trim() : `\u2013 ${word("verdict.not_checkable")}`), " ", one(".rule", check).textContent, " ", one(".formula", check)?.textContent ?? ""))));
    }
    for (const [kind, lines] of snippets(ref, printed)) {
      box.append(make("details", { className: "correct" }, make("summary", {}, said(kind === "not_a_claim" ? "not a claim" : "correct this")), make("p", {}, said("correct how"), " ", make("code", {}, facts.corrections)), make("pre", { className: "snippet" }, lines), make("button", { type: "button", "data-act": "copy" }, said("copy"))));
    }
    box.hidden = false;
  }

  // ---- tables of data, made when they are opened

  const LISTED = {
    observations: ["row_labels", "column_labels", "period", "entity", "partner", "category", "indicator", "text", "value", "unit", "confidence"],
    indicators: ["indicator_code", "entity", "partner", "category", "period", "base_period", "value", "unit_code", "formula", "stated_value", "verdict"],
  };

  // A value as the lists show it. What has only a code is shown by name, the code beside it; what has a label, by that, with names and code as its title.
  function shownIn(column, row) {
    const value = row[column];
    if (value === null || value === "") return "";
    if (column === "verdict") return said(`verdict.${value}`);
    if (typeof value === "number") return String(Number(value.toPrecision(6)));
    if (column.endsWith("_code")) {
      const pair = nameOf(column.replace("_code", ""), row);
      return pair ? make("span", {}, called(pair), ...(column === "indicator_code" ? [" ", make("code", {}, value)] : [])) : make("code", {}, value);
    }
    const pair = nameOf(column, row);
    return pair ? make("span", { title: [...new Set([...pair, row[`${column}_code`]])].join(" · ") }, value) : value;
  }

  function rowsOf(kind, table) { return sets[kind].filter((row) => !table || row.ref.startsWith(`${table}-`)); }

  function fill(details) {
    if (details.dataset.filled) return;
    details.dataset.filled = "yes";
    const kind = details.dataset.fill;
    const rows = rowsOf(kind, details.dataset.of);
    const columns = LISTED[kind].filter((column) => rows.some((row) => row[column] !== null && row[column] !== ""));
    const head = make("tr", {}, ...columns.map((column) => make("th", { scope: "col" }, said(`column.${column.replace("_code", "")}`))));
    const body = rows.map((row, place) => {
      const line = make("tr", {}, ...columns.map((column, at) => {
        const shown = shownIn(column, row);
        return make("td", { formula: { className: "formula" }, unit_code: { className: "unit" } }[column] ?? {}, at === 0 ? make("a", { href: `#${row.ref}` }, shown || "·") : shown);
      }));
      if (kind === "indicators") {
        line.id = row.ref;
        line.dataset.subject = "";
        const inputs = facts.inputs[sets.indicators.indexOf(row)].map((input) => typeof input === "number" ? facts.observations.refs[input] : input);
        line.dataset.inputs = inputs.join(" ");
      }
      return line;
    });
    details.append(make("div", { className: "scroll", tabIndex: 0, role: "group", "aria-label": word(kind === "observations" ? "Observations" : "Indicators") }, make("table", { className: "list" }, make("thead", {}, head), make("tbody", {}, ...body))));
  }

  // ---- charts

  let runtime = null;
  function loadCharts() {
    runtime ??= new Promise((resolve, reject) => {
      const script = make("script", { src: document.body.dataset.charts });
      script.addEventListener("load", () => resolve());
      script.addEventListener("error", reject);
      document.head.append(script);
    });
    return runtime;
  }

  const PALETTES = { light: ["#0b62c4", "#b4520a", "#157347", "#8a3ffc", "#a8324f"], dark: ["#7db8ff", "#ffb06b", "#74d6a0", "#c9a6ff", "#ff9db4"] };

  function themed(spec, width) {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches && !matchMedia("print").matches;
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue("--ink").trim();
    const soft = style.getPropertyValue("--soft").trim();
    const line = style.getPropertyValue("--line").trim();
    const font = getComputedStyle(document.body).fontFamily;
    const palette = PALETTES[dark ? "dark" : "light"];
    const config = {
      background: "transparent", font, view: { stroke: null },
      axis: { labelColor: soft, titleColor: soft, gridColor: line, domainColor: line, tickColor: line, titleFontWeight: "normal" },
      legend: { labelColor: ink, orient: "bottom", columns: 3, labelLimit: 180 }, header: { labelColor: ink },
      range: { category: palette }, mark: { color: palette[0] },
    };
    const size = spec.facet ? { spec: { ...spec.spec, width: Math.max(Math.floor((width - 150) / spec.columns), 90), height: 110 } } : { width: Math.max(Math.min(width - 70, 560), 160), height: 210 };
    return { ...spec, ...size, config, ...(spec.facet && width < 480 ? { columns: 2 } : {}) };
  }

  async function draw(figure) {
    const chart = figure.chart;
    await loadCharts();
    const holder = one(".drawing", figure);
    const width = Math.min(figure.parentElement.clientWidth, 620);
    const compiled = vegaLite.compile(themed(chart.spec, width)).spec;
    // The interpreter stands in for the building of functions from texts, which the policy of the page forbids.
    const view = new vega.View(vega.parse(compiled, null, { ast: true }), { expr: vega.expressionInterpreter, renderer: "svg", hover: true, logLevel: vega.Error });
    view.initialize(holder);
    await view.runAsync();
    view.addEventListener("click", (event, item) => { if (item?.datum?.r) { chosenBy = "data"; go(item.datum.r); } });
    figure.dataset.drawn = "yes";
    // What was just shown may have moved.
    const element = selected && Date.now() - selectedAt < 2000 && document.getElementById(selected);
    if (element) reveal(element, one(".data"));
  }

  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) { seen.unobserve(entry.target); draw(entry.target); }
  }, { rootMargin: "200px" });

  for (const chart of facts.charts) {
    const series = lengthen(chart.series).map((place) => chart.names[place]);
    const observed = chart.of.map((place) => sets.observations[place]);
    const values = observed.map((row, place) => ({ p: row.period, v: row.value, s: series[place], r: row.ref, ...(chart.marked.includes(place) ? { x: 1 } : {}) }));
    chart.spec.data = { values };
    const holder = one(`[data-charts-of="${CSS.escape(chart.table)}"]`);
    // The table above says the same to those who do not see it.
    const marked = chart.marked.length > 0;
    const figure = make("figure", { className: "chart" }, make("div", { className: "drawing", "aria-hidden": "true" }), make("figcaption", {}, said("chart"), chart.unit ? ` · ${chart.unit}` : "", ...(marked ? [" · ", said("marked")] : [])));
    figure.chart = chart;
    // About as high as it will be, so that little moves when it is drawn.
    one(".drawing", figure).style.minHeight = chart.spec.facet ? `${Math.ceil(chart.names.length / 3) * 145 + 40}px` : `${260 + Math.ceil(chart.names.length / 3) * 18}px`;
    holder.append(figure);
    seen.observe(figure);
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { for (const figure of all("[data-drawn]")) draw(figure); });

  // ---- acts, keys, clicks

  Object.assign(acts, {
    language() { switchLanguage(); if (selected) showDetail(selected); },
    next() { step(1); }, previous() { step(-1); }, clear,
    "show-source"() { show("source"); }, "show-data"() { show("data"); },
    csv(button) {
      const { kind, of: table } = button.dataset;
      const columns = facts[kind].columns;
      download(`${[facts.name.replace(/\.[^.]*$/, ""), table, kind].filter(Boolean).join("-")}.csv`, [["id", ...columns], ...rowsOf(kind, table).map((row) => [row.ref, ...columns.map((column) => row[column])])]);
    },
    async copy(button) {
      const snippet = button.previousElementSibling;
      const text = snippet.textContent;
      try { await navigator.clipboard.writeText(text); } catch {
        const range = document.createRange();
        range.selectNodeContents(snippet);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        document.execCommand("copy");
      }
      button.replaceChildren(said("copied"));
    },
  });
  Object.assign(keys, { n: () => step(1), p: () => step(-1), Escape: clear });

  for (const details of all("[data-fill]")) {
    details.addEventListener("toggle", () => { if (details.open) fill(details); });
  }
  addEventListener("beforeprint", () => { for (const details of all("[data-fill][open]")) fill(details); });

  one(".source").addEventListener("click", (event) => {
    const mark = event.target.closest("[data-ref]");
    if (!mark || String(getSelection())) return;
    chosenBy = "source";
    go(mark.dataset.ref.split(" ")[0]);
  });
  one(".data").addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    chosenBy = "data";
    if (link.hash === location.hash) { event.preventDefault(); select(link.hash.slice(1)); }
  });
  one(".detail").addEventListener("click", () => { chosenBy = ""; });

  function follow() {
    const ref = decodeURIComponent(location.hash.slice(1));
    if (/^i\d+$/.test(ref)) { const details = one("[data-fill=indicators]"); if (details) { fill(details); details.open = true; } }
    if (ref && document.getElementById(ref)?.matches("h2")) { show("data"); return; }
    if (!chosenBy && ref) show(document.body.dataset.pane || "data");
    select(ref);
  }
  addEventListener("hashchange", follow);
  show("data");
  // The browser goes to an anchor itself once all is loaded, and does not know of the panes.
  if (location.hash) { follow(); addEventListener("load", () => setTimeout(follow, 0)); }
  if (document.referrer.endsWith("/report/index.html")) one(".back").href = document.referrer;
}

// ---- the list of articles

function openIndex() {
  const facts = JSON.parse(one("#facts").textContent);
  const PAGE = 50;
  const columns = ["title", "status", "tables", "observations", "claims", "contradictions", "lost"];
  const state = { q: "", issue: "", status: "", bad: "", warned: "", sort: "contradictions", down: "1", page: "0" };
  const entries = facts.articles;
  for (const entry of entries) {
    entry.issueName = facts.issues[entry.issue];
    entry.warned ??= 0;
    entry.warnings ??= [];
    entry.search = [entry.title, entry.id, entry.source, entry.authors, entry.issueName, entry.error, ...entry.warnings, ...entry.findings.map((finding) => finding[1])].filter(Boolean).join("\n").toLowerCase();
  }
  const collator = new Intl.Collator("zh");

  function chosen() {
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    const found = entries.filter((entry) => (!state.issue || entry.issueName === state.issue) && (!state.status || entry.status === state.status) && (!state.bad || entry.contradictions > 0) && (!state.warned || entry.warned > 0) && words.every((one) => entry.search.includes(one)));
    const by = state.sort;
    const sign = state.down ? -1 : 1;
    const value = (entry) => by === "title" ? entry.title || entry.source : entry[by];
    return found.sort((a, b) => sign * (typeof value(a) === "number" ? value(a) - value(b) : collator.compare(value(a), value(b))) || collator.compare(a.source, b.source));
  }

  function line(entry) {
    const name = entry.title || entry.source;
    const first = make("td", {}, entry.page ? make("a", { href: facts.prefix + entry.page }, name) : name, make("span", { className: "sub" }, [entry.authors, entry.issueName, entry.source].filter(Boolean).join(" · ")));
    if (entry.error) first.append(make("span", { className: "sub" }, entry.error));
    if (entry.trouble) first.append(make("span", { className: "sub" }, entry.trouble));
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    const searched = (text) => words.some((one) => text.toLowerCase().includes(one));
    if (entry.warned) {
      const told = [make("span", { className: "sign", "aria-hidden": "true" }, "!"), ` ${entry.warned} `, said("warnings")];
      // The sentences are on the page of the article; here those that are searched for, or all where there is no page.
      const shown = entry.page ? entry.warnings.filter(searched).slice(0, 3) : entry.warnings;
      first.append(make("span", { className: "warning" }, entry.page ? make("a", { href: `${facts.prefix}${entry.page}#warnings` }, ...told) : make("span", {}, ...told), ...shown.map((warning) => make("span", { className: "sub", lang: "en" }, warning))));
    }
    const matching = entry.findings.filter((finding) => searched(finding[1]));
    for (const [ref, message] of (matching.length ? matching : entry.findings).slice(0, 3)) {
      first.append(make("span", { className: "finding" }, "✗ ", entry.page ? make("a", { href: `${facts.prefix}${entry.page}#${ref}` }, message) : message));
    }
    const number = (column, value, key) => make("td", { className: `number${column === "contradictions" && value ? " many" : ""}`, "data-t-data-label": key, "data-label": word(key) }, column === "contradictions" && value ? `✗ ${value}` : String(value));
    return make("tr", {}, first, make("td", {}, make("span", { className: `state ${entry.status}` }, said(`status.${entry.status}`))), number("tables", entry.tables, "Tables"), number("observations", entry.observations, "Observations"), number("claims", entry.claims, "Claims stated"), number("contradictions", entry.contradictions, "Contradictions"), number("lost", entry.lost, "Numerals lost"));
  }

  function show() {
    const found = chosen();
    const pages = Math.max(Math.ceil(found.length / PAGE), 1);
    const page = Math.min(Number(state.page) || 0, pages - 1);
    one(".articles tbody").replaceChildren(...found.slice(page * PAGE, page * PAGE + PAGE).map(line));
    one(".found").replaceChildren(String(found.length), " ", said("articles shown"));
    one(".nothing").hidden = found.length > 0;
    one(".at").textContent = `${page + 1} / ${pages}`;
    one(".pager").hidden = pages < 2;
    one("[data-act=back-page]").disabled = page === 0;
    one("[data-act=next-page]").disabled = page >= pages - 1;
    for (const head of all(".articles th")) {
      if (head.dataset.sort === state.sort) head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    one("#q").value = state.q;
    one("#issue").value = state.issue;
    one("#status").value = state.status;
    one("#bad").checked = Boolean(state.bad);
    if (one("#warned")) one("#warned").checked = Boolean(state.warned);
  }

  // What is chosen stands in the address, so that it can be shared.
  const FRESH = { ...state };
  function change(values) {
    Object.assign(state, { page: "0" }, values);
    const kept = Object.entries(state).filter(([name, value]) => value !== FRESH[name]);
    history.replaceState(null, "", `${location.pathname}${location.search}${kept.length ? "#" + new URLSearchParams(kept) : ""}`);
    show();
  }
  function follow() {
    const asked = new URLSearchParams(location.hash.slice(1));
    for (const name of Object.keys(FRESH)) state[name] = asked.has(name) ? asked.get(name) : FRESH[name];
    if (!columns.includes(state.sort)) state.sort = FRESH.sort;
    show();
  }

  one("#q").addEventListener("input", (event) => change({ q: event.target.value }));
  one("#issue").addEventListener("change", (event) => change({ issue: event.target.value }));
  one("#status").addEventListener("change", (event) => change({ status: event.target.value }));
  one("#bad").addEventListener("change", (event) => change({ bad: event.target.checked ? "1" : "" }));
  one("#warned")?.addEventListener("change", (event) => change({ warned: event.target.checked ? "1" : "" }));
  Object.assign(acts, {
    sort(button) {
      const sort = button.closest("th").dataset.sort;
      change({ sort, down: state.sort === sort ? (state.down ? "" : "1") : sort === "title" || sort === "status" ? "" : "1" });
    },
    "back-page"() { change({ page: String(Number(state.page) - 1) }); },
    "next-page"() { change({ page: String(Number(state.page) + 1) }); },
    csv() {
      const shown = ["id", "issueName", "source", "title", "status", "tables", "observations", "claims", "contradictions", "lost", "warned"];
      download("articles.csv", [shown.map((name) => ({ issueName: "issue", lost: "numerals_unaccounted", warned: "corrections_not_applied" })[name] || name), ...chosen().map((entry) => shown.map((name) => entry[name]))]);
    },
  });
  Object.assign(keys, { "/": () => one("#q").focus(), Escape: () => { change({ ...FRESH }); document.activeElement?.blur(); } });
  for (const name of facts.issues) one("#issue").append(make("option", { value: name }, name));
  addEventListener("hashchange", follow);
  follow();
}

language = firstLanguage();
if (document.body.classList.contains("article")) openArticle();
else openIndex();
speak(language);
