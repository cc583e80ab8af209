// The Merkliste: services that a person has chosen, kept on this device and nowhere else, and only
// after they have read the notice and agreed. Here are the list itself and the buttons beside the
// services; passport.js shows the list on its own page.

const Merkliste = (() => {
  const parts = document.querySelector("#merkliste-parts");
  const { root, page } = parts.dataset;
  const KEY = `kim-merkliste ${new URL(root, location.href).pathname}`;
  const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  const WHEN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;
  const MOST_ENTRIES = 50;
  const LONGEST_NOTE = 500;

  const isId = (id) => typeof id === "string" && id.length <= 64 && ID.test(id);

  /** Give the list; whatever else stands in the storage counts as nothing. */
  function read() {
    let kept;
    try {
      kept = JSON.parse(localStorage.getItem(KEY));
    } catch {
      kept = null;
    }
    const entries = Array.isArray(kept?.entries) ? kept.entries : [];
    return {
      name: text(kept?.name),
      entries: entries.filter((entry) => isId(entry?.id)).slice(0, MOST_ENTRIES)
        .map(({ id, note, when }) => ({ id, note: text(note), when: WHEN.test(when) ? when : "" })),
    };
  }

  const text = (value) => (typeof value === "string" ? value.slice(0, LONGEST_NOTE) : "");

  /** Keep a list; an empty one leaves nothing behind. Says whether the browser let us. */
  function write(list) {
    try {
      if (list.entries.length) localStorage.setItem(KEY, JSON.stringify(list));
      else localStorage.removeItem(KEY);
    } catch {
      say(parts.dataset.failed);
      return false;
    }
    if (!list.entries.length) Offline.forget();
    document.dispatchEvent(new Event("kim-merkliste"));
    return true;
  }

  /** Add services; the first time of all only after a yes to the notice. */
  async function add(ids) {
    const list = read();
    if (!list.entries.length && !await agrees()) return false;
    const known = new Set(list.entries.map(({ id }) => id));
    const added = ids.filter((id) => isId(id) && !known.has(id));
    list.entries.push(...added.map((id) => ({ id, note: "", when: "" })));
    return write({ ...list, entries: list.entries.slice(0, MOST_ENTRIES) });
  }

  function remove(id) {
    const list = read();
    return write({ ...list, entries: list.entries.filter((entry) => entry.id !== id) });
  }

  function agrees() {
    const notice = parts.content.querySelector("dialog").cloneNode(true);
    document.body.append(notice);
    notice.showModal();
    return new Promise((resolve) => {
      notice.addEventListener("close", () => {
        notice.remove();
        resolve(notice.returnValue === "yes");
      });
    });
  }

  const status = Object.assign(document.createElement("p"), { className: "hidden" });
  status.setAttribute("role", "status");
  document.querySelector("main").append(status);

  function say(words, name = "") {
    status.textContent = words.replace("{name}", () => name);
  }

  /** Put a button into every place that waits for one; rows may come later. */
  function putButtons() {
    for (const place of document.querySelectorAll("[data-merk]:empty")) {
      const button = parts.content.querySelector("button").cloneNode(true);
      const link = parts.content.querySelector("a").cloneNode(true);
      const name = place.parentElement.querySelector("h1, h2, h3").textContent.trim();
      button.querySelector("[data-merk-name]").textContent = name;
      button.addEventListener("click", () => press(place, name));
      place.append(button, link);
    }
    showPressed();
  }

  function showPressed() {
    const chosen = new Set(read().entries.map(({ id }) => id));
    for (const place of document.querySelectorAll("[data-merk]")) {
      const [button, link] = place.children;
      button?.setAttribute("aria-pressed", String(chosen.has(place.dataset.merk)));
      if (link) link.hidden = !chosen.has(place.dataset.merk);
    }
  }

  async function press(place, name) {
    const id = place.dataset.merk;
    if (place.firstElementChild.getAttribute("aria-pressed") === "true") {
      if (remove(id)) say(parts.dataset.removed, name);
    } else if (await add([id])) {
      say(parts.dataset.added, name);
      Offline.keep([page, place.parentElement.querySelector("a[href]:not(.go)")?.href ?? ""]);
    }
  }

  document.addEventListener("kim-rows", putButtons);
  document.addEventListener("kim-merkliste", showPressed);
  addEventListener("storage", () => document.dispatchEvent(new Event("kim-merkliste")));
  putButtons();

  return { add, isId, read, write };
})();
