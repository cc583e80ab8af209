// Say whether it is open now, and when it opens next, in the time of Berlin.
// The rules are those of rules/opening.py; one table of cases, tests/rules/opening.json, tests both.

const WEEK = ["so", "mo", "di", "mi", "do", "fr", "sa"];
const MIDNIGHT = "00:00";
const DAYS_END = "24:00";
const LOOK_AHEAD = 31;
const SINGLE_DAY = 3;

const BERLIN = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Europe/Berlin", hourCycle: "h23",
  year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
});

function inBerlin(moment) {
  const part = Object.fromEntries(BERLIN.formatToParts(moment).map(({ type, value }) => [type, value]));
  return { day: `${part.year}-${part.month}-${part.day}`, clock: `${part.hour}:${part.minute}` };
}

const asDate = (day) => new Date(`${day}T00:00:00Z`);

function later(day, days) {
  const date = asDate(day);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function covers(schedule, day) {
  if (schedule.dates) return schedule.dates.includes(day);
  if (schedule.from > day || schedule.until < day) return false;
  return !schedule.days || schedule.days.includes(WEEK[asDate(day).getUTCDay()]);
}

function holding({ schedules, holidays }, day) {
  const found = schedules.filter((one) => covers(one, day)
    && (!holidays.includes(day) || one.closed || one.holidays || one.precision === SINGLE_DAY));
  const precision = (one) => one.precision ?? 0;
  const highest = Math.max(0, ...found.map(precision));
  return found.filter((one) => precision(one) === highest);
}

function slotOf({ opens, closes, appointment = false, closed }) {
  if (closed) return [];
  if (opens && closes) return [{ opens, closes, appointment }];
  return appointment ? [{ opens: MIDNIGHT, closes: DAYS_END, appointment }] : [];
}

function slotsOn(hours, day) {
  const found = holding(hours, day);
  if (found.some((one) => one.closed)) return [];
  return found.flatMap(slotOf).sort((a, b) => (a.opens < b.opens ? -1 : 1));
}

const holdsAt = (slot, clock) => slot.opens <= clock && clock < slot.closes;
const isWalkIn = (slot) => !slot.appointment;

function openUntil(hours, day, clock) {
  for (let days = 0; days <= WEEK.length; days += 1) {
    const last = later(day, days);
    const slots = slotsOn(hours, last).filter(isWalkIn);
    if (days && !slots.some((slot) => holdsAt(slot, MIDNIGHT))) {
      return { code: "open", day: later(last, -1), time: DAYS_END };
    }
    const start = days ? MIDNIGHT : clock;
    const end = slots.reduce((until, slot) => (holdsAt(slot, until) ? slot.closes : until), start);
    if (end < DAYS_END) return { code: "open", day: last, time: end };
  }
  return { code: "open", day: null, time: "" };
}

function nextOpening(hours, day, clock) {
  for (let days = 0; days <= LOOK_AHEAD; days += 1) {
    const then = later(day, days);
    const slot = slotsOn(hours, then).find((one) => isWalkIn(one) && (days || one.opens > clock));
    if (slot) return { code: "opens", day: then, time: slot.opens };
  }
  return { code: "closed", day: null, time: "" };
}

/** Say what holds at a moment: unknown, open (until), appointment, opens (when) or closed. */
export function openingState(hours, moment) {
  const { day, clock } = inBerlin(moment);
  const last = (one) => (one.dates ? one.dates[one.dates.length - 1] : one.until) ?? day;
  const slots = hours.schedules.filter((one) => last(one) >= day).flatMap(slotOf);
  if (!slots.length || day > hours.until) return { code: "unknown", day: null, time: "" };
  const now = slotsOn(hours, day).filter((slot) => holdsAt(slot, clock));
  if (now.some(isWalkIn)) return openUntil(hours, day, clock);
  const isClosed = holding(hours, day).some((one) => one.closed);
  if (now.length || (!slots.some(isWalkIn) && !isClosed)) {
    return { code: "appointment", day: null, time: "" };
  }
  return nextOpening(hours, day, clock);
}

function sentenceFor({ code, day, time }, words, today) {
  if (code === "open") return time ? words.open : words.always;
  if (code !== "opens") return words[code];
  if (day === today) return words.today;
  return day === later(today, 1) ? words.tomorrow : words.later;
}

function sayDay(day, today) {
  const isNear = day < later(today, WEEK.length);
  const style = isNear ? { weekday: "long" } : { weekday: "long", day: "numeric", month: "long" };
  const language = document.documentElement.lang;
  return new Intl.DateTimeFormat(language, { ...style, timeZone: "UTC" }).format(asDate(day));
}

/** Put day and time where the sentence has a place for them; <bdi> keeps them whole in any script. */
function show(place, moment) {
  const hours = JSON.parse(place.dataset.opening);
  const state = openingState(hours, moment);
  const today = inBerlin(moment).day;
  const sentence = sentenceFor(state, JSON.parse(place.dataset.words), today) ?? "";
  place.replaceChildren(...sentence.split(/(\{\w+\})/).map((part) => {
    if (part !== "{time}" && part !== "{day}") return part;
    const bdi = document.createElement("bdi");
    bdi.textContent = part === "{time}" ? state.time : sayDay(state.day, today);
    return bdi;
  }));
  place.dataset.state = state.code;
  place.hidden = !sentence;
}

if (globalThis.document) {
  const places = document.querySelectorAll("[data-opening]");
  const showAll = () => places.forEach((place) => show(place, new Date()));
  showAll();
  setInterval(showAll, 60_000);
}
