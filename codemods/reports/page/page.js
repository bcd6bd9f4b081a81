"use strict";
(() => {
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const findings = all(".finding");
  const form = one("#filters");

  // -- light or dark: what the system says, until the person says otherwise
  const theme = one("#theme");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  // -- round trips: costs are sums of [coefficient, power of n]
  const items = one("#items");
  const trips = (terms, n) => terms.reduce((sum, [k, power]) => sum + Math.ceil(k * n ** power), 0);
  const count = () => {
    const n = Math.max(1, Math.floor(Number(items ? items.value : 1)) || 1);
    const costs = (element) => JSON.parse(element.dataset.cost).map((terms) => trips(terms, n));
    const sums = [0, 0];
    for (const finding of findings) {
      if (!finding.dataset.cost) continue;
      costs(finding).forEach((value, index) => { sums[index] += value; });
    }
    if (one("#trips-before")) {
      one("#trips-before").textContent = sums[0];
      one("#trips-after").textContent = sums[1];
    }
    const pairs = all(".pairs li");
    const longest = Math.max(1, ...pairs.map((pair) => costs(pair)[0]));
    for (const pair of pairs) {
      const [before, after] = costs(pair);
      pair.querySelector(".before").style.width = `${(100 * before) / longest}%`;
      pair.querySelector(".after").style.width = `${(100 * after) / longest}%`;
      pair.querySelector(".pair").title = `${before} before, ${after} after`;
    }
  };
  count();
  if (items) items.addEventListener("input", count);
  if (!form) return;

  // -- filters: what they say is kept in the address, so that a view can be handed on
  form.hidden = false;
  const search = one("#search");
  const fields = [...form.querySelectorAll("[name]")];
  const texts = new Map();
  const text = (finding) => {
    if (!texts.has(finding)) texts.set(finding, finding.textContent.toLowerCase());
    return texts.get(finding);
  };
  const fits = (finding, wanted, words) =>
    wanted.every(([name, value]) => name === "path"
      ? finding.dataset.path.toLowerCase().includes(value.toLowerCase())
      : finding.dataset[name] === value)
    && words.every((word) => text(finding).includes(word));
  const order = one("#order");
  let ordered = "";
  const arrange = () => {
    if (order.value === ordered) return;
    ordered = order.value;
    const rank = (finding) => Number(finding.dataset.rank);
    const told = ordered ? [...findings].sort((a, b) => rank(a) - rank(b)) : findings;
    one("#list").append(...told);
  };
  const filter = () => {
    arrange();
    const wanted = fields.filter((field) => field.value).map((field) => [field.name, field.value]);
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const finding of findings) {
      finding.hidden = !fits(finding, wanted, words);
      shown += finding.hidden ? 0 : 1;
    }
    one("#shown").textContent = `${shown} of ${findings.length}`;
    one("#nothing").hidden = shown > 0;
    for (const bar of all(".bar")) {
      const pressed = wanted.some(([n, v]) => n === bar.dataset.filter && v === bar.dataset.value);
      bar.setAttribute("aria-pressed", String(pressed));
    }
  };
  const remember = () => {
    const state = new URLSearchParams();
    for (const field of fields) if (field.value) state.set(field.name, field.value);
    if (search.value) state.set("q", search.value);
    if (order.value) state.set("order", order.value);
    history.replaceState(null, "", `${location.pathname}${location.search}#${state}`);
  };
  const change = () => { filter(); remember(); };
  form.addEventListener("input", change);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(change));
  for (const bar of all(".bar")) {
    bar.addEventListener("click", () => {
      const field = fields.find((other) => other.name === bar.dataset.filter);
      field.value = field.value === bar.dataset.value ? "" : bar.dataset.value;
      change();
    });
  }
  one("#open").addEventListener("click", (event) => {
    const opening = findings.some((finding) => !finding.hidden && !finding.open);
    for (const finding of findings) if (!finding.hidden) finding.open = opening;
    event.target.textContent = opening ? "Close all" : "Open all";
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|SELECT)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      search.focus();
    }
  });

  // -- an address that names a finding opens it; any other one is a filter
  const follow = () => {
    const named = location.hash.startsWith("#f-") && document.getElementById(location.hash.slice(1));
    if (named) {
      for (const field of [...fields, search]) field.value = "";
      named.open = true;
      filter();
      named.scrollIntoView();
      return;
    }
    if (location.hash && !location.hash.includes("=")) {
      filter();
      return;
    }
    const state = new URLSearchParams(location.hash.slice(1));
    for (const field of fields) field.value = state.get(field.name) || "";
    search.value = state.get("q") || "";
    order.value = state.get("order") || "";
    filter();
  };
  addEventListener("hashchange", follow);
  follow();

  // -- on paper everything is open
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details").filter((detail) => !detail.open);
    for (const detail of closed) detail.open = true;
  });
  addEventListener("afterprint", () => { for (const detail of closed) detail.open = false; });
})();
