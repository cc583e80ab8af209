// Narrow the matrix of responsibilities by area, topic, office and word. What is chosen stands in
// the address, so it can be shared and the back button works. The table is whole without this: what
// a cell has from a larger area stands in that area's cell, and here only who it is, until one
// chooses the area.

const form = document.querySelector("[data-matrix]");
const table = document.querySelector("[data-matrix-table]");
const status = form.querySelector("[data-matrix-status]");
const reset = form.querySelector("[data-matrix-reset]");
const fields = [...form.querySelectorAll("select, input")];
const columns = [...table.querySelectorAll("[data-area]")];

const rows = [...table.querySelectorAll("[data-task]")].map((row) => {
  const all = [...row.cells].slice(1);
  const own = new Map(all.filter((cell) => !cell.dataset.like).map((cell) => [cell.dataset.area, {
    cell,
    offices: cell.dataset.offices.split(" "),
    words: plain([...cell.querySelectorAll(".lead-office, .coming, .also")]
      .map((part) => part.textContent).join(" ")),
  }]));
  return {
    row,
    task: plain(row.cells[0].textContent),
    topics: row.dataset.topics.split(" "),
    cells: [...own.values()],
    at: new Map(all.map((cell) =>
      [cell.dataset.area, { cell, whole: own.get(cell.dataset.like ?? cell.dataset.area) }])),
  };
});

/** Write as one types in a hurry: small, without accents, ä as ae. */
function plain(text) {
  return text.toLowerCase()
    .replaceAll("ä", "ae").replaceAll("ö", "oe").replaceAll("ü", "ue").replaceAll("ß", "ss")
    .normalize("NFD").replace(/\p{M}/gu, "");
}

function fits({ task, topics, cells, at }, { gebiet, thema, stelle, q }) {
  if (thema && !topics.includes(thema)) return false;
  const here = gebiet ? [at.get(gebiet).whole] : cells;
  if (stelle && !here.some(({ offices }) => offices.includes(stelle))) return false;
  const words = [task, ...here.map((cell) => cell.words)].join(" ");
  return plain(q).split(/\s+/).every((word) => words.includes(word));
}

/** Write in the cells of an area also what else they have from a larger one. */
function fill(area) {
  for (const { cell, whole } of rows.map(({ at }) => at.get(area))) {
    if (!cell.dataset.like) continue;
    delete cell.dataset.like;
    const short = cell.querySelector(".cell");
    const copy = whole.cell.querySelector(".cell").cloneNode(true);
    copy.insertBefore(short.querySelector(".inherited"), copy.querySelector(".also"));
    short.replaceWith(copy);
  }
}

function apply() {
  const wanted = Object.fromEntries(["gebiet", "thema", "stelle", "q"]
    .map((name) => [name, form.elements[name]?.value ?? ""]));
  const found = rows.filter((one) => {
    one.row.hidden = !fits(one, wanted);
    return !one.row.hidden;
  });
  if (wanted.gebiet) fill(wanted.gebiet);
  for (const cell of columns) cell.hidden = wanted.gebiet !== "" && cell.dataset.area !== wanted.gebiet;
  for (const part of table.tBodies) part.hidden = !part.querySelector("[data-task]:not([hidden])");
  table.classList.toggle("is-narrowed", wanted.gebiet !== "");
  reset.hidden = Object.values(wanted).every((value) => !value);
  status.textContent = status.dataset.text
    .replace("{n}", found.length).replace("{all}", rows.length);
}

/** Put the choice into the address; typing replaces the last entry, choosing adds one. */
function remember(isTyping) {
  const chosen = [...new FormData(form)].filter(([, value]) => value);
  const query = new URLSearchParams(chosen).toString();
  const address = query ? `?${query}` : location.pathname;
  if (isTyping) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
}

function read() {
  const asked = new URLSearchParams(location.search);
  for (const field of fields) field.value = asked.get(field.name) ?? "";
  for (const field of fields) if (field.selectedIndex === -1) field.selectedIndex = 0;
  apply();
}

form.addEventListener("input", ({ target }) => {
  apply();
  remember(target.name === "q");
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => {
  requestAnimationFrame(() => {
    apply();
    remember(false);
    fields[0].focus();
  });
});
addEventListener("popstate", read);
read();
