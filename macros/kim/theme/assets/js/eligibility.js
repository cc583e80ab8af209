// Which services are open to a person, and why: the same reckoning as kim/rules/eligibility.py, which
// says what the rules are. Pure: data, answers and a day come in, matches go out. A table of cases
// holds both together (tests/browser/test_wegweiser_rules.py).
//
// A fact is one criterion that a record names: [kind, values]. A service is a line of facts by their
// number: [id, topics, area, language, day, successor, everyone, groups, exclusions, preferred].

const NONE = -1;
const CAN_CHANGE = new Set(["age", "status", "stay", "situation"]);
const MADE_FOR = new Set(["age", "status", "stay", "situation", "language"]);
export const FITS = ["fits", "maybe", "nearly", "no"];
export const STAYS = ["new", "longer"];

/** Make the rules ready to be asked: numbers by id, and all that lies above each term. */
export function readRules(data) {
  const trees = {};
  for (const [name, { ids, parents }] of Object.entries(data.trees)) {
    trees[name] = {
      ids,
      numbers: new Map(ids.map((id, number) => [id, number])),
      ups: ids.map((_, number) => new Set(walkUp(parents, number))),
    };
  }
  return { trees, facts: data.facts, languages: data.languages, services: data.services.map(readLine) };
}

function readLine(line) {
  const [id, topics, area = NONE, language = NONE, day = NONE, next = NONE,
    everyone = [], groups = [], exclusions = [], preferred = []] = line;
  return { id, topics, area, language, day, next, everyone, groups, exclusions, preferred };
}

/** Walk from a number up to the broadest; a circle of parents ends the walk. */
function walkUp(parents, start) {
  const seen = [];
  for (let at = start; at !== NONE && !seen.includes(at); at = parents[at]) seen.push(at);
  return seen;
}

/** Tell whether a list takes a term in; null where the term is broader than what is listed. */
function holds({ ups }, listed, term) {
  if (listed.some((one) => ups[term].has(one))) return true;
  return listed.some((one) => ups[one].has(term)) ? null : false;
}

/** Take answers by id; what is unknown or left out counts as unsaid, but a language is a language. */
export function readCase({ trees, languages }, given) {
  const numberOf = (tree, id) => trees[tree].numbers.get(id) ?? NONE;
  return {
    age: given.age ?? null,
    status: numberOf("status", given.status),
    stay: STAYS.indexOf(given.stay),
    situations: (given.situations ?? []).map((id) => numberOf("situations", id))
      .filter((number) => number !== NONE),
    topic: numberOf("topics", given.topic),
    area: numberOf("areas", given.area),
    language: given.language ? languages.indexOf(given.language) : null,
  };
}

/** List the services for the answers on a day (20220701), best first. */
export function servicesFor(rules, given, day) {
  const asked = readCase(rules, given);
  return rules.services.filter((service) => isAbout(rules, service, asked))
    .map((service) => match(rules, service, asked, day))
    .sort(inOrder);
}

function isAbout({ trees, facts }, service, { topic, area }) {
  const isTopic = topic === NONE || service.topics.some((one) => trees.topics.ups[one].has(topic));
  const isNear = area === NONE || service.area === NONE
    || holds(trees.areas, facts[service.area][1], area) !== false;
  return isTopic && isNear;
}

function inOrder(one, other) {
  const [first, second] = [one, other].map(({ fit, rank }) =>
    [FITS.indexOf(fit), ...rank.map((part) => -part)]);
  return compare(first, second);
}

function compare(first, second) {
  const at = first.findIndex((part, number) => part !== second[number]);
  return at < 0 ? 0 : first[at] - second[at];
}

function match(rules, service, asked, day) {
  const common = [
    ...judgeDay(rules, service.day, day, null, () => successor(rules, service, day)),
    ...about(rules, service, asked),
    ...judge(rules, service.everyone, asked),
  ];
  const reasons = [
    ...withoutLimits(service),
    ...common,
    ...bestGroup(rules, service, asked, day, common),
    ...excluded(rules, service, asked),
    ...spoken(rules, service, asked),
    ...first(rules, service, asked),
  ];
  return {
    service, reasons, fit: FITS[weigh(reasons)[0]], rank: rankOf(service, asked, reasons),
  };
}

function reason(criterion, isMet, fact = NONE, group = null, rest = {}) {
  return { criterion, isMet, fact, group, ...rest };
}

/** Say that everybody may come, where the record names no criteria at all. */
function* withoutLimits({ everyone, groups, exclusions }) {
  if (![...everyone, ...groups, ...exclusions].length) yield reason("no-limits", true);
}

/** Say from when or until when, where that is worth knowing; `next` took over from what has ended. */
function* judgeDay({ facts }, fact, day, group, next = () => NONE) {
  if (fact === NONE) return;
  const [first, last] = facts[fact][1];
  if (first && day < first) yield reason("valid", false, fact, group, { isEarly: true });
  else if (last && last < day) yield reason("valid", false, fact, group, { next: next() });
  else if (last) yield reason("valid", true, fact, group);
}

/** Find the first service in the line of successors that holds on the day. */
function successor({ services, facts }, service, day) {
  const seen = new Set();
  for (let at = service.next; at !== NONE && !seen.has(at); at = services[at].next) {
    seen.add(at);
    const [first, last] = services[at].day === NONE ? [0, 0] : facts[services[at].day][1];
    if (first <= day && (!last || day <= last)) return at;
  }
  return NONE;
}

