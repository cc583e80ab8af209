// Finds documents by words, forgiving spelling, endings, typing mistakes and parts of words.
// It reads what export/search/ writes; fold() and stem() are the same rules as in its words.py,
// one shared table tests both.

const LETTERS = {
  ß: "ss", æ: "a", œ: "o", ø: "o", ł: "l", đ: "d", ı: "i",
  ы: "и", і: "и", э: "е", є: "е", ґ: "г", ъ: "", ь: "",
  ٱ: "ا", ة: "ه", ى: "ي", ی: "ي", ک: "ك", ھ: "ه", ہ: "ه",
};
const ODD = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
const LATIN = ["innen", "ungen", "ung", "ern", "en", "er", "em", "es", "in", "e", "n", "s"];
const CYRILLIC = [
  "иями", "ями", "ами", "ого", "его", "ому", "ему", "ими", "иях", "ата", "ото", "ите",
  "ах", "ях", "ам", "ям", "ом", "ем", "ов", "ев", "их", "им", "ою", "ею", "та", "то", "те",
  "а", "е", "и", "о", "у", "ю", "я",
];
const ARABIC = ["ات", "ون", "ين", "ان", "ها", "يه", "ه", "ي"];
const ARTICLES = ["وال", "بال", "كال", "فال", "ال", "لل"];
const LINKS = ["", "s", "n", "en", "es"];

const SIGNS = 64; // that end a number; the signs after these carry on, the last ones mark levels
const LEVELS = [1, 4, 6, 9, 11, 13, 16];
const BEST_LEVEL = 16;

// How much a kind counts, and how much of its score it hands on to where it leads.
const KINDS = {
  services: [1.2, 0], topics: [1.1, 0.9], "target-groups": [1, 0.5], categories: [0.7, 0.4],
  languages: [0.9, 0.6], needs: [0, 0.9], organizations: [1, 0.35], contacts: [0.9, 0],
  committees: [1, 0], areas: [0.9, 0.35], programmes: [0.85, 0], glossary: [0.65, 0],
  chapters: [0.65, 0], pages: [0.8, 0], "german-pages": [0.65, 0],
};
const MOST = 100;
const [MOST_LETTERS, MOST_WORDS] = [300, 12]; // of a query
const WORTH = 0.25; // of the best score; what is below is not shown
const [MEANT, HERE] = [0.7, 1.6]; // from when on a word is a place's; what being there counts

export function fold(word) {
  let plain = word.normalize("NFKC").toLowerCase();
  if (!/^[a-z0-9]*$/.test(plain)) {
    plain = word.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "")
      .replace(ODD, (one) => LETTERS[one]);
  }
  for (let before = ""; before !== plain;) {
    before = plain;
    plain = plain.replace(/ae|oe|ue|ss/g, (pair) => pair[0]);
  }
  return plain;
}

function without(word, ends, rest, cut) {
  const found = ends.find((end) => word.length - end.length >= rest && cut(end));
  return found ? found.length : 0;
}

const cutEnd = (word, ends, rest) =>
  word.slice(0, word.length - without(word, ends, rest, (end) => word.endsWith(end)));
const cutArticle = (word) => word.slice(without(word, ARTICLES, 3, (end) => word.startsWith(end)));

export function stem(word) {
  const code = word.charCodeAt(0);
  const cut = code >= 0x400 && code < 0x500 ? (longer) => cutEnd(longer, CYRILLIC, 3)
    : code >= 0x600 && code < 0x700 ? (longer) => cutEnd(cutArticle(longer), ARABIC, 3)
      : (longer) => cutEnd(longer, LATIN, 4);
  let root = word;
  for (let before = ""; before !== root;) [before, root] = [root, cut(root)];
  return root;
}

