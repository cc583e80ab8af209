// Narrow the list of services: options of one facet add up, several facets must all fit.
// What is chosen stands in the address, so it can be shared and the back button works. The data
// come only when something is chosen: a line for each service, its options by their number here.
// A facet with very many options shows the largest; the data bring the others, found by their names.

const ROWS_AT_ONCE = 100;
const OPTIONS_AT_ONCE = 20;

function startFacets(form) {
  const { source, root } = form.dataset;
  const boxes = [...form.querySelectorAll("fieldset [type=checkbox]")];
  const ended = form.elements.beendet;
  const all = form.querySelector("[data-facets-all]");
  const reset = form.querySelector("[data-facets-reset]");
  const list = document.querySelector("[data-facets-list]");
  const status = document.querySelector("[data-facets-status]");
  const pages = document.querySelector("[data-facets-pages]");
  const more = document.querySelector("[data-facets-more]");
  const template = document.querySelector("[data-facets-row]").content.firstElementChild;
  const firstRows = [...list.children];
  const known = new Map(firstRows.map((row) => [row.dataset.service, row]));
  const firstCounts = boxes.map((box) => countOf(box).textContent);
  const facets = [...new Set(boxes.map((box) => box.name))];
  const facetOf = boxes.map((box) => facets.indexOf(box.name));
  const finders = [...form.querySelectorAll("[data-facet-more]")].map(makeFinder);
  let data;
  let found = [];

  /** Fetch the data once; an option of a larger area is one of the areas inside it too. */
  function load() {
    data ??= fetch(source).then((answer) => answer.json()).then(({ smaller, more, providers, services }) => {
      const lines = services.map(([id, name, provider, summary, href, state, options]) => ({
        id, name, summary, href, state, provider: providers[provider],
        hasEnded: state !== 0 && state[0] === "ended",
        options: [...new Set(options.flatMap((option) => [option, ...(smaller[option] ?? [])]))],
      }));
      takeMore(more, lines.filter(({ hasEnded }) => !hasEnded));
      return lines;
    });
    data.catch(() => { data = undefined; status.textContent = status.dataset.failed; });
    return data;
  }

  /** Make the boxes that the page does not hold; their numbers follow on its own. */
  function takeMore(more, services) {
    const counts = new Map();
    for (const { options } of services) {
      for (const option of options) counts.set(option, (counts.get(option) ?? 0) + 1);
    }
    for (const { key, take } of finders) {
      for (const [value, name] of more[key]) {
        firstCounts.push(shown(counts.get(boxes.length) ?? 0));
        facetOf.push(facets.indexOf(key));
        boxes.push(take(value, name, firstCounts.at(-1)));
      }
    }
  }

  /** The way to the options of a facet that are too many to show: one types a part of the name. */
  function makeFinder(place) {
    const [input, said, list] = ["input", "p", "div"].map((name) => place.querySelector(name));
    const pattern = place.parentElement.querySelector("[type=checkbox]").parentElement;
    const others = [];

    function take(value, name, count) {
      const label = pattern.cloneNode(true);
      const box = label.querySelector("input");
      Object.assign(box, { value, checked: false });
      fill(box.nextElementSibling, name);
      countOf(box).textContent = count;
      others.push({ label, box, name: plain(label.textContent) });
      return box;
    }

    /** Show what is chosen, and what fits to what is typed. */
    function show() {
      const words = plain(input.value).split(/\s+/).filter(Boolean);
      const fits = ({ name }) => words.length && words.every((word) => name.includes(word));
      const found = others.filter(fits);
      const seen = new Set(found.slice(0, OPTIONS_AT_ONCE));
      list.replaceChildren(...others.filter((one) => one.box.checked || seen.has(one))
        .map(({ label }) => label));
      said.textContent = words.length ? said.dataset.text.replace("{n}", shown(found.length)) : "";
    }

    input.addEventListener("input", () => load().then(show, () => {}));
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    return { key: place.dataset.facetMore, take, show, empty: () => { input.value = ""; } };
  }

  /** Sort out the services and count what one more choice would find; one pass. */
  function sift(services) {
    const chosen = facets.map(() => new Set());
    boxes.forEach((box, number) => { if (box.checked) chosen[facetOf[number]].add(number); });
    const counts = boxes.map(() => 0);
    const fitting = services.filter((service) => {
      if (service.hasEnded && !ended?.checked) return false;
      const missed = chosen.flatMap((wanted, facet) =>
        (!wanted.size || service.options.some((option) => wanted.has(option)) ? [] : [facet]));
      if (missed.length > 1) return false;
      for (const option of service.options) {
        if (!missed.length || facetOf[option] === missed[0]) counts[option] += 1;
      }
      return !missed.length;
    });
    return { fitting, counts };
  }

  async function apply() {
    const isChosen = boxes.some((box) => box.checked);
    sayChoices();
    const wasChosen = !reset.hidden;
    reset.hidden = !isChosen && !ended?.checked;
    list.classList.toggle("with-ended", Boolean(ended?.checked));
    if (reset.hidden) return wasChosen ? showAll() : undefined;
    const address = location.search;
    let services;
    try {
      services = await load();
    } catch {
      return undefined;
    }
    if (address !== location.search) return undefined; // a later choice is on its way
    const { fitting, counts } = sift(services);
    boxes.forEach((box, number) => { countOf(box).textContent = shown(counts[number]); });
    found = fitting;
    list.replaceChildren();
    pages.hidden = true;
    showMore();
    status.textContent = status.dataset.text.replace("{n}", shown(fitting.length));
    return undefined;
  }

  function showAll() {
    list.replaceChildren(...firstRows);
    pages.hidden = false;
    more.hidden = true;
    boxes.forEach((box, number) => { countOf(box).textContent = firstCounts[number]; });
    status.textContent = status.dataset.all;
    document.dispatchEvent(new Event("kim-rows"));
  }

  function showMore() {
    const start = list.childElementCount;
    const rows = found.slice(start, start + ROWS_AT_ONCE);
    list.append(...rows.map((service) => known.get(service.id) ?? makeRow(service)));
    more.hidden = list.childElementCount >= found.length;
    document.dispatchEvent(new Event("kim-rows"));
  }

  function makeRow(service) {
    const row = template.cloneNode(true);
    const [link, meta, text, chips] = ["a", ".result-meta", ".result-text", ".chips"]
      .map((selector) => row.querySelector(selector));
    fill(link, service.name);
    link.href = root + service.href;
    fill(meta, service.provider);
    fill(text, service.summary);
    fill(chips.firstElementChild, service.state ? service.state[1] : "");
    if (service.state) chips.firstElementChild.classList.add(`chip-${service.state[0]}`);
    for (const part of [meta, text, chips]) if (!part.textContent.trim()) part.remove();
    const place = row.querySelector("[data-merk]");
    if (service.hasEnded) place.remove();
    else place.dataset.merk = service.id;
    return row;
  }

  function sayChoices() {
    for (const place of form.querySelectorAll("[data-facet-chosen]")) {
      const number = place.closest(".facet").querySelectorAll(":checked").length;
      place.textContent = number ? shown(number) : "";
    }
  }

  async function readAddress() {
    const needsAll = finders.some(({ key }) => location.search.includes(`${key}=`));
    if (needsAll) await load().catch(() => {});
    const asked = new URLSearchParams(location.search);
    for (const box of boxes) box.checked = asked.getAll(box.name).includes(box.value);
    if (ended) ended.checked = asked.has("beendet");
    for (const { show } of finders) show();
    return apply();
  }

  function writeAddress() {
    const query = new URLSearchParams(new FormData(form)).toString();
    history.pushState(null, "", query ? `?${query}` : location.pathname);
    return apply();
  }

  form.addEventListener("change", ({ target }) => { if (target.name) writeAddress(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!isWide()) all.open = false;
    status.focus();
  });
  reset.addEventListener("click", () => {
    for (const box of [...boxes, ended]) if (box) box.checked = false;
    for (const { empty, show } of finders) { empty(); show(); }
    writeAddress();
    all.querySelector("summary").focus();
  });
  more.addEventListener("click", () => {
    const next = list.childElementCount;
    showMore();
    list.children[next].querySelector("a").focus();
  });
  addEventListener("popstate", readAddress);
  all.open = isWide();
  readAddress();
}

function countOf(box) {
  return box.parentElement.querySelector("[data-facet-count]");
}

/** Write as one types in a hurry: small, without accents, ü and ue alike. */
function plain(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")
    .replaceAll("ß", "ss").replace(/([aou])e/g, "$1");
}

function isWide() {
  return matchMedia("(min-width: 60em)").matches;
}

function shown(number) {
  return number.toLocaleString(document.documentElement.lang);
}

/** Put a text into an element; one in another language says so. */
function fill(place, text) {
  const [words, language] = [text ?? ""].flat();
  place.textContent = words;
  if (language) Object.assign(place, { lang: language, dir: "ltr" });
}

const facetsForm = document.querySelector("[data-facets]");
if (facetsForm) startFacets(facetsForm);
