// The search page: shows what the finder finds while one types.
// Words in braces are filled in; every text comes from the page, in its language.

const SHOWN = 15;
const QUIET = 600; // milliseconds without typing before the number of results is announced

function element(name, className, ...content) {
  const made = Object.assign(document.createElement(name), { className });
  made.append(...content);
  return made;
}

/** Write a German number as one dials it from anywhere. */
function dialable(number) {
  const plain = number.replace("(0)", "").replace(/[^\d+]/g, "");
  return plain.replace(/^0(?!0)/, "+49");
}

/** Keep a text's own direction inside another. */
const isolate = (text) => `\u2068${text}\u2069`;

class Results {
  constructor(place, finder) {
    this.finder = finder;
    const { root, words } = place.dataset;
    this.root = root;
    this.words = JSON.parse(words);
    this.place = place;
  }

  say(message, values = {}) {
    return (this.words[message] ?? message).replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  show(found) {
    this.place.replaceChildren(...found.slice(0, SHOWN).map((number) => this.item(number)));
    if (found.length > SHOWN) this.place.append(this.more(found.slice(SHOWN)));
  }

  more(found) {
    const button = element("button", "button button-quiet", this.say("Weitere Treffer zeigen"));
    button.type = "button";
    const last = element("li", "result", button);
    button.addEventListener("click", () => {
      const items = found.map((number) => this.item(number));
      last.replaceWith(...items);
      items[0].querySelector("a").focus();
    });
    return last;
  }

  item(number) {
    const { finder } = this;
    const [isGermanTitle, isGermanHint] = [1, 2].map((bit) => finder.german[number] & bit);
    const kind = element("span", "result-type", this.say(finder.labels[finder.kinds[number]]));
    const heading = element("h2", "result-title", kind, " ",
      this.german(this.link(number), isGermanTitle));
    heading.id = `treffer-${number}`;
    const item = element("li", "result", heading);
    if (finder.hints[number]) {
      item.append(this.german(element("p", "", finder.hints[number]), isGermanHint));
    }
    if (finder.phones[number]) item.append(this.phone(finder.phones[number], heading));
    if (finder.ended.has(number)) {
      item.append(element("p", "chips", element("span", "chip chip-ended", this.say("beendet"))));
    }
    return item;
  }

  link(number) {
    const link = element("a", "", this.finder.titles[number]);
    link.href = this.root + this.finder.address(number);
    return link;
  }

  german(made, isGerman) {
    return isGerman ? Object.assign(made, { lang: "de", dir: "ltr" }) : made;
  }

  phone(line, heading) {
    const [number, dial] = line.split("\t");
    const link = element("a", "button button-quiet", element("bdi", "", number));
    link.href = `tel:${dial ?? dialable(number)}`;
    link.setAttribute("aria-label", `${this.say("Telefon")} ${number}`);
    link.setAttribute("aria-describedby", heading.id); // whose it is, for those who come straight here
    return element("p", "", link);
  }

  topics(list, query) {
    list.replaceChildren(...this.finder.nearestTopics(query).map((number) => {
      const link = this.link(number);
      link.className = "arrow";
      link.replaceChildren(this.german(element("span", "", ...link.childNodes),
        this.finder.german[number] & 1));
      return element("li", "", link);
    }));
  }
}

class SearchPage {
  constructor(results) {
    const find = (name) => document.querySelector(`[data-search-${name}]`);
    this.results = results;
    this.input = find("input");
    this.status = find("count");
    this.meant = find("meant");
    this.nothing = find("nothing");
    this.topics = find("topics");
    this.title = document.title;
  }

  start() {
    // What somebody has typed before this script was there is kept.
    this.input.value ||= new URLSearchParams(location.search).get("q") ?? "";
    this.input.addEventListener("input", () => this.show(QUIET));
    this.input.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.show(0);
      if (matchMedia("(pointer: coarse)").matches) this.input.blur(); // uncovers the results
      else this.reach();
    });
    document.addEventListener("keydown", (event) => this.move(event));
    this.show(0);
    this.input.dataset.ready = "";
  }

  /** Show the results now; say how many there are when nobody has typed for a while. */
  show(wait) {
    const query = this.input.value.trim();
    const { found, meant } = query ? this.results.finder.find(query) : { found: [], meant: "" };
    this.results.show(found);
    this.suggest(meant);
    this.nothing.hidden = Boolean(found.length) || !query;
    if (!this.nothing.hidden) this.results.topics(this.topics, query);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.announce(query, found.length), wait);
  }

  suggest(meant) {
    const address = `?q=${encodeURIComponent(meant)}`;
    const link = Object.assign(element("a", "", meant), { href: address });
    const [before, after = ""] = this.results.say("Meinten Sie „{query}“?", { query: "\n" })
      .split("\n");
    this.meant.replaceChildren(...(meant ? [before, link, after] : []));
  }

  announce(query, count) {
    const message = count ? "Treffer für „{query}“: {count}" : "Nichts gefunden für „{query}“.";
    this.status.textContent = query
      ? this.results.say(message, { query: isolate(query), count }) : "";
    document.title = query ? `${query} – ${this.title}` : this.title;
    const address = query ? `?q=${encodeURIComponent(query)}` : location.pathname;
    if (location.search !== address) history.replaceState(null, "", address);
  }

  /** Enter leads to the first result's number, or to the result where it has none. */
  reach() {
    const first = this.results.place.firstElementChild;
    (first?.querySelector("[href^='tel:']") ?? first?.querySelector("a"))?.focus();
  }

  /** Arrow down leads from the field to the first result and on, arrow up back. */
  move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const links = [...document.querySelectorAll("[data-search-results] h2 a")];
    const item = document.activeElement.closest("li");
    const here = links.findIndex((link) => item?.contains(link));
    if (!step || (here < 0 && document.activeElement !== this.input)) return;
    const next = here + step < 0 ? this.input : links[here + step];
    if (!next || next === document.activeElement) return;
    event.preventDefault();
    next.focus();
  }
}

async function start(place) {
  const load = (address) => fetch(address).then((answer) => answer.json());
  const { finder, index, titles } = place.dataset;
  const [{ Finder }, words, shown] = await Promise.all(
    [import(new URL(finder, document.baseURI)), load(index), load(titles)],
  );
  new SearchPage(new Results(place, new Finder(words, shown))).start();
}

const place = document.querySelector("[data-search-results]");
if (place) start(place);