function* about({ trees, facts }, service, { topic, area }) {
  if (topic !== NONE) yield reason("topic", true, NONE);
  if (area !== NONE && service.area !== NONE) {
    yield reason("area", holds(trees.areas, facts[service.area][1], area), service.area);
  }
}

/** Hold the answers against criteria, one after the other. */
function* judge(rules, numbers, asked, group = null) {
  for (const fact of numbers) {
    const [criterion, values] = rules.facts[fact];
    if (criterion !== "valid") {
      const isMet = judges[criterion](rules.trees, values, asked);
      const isYoung = criterion === "age" && isMet === false && asked.age < values[0];
      yield reason(criterion, isMet, fact, group, { isYoung });
    }
  }
}

const judges = {
  age: (_, [youngest, oldest], { age }) => (age === null ? null
    : (youngest === NONE || age >= youngest) && (oldest === NONE || age <= oldest)),
  status: ({ status: tree }, listed, { status }) =>
    (status === NONE ? null : holds(tree, listed, status)),
  stay: (_, listed, { stay }) => (stay === NONE ? null : listed.includes(stay)),
  situation: ({ situations: tree }, listed, { situations }) => {
    const held = situations.map((situation) => holds(tree, listed, situation));
    if (held.includes(true)) return true;
    return held.includes(null) || !held.length ? null : false;
  },
  topic: ({ topics: { ups } }, listed, { topic }) =>
    (topic === NONE ? null : listed.some((one) => ups[one].has(topic))),
};

/** Give the reasons of the group that suits best; among equals the first. */
function bestGroup(rules, service, asked, day, common) {
  let best = [];
  let least = null;
  service.groups.forEach((numbers, group) => {
    const period = numbers.find((fact) => rules.facts[fact][0] === "valid") ?? NONE;
    const reasons = [
      ...judgeDay(rules, period, day, group), ...judge(rules, numbers, asked, group),
    ];
    const weight = weigh([...common, ...reasons]);
    if (!least || compare(weight, least) < 0) [best, least] = [reasons, weight];
  });
  return best;
}

/** Count what speaks against: the fit's place, what would have to change, what is open, -met. */
function weigh(reasons) {
  const counted = reasons.filter(({ criterion }) => criterion !== "priority");
  const against = counted.filter(({ criterion, isMet }) =>
    isMet === false && criterion !== "language");
  const open = counted.filter(isOpen).length;
  const met = counted.filter(({ isMet }) => isMet === true).length;
  let fit = open ? "maybe" : "fits";
  if (against.length) fit = against.length === 1 && canChange(against[0]) ? "nearly" : "no";
  return [FITS.indexOf(fit), against.length, open, -met];
}

/** Tell whether it depends on this: a language only where others are stated. */
function isOpen({ criterion, isMet }) {
  if (criterion === "exclusion") return false;
  return isMet === (criterion === "language" ? false : null);
}

/** Tell whether it is a near miss: what is over, and nobody took it over, is not. */
function canChange({ criterion, isEarly, next = NONE }) {
  if (criterion === "valid") return Boolean(isEarly) || next !== NONE;
  return CAN_CHANGE.has(criterion);
}

function* excluded(rules, service, asked) {
  for (const [group, [fact, isOnly, ...numbers]] of service.exclusions.entries()) {
    const held = [...judge(rules, numbers, asked)].map(({ isMet }) => isMet);
    if (isOnly) held.push(namesNothingElse(rules, numbers, asked));
    if (!held.includes(false)) {
      yield reason("exclusion", held.includes(null) ? null : false, fact, group);
    }
  }
}

/** Tell whether there are no other situations than those of an exclusion. */
function namesNothingElse({ trees, facts }, numbers, { situations }) {
  if (!situations.length) return null;
  const listed = numbers.map((fact) => facts[fact])
    .flatMap(([criterion, values]) => (criterion === "situation" ? values : []));
  return situations.every((situation) => holds(trees.situations, listed, situation) === true);
}

function* spoken({ facts }, service, { language }) {
  if (language === null) return;
  const isStated = service.language === NONE ? null : facts[service.language][1].includes(language);
  yield reason("language", isStated, service.language);
}

/** Say whether the person is among those who come first: one of the groups named suffices. */
function* first(rules, service, asked) {
  const [fact, ...groups] = service.preferred;
  if (!groups.length) return;
  const held = groups.map((numbers) => all([...judge(rules, numbers, asked)]));
  const isFirst = held.includes(true) || (held.includes(null) ? null : false);
  yield reason("priority", isFirst, fact);
}

function all(reasons) {
  const held = reasons.map(({ isMet }) => isMet);
  if (held.includes(false)) return false;
  return held.includes(null) ? null : true;
}

/** Count what orders services that fit equally well; higher comes first. */
function rankOf(service, { topic }, reasons) {
  const met = reasons.filter(({ isMet }) => isMet === true);
  const made = met.filter(({ criterion, group }) =>
    MADE_FOR.has(criterion) || (criterion === "topic" && group !== null));
  return [
    Number(met.some(({ criterion }) => criterion === "priority")),
    new Set(made.map(({ criterion }) => criterion)).size,
    Number(service.topics.includes(topic)),
  ];
}
