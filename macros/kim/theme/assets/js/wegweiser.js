// The page of the Wegweiser: one question after the other, then the services open to the person.
// The answers stay in this tab: with the entries of its history, so that going back works, and in an
// address only where somebody asks for a link to share. Nothing is stored and nothing is sent.
// eligibility.js says what fits and why, passentry.js shows a service.

const RESULT = "result";
const START = { answers: {}, step: 0, depth: 0, isChange: false };
const SHOWN = { fits: 8, maybe: 4, nearly: 4 };
const PRINTED = { fits: 4, maybe: 2, nearly: 0 };
const OLDEST = 120;
const ORDERS_ONLY = new Set(["priority", "language"]);

/** Read a number as people type it, in the figures of their script; null is none. */
function readAge(text) {
  const figures = text.trim().replace(/\p{Nd}/gu, (sign) => {
    let zero = sign.codePointAt(0);
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && sign.codePointAt(0) - zero < 9) zero -= 1;
    return sign.codePointAt(0) - zero;
  });
  return /^\d{1,3}$/.test(figures) && Number(figures) <= OLDEST ? Number(figures) : null;
}

/** Today in Berlin as one number: 20261121. */
function today() {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin", numberingSystem: "latn" });
  return Number(day.format(new Date()).replace(/\D/g, ""));
}

/** The form's questions: reads what is chosen, shows what was answered. */
class Questions {
  constructor(form) {
    this.form = form;
    this.all = [...form.querySelectorAll("[data-question]")];
    this.keys = this.all.map(({ dataset }) => dataset.question);
  }

  inputs(key) {
    return [...this.all[this.keys.indexOf(key)].querySelectorAll("input")];
  }

  /** Give what a question's inputs say now; undefined where nothing is said. */
  read(key) {
    const inputs = this.inputs(key);
    if (inputs[0].type !== "radio" && inputs[0].type !== "checkbox") return inputs[0].value.trim() || undefined;
    const chosen = inputs.filter(({ checked }) => checked).map(({ value }) => value);
    if (inputs[0].type === "radio") return chosen[0];
    return chosen.length ? chosen : undefined;
  }

  write(answers) {
    for (const key of this.keys) {
      const said = [answers[key] ?? []].flat();
      for (const input of this.inputs(key)) {
        if (input.type === "radio" || input.type === "checkbox") input.checked = said.includes(input.value);
        else input.value = said[0] ?? "";
      }
    }
    for (const fold of this.form.querySelectorAll("details")) {
      if (fold.querySelector(":checked")) fold.open = true;
    }
  }

  /** Give the texts of what was answered, each with its German name where the page has another. */
  say(key, answer) {
    const said = [answer ?? []].flat();
    return this.inputs(key)
      .filter((input) => input.name === "alter" || said.includes(input.value))
      .map((input) => (input.name === "alter" ? [said[0] ?? "", undefined]
        : [input.closest("label").querySelector("[data-label]").textContent, input.dataset.german]))
      .filter(([text]) => text);
  }

  /** Take answers from an address; what the form does not offer is left out. */
  parse(fragment) {
    const asked = new URLSearchParams(fragment);
    const answers = {};
    for (const key of this.keys.filter((one) => asked.get(one))) {
      const inputs = this.inputs(key);
      const known = asked.get(key).split(",").filter((value) =>
        (key === "alter" ? readAge(value) !== null : inputs.some((input) => input.value === value)));
      if (known.length) answers[key] = inputs[0].type === "checkbox" ? known : known[0];
    }
    return answers;
  }

  fragment(answers) {
    return this.keys.filter((key) => answers[key])
      .map((key) => `${key}=${[answers[key]].flat().map(encodeURIComponent).join(",")}`).join("&");
  }
}

/** The part of the page with the services. */
class Result {
  constructor(form, words, finder) {
    this.form = form;
    this.words = words;
    this.entryOf = finder.entryOf;
    [this.item, this.signs] = ["guide-service", "guide-signs"]
      .map((id) => document.getElementById(id).content);
  }

  /** Show what was found, group by group; `services` are those of the rules, by number. */
  async show(matches, services, isCurrent) {
    const groups = [...this.form.querySelectorAll("[data-fit]")];
    const found = groups.map(({ dataset: { fit } }) => matches.filter((match) => match.fit === fit));
    const items = await Promise.all(groups.map(({ dataset: { fit } }, number) =>
      this.items(found[number].slice(0, SHOWN[fit]), services)));
    if (!isCurrent()) return 0; // another answer was given meanwhile
    groups.forEach((group, number) => this.fill(group, found[number], items[number], services));
    document.dispatchEvent(new Event("kim-rows"));
    return found[0].length;
  }

