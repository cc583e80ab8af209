// The page of the Merkliste: shows the services chosen on this device, or those that a shared link
// names (#a=id,id) without storing these. Printed, it is the Beratungspass. passentry.js makes the
// entries, merkliste.js keeps the list.

function startPassport(place) {
  const { root, files, ...words } = place.dataset;
  const find = (selector) => place.querySelector(selector);
  const list = find("[data-list]");
  const status = find("[data-status]");
  const undo = find("[data-do=undo]");
  const name = find("#pass-name");
  const link = find("#pass-link");
  const { entryOf, loaded } = passFinder(root, files);
  let before = null; // the list as it was before the last removal, to bring it back
  let turn = 0;

  function sharedIds() {
    const asked = new URLSearchParams(location.hash.slice(1)).get("a") ?? "";
    const ids = [...new Set(asked.split(","))].filter(Merkliste.isId);
    return ids.length ? ids.slice(0, 50) : null;
  }

  async function show() {
    turn += 1;
    const ownTurn = turn;
    const shared = sharedIds();
    const own = Merkliste.read();
    const entries = shared ? shared.map((id) => ({ id, note: "", when: "" })) : own.entries;
    let items;
    try {
      items = await Promise.all(entries.map((entry) => passItem(entry, !shared, entryOf)));
    } catch {
      loaded.clear();
      status.textContent = words.failed;
      items = [];
    }
    if (ownTurn !== turn) return; // the address or the list has changed meanwhile
    list.replaceChildren(...items);
    find("[data-shared]").hidden = !shared;
    find("[data-empty]").hidden = Boolean(shared ?? entries.length);
    for (const part of place.querySelectorAll("[data-filled]")) part.hidden = !entries.length;
    for (const part of place.querySelectorAll("[data-own]")) part.hidden = Boolean(shared);
    name.value = shared ? "" : own.name;
    showLink(entries.map(({ id }) => id));
    place.hidden = false;
    if (!shared && entries.length) keepOffline();
  }

  function showLink(ids) {
    const fragment = `#a=${ids.join(",")}`;
    link.value = location.origin + location.pathname + fragment;
    for (const tongue of place.querySelectorAll("[data-tongue]")) {
      tongue.hash = sharedIds() ? fragment : "";
    }
  }

  async function keepOffline() {
    const pages = [...list.querySelectorAll("h2 a")].map(({ href }) => href);
    const data = [...loaded.keys()].map((address) => root + address);
    find("[data-offline]").hidden = !await Offline.keep([location.href, ...pages, ...data]);
  }

  /** Keep the list as it stands on the page. */
  function save() {
    const entries = [...list.children].map((item) => ({
      id: item.dataset.id,
      note: item.querySelector("textarea")?.value ?? item.dataset.note,
      when: item.querySelector("input")?.value ?? item.dataset.when,
    }));
    Merkliste.write({ name: name.value, entries });
    showLink(entries.map(({ id }) => id));
  }

  /** Take something away, remember it, and offer to bring it back. */
  function takeAway(change, message) {
    before = Merkliste.read();
    change();
    save();
    say(message);
    undo.hidden = false;
    undo.focus();
    if (!list.childElementCount) show();
  }

  function say(message, item) {
    const number = [...list.children].indexOf(item) + 1;
    const title = item ? nameOf(item) : "";
    status.textContent = message.replace("{n}", number).replace("{name}", () => title);
    undo.hidden = true;
  }

  function move(item, button, neighbour, put) {
    if (neighbour) {
      neighbour[put](item);
      save();
      button.focus();
    }
    say(words.moved, item);
  }

  const actions = {
    up: (item, button) => move(item, button, item.previousElementSibling, "before"),
    down: (item, button) => move(item, button, item.nextElementSibling, "after"),
    remove: (item) => takeAway(() => item.remove(),
      words.removed.replace("{name}", () => nameOf(item))),
    clear: () => takeAway(() => {
      list.replaceChildren();
      name.value = "";
    }, words.cleared),
    undo: async () => {
      Merkliste.write(before);
      await show();
      say(words.restored);
      list.querySelector("h2 a, button")?.focus();
    },
    replace: async (item) => {
      const { next } = item.dataset;
      const twice = [...list.children].some(({ dataset }) => dataset.id === next);
      if (twice) item.remove();
      else item.dataset.id = next;
      save();
      await show();
      list.querySelector(`[data-id="${next}"] h2 a`)?.focus();
    },
    take: async () => {
      if (!await Merkliste.add(sharedIds())) return;
      history.replaceState(null, "", location.pathname);
      await show();
      list.querySelector("h2 a, button")?.focus();
    },
    print: () => print(),
    share: async () => {
      link.select();
      try {
        await navigator.clipboard.writeText(link.value);
        say(words.copied);
      } catch {
        link.focus(); // selected, ready to be copied by hand
      }
    },
  };

  place.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do]");
    if (button) actions[button.dataset.do](button.closest("li"), button);
  });
  place.addEventListener("input", ({ target }) => {
    if (target === link) return;
    if (target.closest("li")) sayOwn(target.closest("li"));
    if (!sharedIds()) save();
  });
  addEventListener("hashchange", show);
  addEventListener("storage", show);
  show();
}

startPassport(document.querySelector("[data-merkliste]"));