/** Give the folded words of a text. */
export function wordsOf(text) {
  const plain = text.slice(0, MOST_LETTERS).normalize("NFC")
    .replace(/[\u0640\u064b-\u065f\u0670]/g, "")
    .replace(/([\u0400-\u04ff])['’ʼ](?=[\u0400-\u04ff])/g, "$1")
    .replace(/(\p{L})[*:_](?=in)/gu, "$1");
  return [...plain.matchAll(/[\p{L}\p{N}]+/gu)].map(([word]) => fold(word)).filter(Boolean);
}

const LONGEST = 80;
const ROWS = [0, 0, 0].map(() => new Uint8Array(LONGEST + 1));

/** Count the typing mistakes between two words (swapped letters are one), no further than `most`.
 *  Gives those of the whole word and those of its best beginning. */
export function mistakes(asked, word, most) {
  const width = Math.min(word.length, asked.length + most, LONGEST);
  let [older, before, row] = ROWS;
  for (let j = 0; j <= width; j += 1) before[j] = j;
  for (let i = 1; i <= asked.length; i += 1) {
    row[0] = i;
    let least = i;
    for (let j = 1; j <= width; j += 1) {
      const other = asked[i - 1] === word[j - 1] ? 0 : 1;
      let cost = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + other);
      if (i > 1 && j > 1 && asked[i - 1] === word[j - 2] && asked[i - 2] === word[j - 1]) {
        cost = Math.min(cost, older[j - 2] + 1);
      }
      row[j] = cost;
      least = Math.min(least, cost);
    }
    if (least > most) return [most + 1, most + 1];
    [older, before, row] = [before, row, older];
  }
  let part = before[0];
  for (let j = 1; j <= width; j += 1) part = Math.min(part, before[j]);
  return [width < word.length ? most + 1 : before[width], part];
}

function allowed(length) {
  if (length < 4) return 0;
  return length < 8 ? 1 : length < 13 ? 2 : 3;
}

/** Letters of a word as bits: words that differ in many letters need not be compared. */
function lettersOf(word) {
  let bits = 0;
  for (let i = 0; i < word.length; i += 1) bits |= 1 << (word.charCodeAt(i) & 31);
  return bits;
}

function countBits(bits) {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** How much of two words is the same, from their beginnings on. */
function shareOf(a, b) {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length / Math.max(a.length, b.length);
}

const VALUES = new Uint8Array(0x7f);
const PRINTED = Array.from({ length: 0x5f }, (_, i) => 0x20 + i)
  .filter((code) => !'"%&\\'.includes(String.fromCharCode(code)));
PRINTED.forEach((code, value) => { VALUES[code] = value; });
const FIRST = PRINTED.length - SIGNS - LEVELS.length;

/** Read numbers that are written as distances; `mark` hears of the levels between them. */
function readNumbers(packed, take, mark) {
  let [high, number] = [0, -1];
  for (let i = 0; i < packed.length; i += 1) {
    const value = VALUES[packed.charCodeAt(i)];
    if (value < SIGNS) {
      number += high * SIGNS + value;
      high = 0;
      take(number);
    } else if (value < SIGNS + FIRST) {
      high = high * FIRST + value - SIGNS + 1;
    } else {
      mark(LEVELS[value - SIGNS - FIRST]);
      number = -1;
    }
  }
}

/** Tell whether some level but the lowest is marked. */
function isMarked(packed) {
  for (let i = 0; i < packed.length; i += 1) {
    if (VALUES[packed.charCodeAt(i)] > SIGNS + FIRST) return true;
  }
  return false;
}

function unpackNumbers(packed) {
  const numbers = [];
  readNumbers(packed, (number) => numbers.push(number));
  return numbers;
}

function unpackSorted(packed) {
  let before = "";
  return packed.split("\n").map((line) => {
    before = before.slice(0, line.charCodeAt(0) - 48) + line.slice(1);
    return before;
  });
}

function append(lists, key, value) {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

export class Finder {
  constructor(data, titles) {
    this.silent = new Set(data.silent.split(" "));
    this.labels = data.labels;
    this.pages = titles.pages;
    this.parts = titles.parts;
    this.titles = titles.titles.split("\n");
    this.hints = titles.hints.split("\n");
    this.german = titles.german;
    this.ids = unpackSorted(data.ids);
    this.phones = data.phones.split("\n");
    this.kinds = Object.entries(data.kinds).flatMap(([kind, count]) => Array(count).fill(kind));
    this.ended = new Set(unpackNumbers(data.ended));
    this.postings = data.postings.split("\n");
    this.answered = new Map();
    this.readWords(data);
    this.readLeads(data);
    this.places = this.kinds.flatMap((kind, number) => (kind !== "areas" ? []
      : this.titles[number].split("/").map((name) => [number, this.telling(name)])));
    [this.scores, this.totals] = [0, 0].map(() => new Float32Array(this.kinds.length));
  }

  readWords(data) {
    this.written = unpackSorted(data.words);
    this.capitals = data.capitals;
    this.words = this.written.map(fold);
    this.stems = this.words.map(stem);
    this.letters = Int32Array.from(this.words, lettersOf);
    this.named = Uint8Array.from(this.postings, isMarked); // else only in running text
    this.number = new Map(this.words.map((word, number) => [word, number]));
    this.byStem = new Map();
    this.stems.forEach((root, number) => append(this.byStem, root, number));
    this.compoundsOf = new Map();
    unpackNumbers(data.compounds.number).forEach((number, i) =>
      this.addCompound(number, Number.parseInt(data.compounds.tail[i], 36)));
  }

  addCompound(number, start) {
    const word = this.words[number];
    const parts = [...this.sameHead(word.slice(0, start)), ...this.same(word.slice(start))];
    for (const part of parts) append(this.compoundsOf, part, number);
  }

  same(word) {
    return this.byStem.get(stem(word)) ?? [];
  }

  sameHead(head) {
    return this.same(this.headOf(head));
  }

  /** Give the head of a compound without the letters that link it to the tail. */
  headOf(head) {
    const link = LINKS.find((end) =>
      head.endsWith(end) && this.same(head.slice(0, head.length - end.length)).length);
    return link ? head.slice(0, -link.length) : head;
  }

  readLeads(data) {
    this.leads = data.leads.split("\n").map(unpackNumbers);
    this.worth = Float32Array.from(this.kinds, (kind, number) =>
      KINDS[kind][0] * (this.ended.has(number) ? 0.4 : 1));
    this.handed = Float32Array.from(this.kinds, (kind) => KINDS[kind][1]);
    this.sources = {}; // how many documents of a kind lead to each document
    this.leads.forEach((targets, number) => {
      const kind = this.kinds[number];
      if (!this.sources[kind]) this.sources[kind] = new Uint8Array(this.kinds.length);
      for (const target of targets) this.sources[kind][target] += 1;
    });
  }

  /** Give the words that begin so, as numbers from–to. */
  beginning(start) {
    const first = (test) => {
      let [low, high] = [0, this.words.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (test(this.words[middle])) high = middle;
        else low = middle + 1;
      }
      return low;
    };
    const isAfter = (word) => word > start && !word.startsWith(start);
    return [first((word) => word >= start), first(isAfter)];
  }

  /** Give the site's words that answer a word of the query, each with how well, from 0 to 1. */
  answers(asked) {
    const near = new Map();
    const put = (number, close) => {
      if (close > (near.get(number) ?? 0)) near.set(number, close);
    };
    this.putSame(asked, put);
    this.putCompounds(near, put);
    const isCertain = this.closest(near) > 0;
    if (!isCertain) {
      this.putInflected(asked, put);
      this.putCorrected(asked, put);
      if (this.closest(near) < 0.6) this.putParts(asked, put);
      this.putCompounds(near, put);
    }
    return { asked, near, isCertain };
  }

  /** Answer a word once: while one types, those before the last stay the same. */
  answersOnce(asked) {
    if (this.answered.size > MOST) this.answered.clear();
    if (!this.answered.has(asked)) this.answered.set(asked, this.answers(asked));
    const answer = this.answered.get(asked);
    return { ...answer, near: new Map(answer.near) };
  }

  /** How close the best answer is; words of running text may be there by chance. */
  closest(near) {
    let most = 0;
    for (const [number, close] of near) if (close > most && this.named[number]) most = close;
    return most;
  }

  putSame(asked, put) {
    const isWord = this.number.has(asked); // then others that are like it mean less
    if (isWord) put(this.number.get(asked), 1);
    for (const number of this.same(asked)) {
      put(number, (isWord ? 0.35 : 0.5) + 0.45 * shareOf(asked, this.words[number]));
    }
    const isNumber = isWord && /^\d+$/.test(asked); // 14 is not the beginning of 140
    if (asked.length > 1 && !isNumber) {
      const [from, to] = this.beginning(asked);
      const least = isWord ? 0.3 : 0.55;
      for (let i = from; i < to; i += 1) {
        put(i, least + 0.3 * (asked.length / this.words[i].length));
      }
    }
  }

  /** A part leads to the compounds that it is in, also to those of compounds. */
  putCompounds(near, put) {
    for (const [number, close] of near) { // what is put on the way comes along
      if (close > 0.4) {
        for (const compound of this.compoundsOf.get(number) ?? []) put(compound, close * 0.7);
      }
    }
  }

  /** Endings that no rule knows: most of the word is the same. */
  putInflected(asked, put) {
    const root = stem(asked);
    if (root.length > 3 && root !== asked) {
      const [from, to] = this.beginning(root);
      for (let i = from; i < to; i += 1) put(i, 0.5 + 0.2 * (root.length / this.words[i].length));
    }
    if (asked.length < 5) return;
    const [from, to] = this.beginning(asked.slice(0, Math.max(4, Math.floor(asked.length * 0.6))));
    for (let i = from; i < to; i += 1) {
      const word = this.words[i];
      const share = shareOf(asked, word);
      if (share >= 0.6) put(i, 0.6 * share);
    }
  }

  putCorrected(asked, put) {
    this.compare(asked, this.words, (number, whole, part) => {
      if (whole <= 1) put(number, 0.85 - 0.8 * whole);
      else if (part <= 1 && asked.length > 4) put(number, 0.65 - 0.8 * part);
    });
    const root = stem(asked);
    if (root !== asked) {
      this.compare(root, this.stems, (number, whole) => {
        if (whole <= 1) put(number, 0.75 - 0.8 * whole);
      });
    }
  }

  /** Compare with every word that has nearly the same letters; `take` hears the share of mistakes
   *  in the whole and in the beginning, more than 1 where there are too many. */
  compare(asked, words, take) {
    const most = allowed(asked.length);
    if (!most) return;
    const bits = lettersOf(asked);
    const share = (count) => (count > most ? 2 : count / asked.length);
    for (let i = 0; i < words.length; i += 1) {
      const isLong = words[i].length >= asked.length - most;
      if (isLong && countBits(bits & ~this.letters[i]) <= most) {
        const [whole, part] = mistakes(asked, words[i], most);
        if (part <= most) take(i, share(whole), share(part));
      }
    }
  }

  /** One part of a compound that the site knows, where it does not know the other. */
  putParts(asked, put) {
    for (let length = asked.length - 3; length > 3; length -= 1) {
      const parts = [...this.sameHead(asked.slice(0, length)), ...this.same(asked.slice(-length))];
      for (const number of parts) put(number, 0.4 + 0.2 * (length / asked.length));
      if (parts.length) return;
    }
  }

  /** Take a compound that the site does not have apart: Einbürgerungs-amt. */
  split(asked) {
    for (let start = 3; start <= asked.length - 3; start += 1) {
      const [head, tail] = [this.headOf(asked.slice(0, start)), asked.slice(start)];
      if (this.same(tail).length && this.same(head).length) return [[head, 0.65], [tail, 0.35]];
    }
    return [];
  }

  /** Tell whether a word says nothing, also with a typing mistake in it. */
  isSilent(word) {
    if (this.silent.has(word)) return true;
    if (word.length < 5 || this.number.has(word)) return false;
    return [...this.silent].some((other) =>
      other.length > 4 && other[0] === word[0] && mistakes(word, other, 1)[0] < 2);
  }

  /** Turn a query into terms: what answers each, and its weight. */
  termsOf(query) {
    const all = wordsOf(query);
    const said = all.filter((word) => !this.isSilent(word));
    const terms = (said.length ? said : all).slice(0, MOST_WORDS)
      .map((asked) => this.answersOnce(asked.slice(0, LONGEST)));
    terms.slice(1).forEach((term, i) => this.join(terms[i], term));
    const isOne = terms.length === 1;
    return terms.flatMap((term) => this.takeApart(term))
      .map((term, i) => ({ ...term, isName: isOne && i === 0 }));
  }

  /** Find the compound of two words, in either order: amt ausländer, deutsch kurs. */
  join({ asked: one, near: nearOne }, { asked: other, near: nearOther }) {
    for (const [head, tail] of [[one, other], [other, one]]) {
      for (const link of LINKS) {
        const number = this.number.get(fold(head + link + tail));
        if (number === undefined) continue;
        nearOne.set(number, 0.95);
        nearOther.set(number, 0.95);
      }
    }
  }

  takeApart(term) {
    const isKnown = term.isCertain || this.closest(term.near) > 0.72;
    const parts = isKnown || /[^a-z]/.test(term.asked) ? [] : this.split(term.asked);
    if (!parts.length) return [{ ...term, weight: 1 }];
    return parts.map(([part, weight]) => ({ ...this.answersOnce(part), weight }));
  }

  /** Score the documents for one term; gives those that have a score, and adds to `named` those
   *  whose whole name it is. */
  score(near, scores, named) {
    const touched = [];
    const put = (number, score) => {
      if (!scores[number]) touched.push(number);
      if (score > scores[number]) scores[number] = score;
    };
    for (const [word, close] of near) {
      let [worth, isName] = [0, false];
      readNumbers(this.postings[word], (number) => {
        put(number, worth);
        if (isName && close > (named.get(number) ?? 0.7)) named.set(number, close);
      }, (level) => {
        worth = close * (level / BEST_LEVEL);
        isName = level === BEST_LEVEL;
      });
    }
    for (const number of touched.filter((one) => this.handed[one])) {
      const sources = this.sources[this.kinds[number]];
      const handed = scores[number] * this.handed[number];
      for (const target of this.leads[number]) {
        put(target, handed / (1 + 0.2 * (sources[target] - 1)));
      }
    }
    return touched;
  }

  /** Find documents, best first, and what may have been meant. */
  find(query) {
    const terms = this.termsOf(query);
    const named = new Map();
    const touched = [];
    let weights = 0;
    for (const term of terms) weights += this.add(term, touched, named);
    const here = this.placesIn(terms);
    const found = this.rank(touched, weights, query, named, here);
    for (const number of touched) this.totals[number] = 0;
    return { found, meant: found.length ? this.meant(query, terms) : "" };
  }

  /** Add what one term is worth to the totals; gives the term's weight. */
  add(term, touched, named) {
    const { scores, totals } = this;
    const found = this.score(term.near, scores, term.isName ? named : new Map());
    const best = found.reduce((most, number) => Math.max(most, scores[number]), 0);
    const weight = term.weight * Math.log(1 + totals.length / (1 + found.length))
      * (0.25 + 0.75 * Math.min(1, 2 * best)); // found in running text only: a chance find
    for (const number of found) {
      if (!totals[number]) touched.push(number);
      totals[number] += weight * (scores[number] + Math.min(1, 0.4 + 1.2 * scores[number]));
      scores[number] = 0;
    }
    return found.length ? weight : 0;
  }

  /** Give the places whose whole names were asked for, the larger ones, and what is for them. */
  placesIn(terms) {
    const isAsked = (word) => terms.some(({ near }) => near.get(this.number.get(word)) > MEANT);
    const here = new Set(this.places.filter(([, words]) => words[0] && words.every(isAsked))
      .map(([number]) => number));
    for (const number of here) { // a larger place that is put on the way comes along
      if (this.kinds[number] === "areas") this.leads[number].forEach((one) => here.add(one));
    }
    return here;
  }

  rank(touched, weights, query, named, here) {
    const asked = this.essence(query);
    const score = (number, title = 0) => (this.totals[number] / weights) * this.worth[number]
      * (here.has(number) ? HERE : 1) * (1 + Math.max(title, 0.5 * (named.get(number) ?? 0)));
    const best = takeBest(touched, (number) => score(number), 2 * MOST).map((number) =>
      [number, score(number, this.essence(this.titles[number]) === asked ? 0.7 : 0)]);
    best.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const least = best.length ? best[0][1] * WORTH : 0;
    return best.filter(([, one]) => one && one >= least).slice(0, MOST).map(([number]) => number);
  }

  /** What a name says, for comparing: its telling words, in any order. */
  essence(text) {
    return this.telling(text).sort().join(" ");
  }

  /** Give the words of a text without the silent ones, unless there are no others. */
  telling(text) {
    const words = wordsOf(text);
    const found = words.filter((word) => !this.silent.has(word));
    return found.length ? found : words;
  }

  /** Write the query with the words that were found instead of those that were not. */
  meant(query, terms) {
    const better = new Map();
    for (const { asked, near, isCertain } of terms) {
      const [best] = [...near].sort((a, b) => b[1] - a[1]);
      const isCorrected = !isCertain && best && best[1] > 0.6 && best[1] < 0.9;
      if (isCorrected) better.set(asked, this.asWritten(best[0]));
    }
    if (!better.size) return "";
    return query.replace(/[\p{L}\p{M}\p{N}]+/gu, (word) => better.get(fold(word)) ?? word);
  }

  asWritten(number) {
    const word = this.written[number];
    if (this.capitals[number] === "2") return word.toUpperCase();
    return this.capitals[number] === "1" ? word[0].toUpperCase() + word.slice(1) : word;
  }

  /** Give some topics when nothing was found: those that sound alike, then the largest. */
  nearestTopics(query, count = 5) {
    const alike = this.likeness(query);
    const topics = this.kinds.flatMap((kind, number) => (kind === "topics" ? [number] : []));
    const rank = (number) => (alike.get(number) ?? 0) * 1e4 + this.leads[number].length;
    return topics.sort((a, b) => rank(b) - rank(a)).slice(0, count);
  }

  likeness(query) {
    const asked = wordsOf(query).map(pairsOf);
    const best = new Map();
    this.words.forEach((word, i) => {
      const pairs = pairsOf(word);
      const like = Math.max(0, ...asked.map((other) => dice(pairs, other)));
      if (like < 0.3) return;
      readNumbers(this.postings[i], (number) => {
        if (like > (best.get(number) ?? 0)) best.set(number, like);
      }, () => {});
    });
    return best;
  }

  /** Give the address of a document from the site's root. */
  address(number) {
    const kind = this.kinds[number];
    const address = this.pages[kind].replace("*", this.ids[number]);
    // Records without a page of their own stand on pages of a hundred.
    const part = this.parts[kind]?.[number - this.kinds.indexOf(kind)] ?? 1;
    return part > 1 ? address.replace("#", `seite-${part}/#`) : address;
  }
}

function pairsOf(word) {
  const pairs = new Set();
  for (let i = 0; i < word.length - 1; i += 1) pairs.add(word.slice(i, i + 2));
  return pairs;
}

function dice(a, b) {
  let same = 0;
  for (const pair of a) same += b.has(pair) ? 1 : 0;
  return (2 * same) / (a.size + b.size || 1);
}

/** Take the best of many without sorting all of them. */
function takeBest(numbers, score, count) {
  if (numbers.length <= count) return numbers;
  const scores = Float64Array.from(numbers, score);
  const least = scores.slice().sort()[scores.length - count];
  const those = (test) => numbers.filter((_, i) => test(scores[i] - least));
  return [...those((more) => more > 0), ...those((more) => more === 0)].slice(0, count);
}
