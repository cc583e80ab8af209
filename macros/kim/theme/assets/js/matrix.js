// Narrow the matrix of responsibilities by area, topic, office and word. What is chosen stands in
// the address, so it can be shared and the back button works. The table is whole without this.

const form = document.querySelector("[data-matrix]");
const table = document.querySelector("[data-matrix-table]");
const status = form.querySelector("[data-matrix-status]");
const reset = form.querySelector("[data-matrix-reset]");
const fields = [...form.querySelectorAll("select, input")];
const columns = [...table.querySelectorAll("[data-area]")];

const rows = [...table.querySelectorAll("[data-task]")].map((row) => ({
  row,
  task: plain(row.cells[0].textContent),
  topics: row.dataset.topics.split(" "),
  cells: [...row.cells].slice(1).map((cell) => ({
    area: cell.dataset.area,
    offices: cell.dataset.offices.split(" "),
    words: plain([...cell.querySelectorAll(".lead-office, .coming, .also")]
      .map((part) => part.textContent).join(" ")),
  })),
}));

/** Write as one types in a hurry: small, without accents, ä as ae. */
function plain(text) {
  return text.toLowerCase()
    .replaceAll("ä", "ae").replaceAll("ö", "oe").replaceAll("ü", "ue").replaceAll("ß", "ss")
    .normalize("NFD").replace(/\p{M}/gu, "");
}

function fits({ task, topics, cells }, { gebiet, thema, stelle, q }) {
  if (thema && !topics.includes(thema)) return false;
  const here = cells.filter(({ area }) => !gebiet || area === gebiet);
  if (stelle && !here.some(({ offices }) => offices.includes(stelle))) return false;
  const words = [task, ...here.map((cell) => cell.words)].join(" ");
  return plain(q).split(/\s+/).every((word) => words.includes(word));
}

function apply() {
  const wanted = Object.fromEntries(["gebiet", "thema", "stelle", "q"]
    .map((name) => [name, form.elements[name]?.value ?? ""]));
  const found = rows.filter((one) => {
    one.row.hidden = !fits(one, wanted);
    return !one.row.hidden;
  });
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