  fill(group, found, items, services) {
    const list = group.querySelector("[data-list]");
    const more = group.querySelector("[data-do=more]");
    group.hidden = !found.length;
    group.querySelector("[data-count]").textContent = shown(found.length);
    list.replaceChildren(...items);
    items.slice(PRINTED[group.dataset.fit]).forEach((item) => item.classList.add("no-print"));
    group.classList.toggle("no-print", !PRINTED[group.dataset.fit]);
    more.hidden = found.length <= items.length;
    more.onclick = async () => {
      const rest = await this.items(found.slice(items.length), services);
      rest.forEach((item) => item.classList.add("no-print"));
      list.append(...rest);
      more.hidden = true;
      document.dispatchEvent(new Event("kim-rows"));
      rest[0].querySelector("a").focus();
    };
  }

  items(matches, services) {
    return Promise.all(matches.map((match) => this.make(match, services)));
  }

  async make({ service, reasons, fit }, services) {
    const item = this.item.firstElementChild.cloneNode(true);
    const entry = await this.entryOf(service.id);
    fillEntry(item, entry);
    item.dataset.service = service.id;
    const place = item.querySelector(".merk");
    if (entry.ended) place.remove();
    else place.dataset.merk = service.id;
    const next = reasons.map((reason) => services[reason.next]).find(Boolean);
    if (next) fillSuccessor(item, await this.entryOf(next.id));
    const told = reasons.filter(({ criterion }) => !ORDERS_ONLY.has(criterion));
    const note = this.texts((words) => words.notes[services.indexOf(service)]);
    this.list(item, "met", reasons.filter((reason) => reason.isMet && this.isWorthSaying(reason, note)));
    const open = told.filter(({ isMet }) => isMet === null);
    const limits = open.filter(({ criterion }) => criterion === "exclusion");
    this.lines(item, "note", [note, ...limits.map((reason) => this.say(reason))].filter(Boolean));
    this.list(item, "asked", fit === "maybe" ? open.filter((reason) => !limits.includes(reason)) : []);
    const missed = told.filter(({ isMet }) => isMet === false);
    this.list(item, "missed", missed.filter(({ criterion }) => criterion !== "valid"));
    this.list(item, "day", missed.filter(({ criterion }) => criterion === "valid"));
    return item;
  }

  /** What everybody meets who lives here says nothing; nor does a service without limits in code. */
  isWorthSaying({ criterion, group }, note) {
    if (criterion === "no-limits") return !note;
    return criterion !== "area" && criterion !== "language" && (criterion !== "topic" || group !== null);
  }

  list(item, sign, reasons) {
    this.lines(item, sign, reasons.map((reason) => this.say(reason)).filter(Boolean));
  }

  lines(item, sign, lines) {
    const place = item.querySelector(`[data-why=${sign}]`);
    place.hidden = !lines.length;
    place.querySelector("ul").replaceChildren(...lines.map(([own, german]) => {
      const line = this.signs.querySelector(`[data-sign=${sign}]`).cloneNode(true);
      write(line.querySelector("span"), own);
      if (german && ![own].flat().includes(german)) line.querySelector("span").append(" ", inGerman(german));
      return line;
    }));
  }

  /** Give the words for a reason, and the German ones where the page has another language. */
  say({ criterion, isMet, isEarly, isYoung, fact }) {
    const state = isEarly || isMet === null ? 2 : Number(!isMet) + 2 * Number(isYoung ?? false);
    return this.texts((words) => (criterion === "no-limits" ? words.anyone : words.facts[fact][state]));
  }

  /** Give a text and beside it the German one where the page has another language; or nothing. */
  texts(find) {
    const [own, german] = [this.words, this.words.german].map((words) => words && find(words));
    return own ? [own, german] : undefined;
  }
}

const shown = (number) => number.toLocaleString(document.documentElement.lang);

