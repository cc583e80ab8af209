// One service as the Merkliste and the Wegweiser show it: finds its data and puts what they and the
// person say into the page's template. Everything is set as text, so nothing that somebody wrote can
// become markup.

/** Give what finds the data of a service by its id, and the files loaded so far by their address. */
function passFinder(root, files) {
  const parts = files.trim().split(" ").filter(Boolean).map((file) => file.split("|"));
  const loaded = new Map();

  /** A service stands in the last file that does not begin after it. */
  async function entryOf(id) {
    const part = parts.findLast(([first]) => first <= id);
    if (!part) return undefined;
    const [, address] = part;
    if (!loaded.has(address)) {
      loaded.set(address, fetch(root + address).then((answer) => answer.json()));
    }
    const entry = Object.entries(await loaded.get(address)).find(([key]) => key === id)?.[1];
    return typeof entry === "string" ? entryOf(entry) : entry && { id, ...entry };
  }

  return { entryOf, loaded };
}

/** Make the item of an entry; `entryOf` finds the data of a service by its id. */
async function passItem({ id, note, when }, isOwn, entryOf) {
  const entry = await entryOf(id);
  const item = document.getElementById(entry ? "pass-entry" : "pass-unknown")
    .content.firstElementChild.cloneNode(true);
  Object.assign(item.dataset, { id: entry?.id ?? id, note, when });
  if (entry) {
    fillEntry(item, entry);
    if (entry.next) fillSuccessor(item, await entryOf(entry.next));
    item.querySelector("textarea").value = note;
    item.querySelector("input").value = when;
    sayOwn(item);
  } else {
    item.querySelector("[data-id]").textContent = id;
  }
  for (const part of item.querySelectorAll("[data-own]")) part.hidden = !isOwn;
  for (const part of item.querySelectorAll("[data-of]")) part.textContent = ` ${nameOf(item)}`;
  return item;
}

const nameOf = (item) => item.querySelector(".pass-name, bdi").textContent;

function fillEntry(item, entry) {
  const german = entry.de ?? {};
  linkTo(item.querySelector(".pass-name a"), entry);
  show(item.querySelector("[data-german=name]"), german.name, "bdi");
  show(item.querySelector("[data-text=what]"), entry.what);
  show(item.querySelector("[data-german=what]"), german.what, "bdi");
  show(item.querySelector("[data-ended]"), entry.ended);
  showLines(item, "who", entry.who ? [said(entry.who)] : []);
  showLines(item, "phones", (entry.phones ?? []).map((phone) => phoneLine(phone, entry.office)));
  showLines(item, "email", entry.email ? [link(`mailto:${entry.email}`, entry.email)] : []);
  showLines(item, "hours", [...(entry.hours ?? []).map(said), ...(german.hours ?? []).map(inGerman)]);
  showLines(item, "places", (entry.places ?? []).map((lines) => joined(lines.map(said), ", ")));
  if (entry.qr) drawCode(item.querySelector(".pass-qr"), ...entry.qr);
}

function fillSuccessor(item, next) {
  if (!next) return;
  const place = item.querySelector("[data-successor]");
  item.dataset.next = next.id;
  linkTo(place.querySelector("a"), next);
  place.hidden = false;
}

function linkTo(place, entry) {
  const { root } = document.querySelector("#merkliste-parts").dataset;
  place.href = root + entry.href;
  write(place, entry.name);
}

function link(href, text) {
  return Object.assign(document.createElement("a"), { href, textContent: text, dir: "ltr" });
}

/** Give a number and what it is for; `office` says that it is not the service's own. */
function phoneLine([number, dial, about], office) {
  return joined([link(`tel:${dial}`, number), ...[about, office].filter(Boolean).map(said)], " · ");
}

/** Give a text to append; one in another language says so and keeps its direction to itself. */
function said(text) {
  const place = document.createElement("bdi");
  write(place, text);
  return place.lang ? place : place.textContent;
}

/** Give a line that repeats in German what stands above it. */
function inGerman(text) {
  const place = document.createElement("bdi");
  write(place, [text].flat().length > 1 ? text : [text, "de"]);
  place.className = "pass-german";
  return place;
}

const joined = (parts, between) =>
  parts.flatMap((part, number) => (number ? [between, part] : [part]));

/** Put a text into an element; one in another language says so. */
function write(place, text) {
  const [words, language] = [text].flat();
  place.textContent = words;
  if (language) Object.assign(place, { lang: language, dir: "ltr" });
}

/** Show a text in its place or in an element of it, or leave the place hidden. */
function show(place, text, inside = "") {
  place.hidden = !text;
  if (text) write(inside ? place.querySelector(inside) : place, text);
}

/** Show a fact line by line; a line is a text, an element or several of them. */
function showLines(item, fact, lines) {
  const place = item.querySelector(`[data-fact=${fact}]`);
  place.hidden = !lines.length;
  place.querySelector("dd").replaceChildren(...lines.map((line) => {
    const row = document.createElement("div");
    row.append(...[line].flat());
    return row;
  }));
}

/** Say the person's own note and appointment as text, for the paper. */
function sayOwn(item) {
  const when = item.querySelector("input").value;
  const note = item.querySelector("textarea").value.trim();
  showLines(item, "when", when ? sayWhen(new Date(when)) : []);
  showLines(item, "note", note ? [note] : []);
}

/** Say day and time in the page's language and beside it in German. */
function sayWhen(day) {
  const style = { dateStyle: "full", timeStyle: "short" };
  const own = document.documentElement.lang;
  const german = new Intl.DateTimeFormat("de", style).format(day);
  return own === "de" ? [german]
    : [new Intl.DateTimeFormat(own, style).format(day), inGerman(german)];
}

/** Draw a QR code from its modules, packed row by row into bits. */
function drawCode(svg, size, packed) {
  const bits = [...atob(packed)].flatMap((letter) =>
    [...letter.charCodeAt(0).toString(2).padStart(8, "0")]);
  const path = bits.slice(0, size * size).map((bit, place) =>
    (bit === "1" ? `M${place % size} ${Math.floor(place / size)}h1v1h-1z` : "")).join("");
  svg.setAttribute("viewBox", `-4 -4 ${size + 8} ${size + 8}`);
  svg.append(document.createElementNS(svg.namespaceURI, "path"));
  svg.firstChild.setAttribute("d", path);
  svg.removeAttribute("hidden");
}