function startGuide(form) {
  const { root, logic, rules: rulesFile, words: wordsFile, files, area, failed } = form.dataset;
  const questions = new Questions(form);
  const find = (selector) => form.querySelector(selector);
  const [result, status, link, wrong] = ["[data-result]", "[data-status]", "#guide-link", "#alter-falsch"]
    .map(find);
  const tables = document.querySelector(".guide-tables");
  const lead = document.querySelector("[data-lead]");
  const title = document.title;
  let loading;
  let turn = 0;

  /** Fetch the rules and their words once. */
  function load() {
    const get = (address) => fetch(address).then((answer) => answer.json());
    loading ??= Promise.all([
      import(new URL(logic, document.baseURI)), get(rulesFile), get(wordsFile),
    ]).then(([reckon, rules, words]) => ({
      reckon,
      rules: reckon.readRules(rules),
      view: new Result(form, words, passFinder(root, files)),
    }));
    return loading;
  }

  const state = () => history.state?.wegweiser ?? START;

  function go(change) {
    const next = { ...state(), isChange: false, ...change, depth: state().depth + 1 };
    history.pushState({ wegweiser: next }, "", location.pathname + location.search);
    show(next, true);
  }

  function show({ answers, step, depth }, isMoved) {
    turn += 1;
    const isResult = step === RESULT;
    questions.write(answers);
    questions.all.forEach((question, number) => { question.hidden = number !== step; });
    for (const part of form.querySelectorAll("[data-steps]")) part.hidden = isResult;
    find("[data-do=back]").hidden = !depth;
    find("[data-do=finish]").hidden = !step;
    result.hidden = !isResult;
    lead.hidden = step !== 0;
    tables.hidden = step !== 0;
    sayWrong(false);
    if (isResult) showResult(answers);
    const heading = isResult ? find("#ergebnis") : questions.all[step].querySelector("h2");
    document.title = isResult || step ? `${heading.firstChild.textContent} – ${title}` : title;
    if (isMoved) heading.focus();
  }

  async function showResult(answers) {
    const ownTurn = turn;
    sayAnswers(answers);
    status.textContent = "";
    try {
      const { reckon, rules, view } = await load();
      const matches = reckon.servicesFor(rules, caseOf(answers), today());
      const isCurrent = () => ownTurn === turn;
      const count = await view.show(matches, rules.services, isCurrent);
      if (!isCurrent()) return;
      const { text, none } = status.dataset;
      status.textContent = count ? text.replace("{n}", shown(count)) : none;
    } catch {
      loading = undefined; // with a network it may come the next time
      status.textContent = failed;
      tables.hidden = false;
    }
  }

  function caseOf({ thema, alter, dauer, papier, lage, gebiet }) {
    return {
      topic: thema, age: alter ? readAge(alter) : null, stay: dauer, status: papier,
      situations: lage, area: gebiet ?? area,
    };
  }

  function sayAnswers(answers) {
    const { unsaid, unsaidGerman } = find(".guide-answers").dataset;
    for (const place of form.querySelectorAll("[data-answer]")) {
      const said = questions.say(place.dataset.answer, answers[place.dataset.answer]);
      const lines = said.length ? said : [[unsaid, unsaidGerman]];
      place.querySelector("[data-said]").replaceChildren(...lines.flatMap(([own, german], number) => [
        number ? ", " : "", own, ...(german ? [" ", inGerman(german)] : []),
      ]));
    }
    const fragment = questions.fragment(answers);
    link.value = `${location.origin}${location.pathname}#${fragment}`;
    for (const tongue of form.querySelectorAll("[data-tongue]")) tongue.hash = fragment;
  }

  function sayWrong(isWrong) {
    if (!wrong) return;
    wrong.textContent = isWrong ? wrong.dataset.text : "";
    find("#alter").setAttribute("aria-invalid", String(isWrong));
    if (isWrong) find("#alter").focus();
  }

  /** Take the answer to this question and go on; a wrong age stays where it is. */
  function answer(isSaid, isLast) {
    const { answers, step, isChange } = state();
    const key = questions.keys[step];
    const { [key]: _, ...others } = answers;
    const said = isSaid ? questions.read(key) : undefined;
    if (key === "alter" && said && readAge(said) === null) {
      sayWrong(true);
      return;
    }
    load().catch(() => { loading = undefined; }); // so that it is there when it is needed
    const isOver = isLast || isChange || step + 1 === questions.all.length;
    const known = said ? { ...others, [key]: said } : others;
    history.replaceState({ wegweiser: { ...state(), answers: known } }, ""); // to come back to it
    go({ answers: known, step: isOver ? RESULT : step + 1 });
  }

  /** Go back to where this began and forget what came after: whoever comes next finds nothing. */
  function restart() {
    const forget = () => {
      history.replaceState({ wegweiser: START }, "", location.pathname + location.search);
      go(START);
    };
    const { depth } = state();
    if (!depth) {
      forget();
      return;
    }
    addEventListener("popstate", (event) => {
      event.stopImmediatePropagation();
      forget();
    }, { once: true, capture: true });
    history.go(-depth);
  }

  const actions = {
    skip: () => answer(false, false),
    finish: () => answer(true, true),
    back: () => history.back(),
    change: (button) => go({
      step: questions.keys.indexOf(button.closest("[data-answer]").dataset.answer), isChange: true,
    }),
    print: () => print(),
    restart,
    share: async (button) => {
      link.select();
      try {
        await navigator.clipboard.writeText(link.value);
        status.textContent = button.dataset.copied;
      } catch {
        link.focus(); // selected, ready to be copied by hand
      }
    },
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (state().step !== RESULT) answer(true, false);
  });
  form.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do]");
    if (button) actions[button.dataset.do]?.(button);
  });
  addEventListener("popstate", ({ state: entry }) => show(entry?.wegweiser ?? begin(), true));

  /** Begin with the first question, or with the result of the answers in the address. */
  function begin() {
    const answers = questions.parse(location.hash.slice(1));
    const first = location.hash.length > 1 ? { ...START, answers, step: RESULT } : START;
    history.replaceState({ wegweiser: first }, "");
    return first;
  }

  show(history.state?.wegweiser ?? begin(), false);
}

startGuide(document.querySelector("[data-guide]"));
