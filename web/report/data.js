// data.js: the articles as dateline wrote them, counted; and which of them are left by the
// filters.
const KINDS = {p: 'person', l: 'place', d: 'date', '%': 'percent'};

function keyOf(mention) {
  const [kind, , , , first, second] = mention;
  if (kind === 'p') return `p ${first}`;
  if (kind === 'l') return `l ${first}|${second ?? ''}`;
  return null;
}

export function load() {
  const articles = JSON.parse(document.getElementById('data').textContent);
  articles.forEach((article, number) => {
    article.number = number;
    article.keys = new Set(article.m.map(keyOf).filter(Boolean));
    article.countries = new Set(article.m.filter(one => one[0] === 'l' && one[5]).map(one => one[5]));
  });
  return articles;
}

export const kindOf = mention => KINDS[mention[0]];
export {keyOf};

// All of the chosen names, the words, and the days.
export function filter(articles, {chosen, country, words, from, to}) {
  const asked = words.toLowerCase().split(/\s+/).filter(Boolean);
  return articles.filter(article => {
    if (from && !(article.d >= from)) return false;
    if (to && !(article.d && article.d <= to)) return false;
    for (const key of chosen) if (!article.keys.has(key)) return false;
    if (country && !article.countries.has(country)) return false;
    if (!asked.length) return true;
    article.all ??= `${article.t} ${article.i} ${article.s.join(' ')}`.toLowerCase();
    return asked.every(word => article.all.includes(word));
  });
}

// In how many articles each key stands, most first.
export function count(articles, kind) {
  const counts = new Map();
  for (const article of articles)
    for (const key of article.keys)
      if (key[0] === kind) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

export function countCountries(articles) {
  const counts = new Map();
  for (const article of articles)
    for (const country of article.countries) counts.set(country, (counts.get(country) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

export const nameOf = key => key.slice(2).replace(/\|.*/, '');

// One of each place, with its articles.
export function placesOf(articles) {
  const places = new Map();
  for (const article of articles) {
    const seen = new Set();
    for (const mention of article.m) {
      if (mention[0] !== 'l' || mention[7] === null) continue;
      const key = keyOf(mention);
      if (seen.has(key)) continue;
      seen.add(key);
      const [, , , , name, country, kind, lat, lon] = mention;
      const place = places.get(key) ?? {key, name, country, kind, lat, lon, times: 0};
      place.times++;
      places.set(key, place);
    }
  }
  return [...places.values()].sort((a, b) => b.times - a.times);
}

// The people of most articles and in how many they stand together; the strongest ties alone,
// since nearly everybody stands with nearly everybody once.
const MOST_LINKS = 80;

export function network(articles, most = 32) {
  const nodes = count(articles, 'p').slice(0, most).map(([key, times]) => ({key, times}));
  const known = new Map(nodes.map((node, i) => [node.key, i]));
  const links = new Map();
  for (const article of articles) {
    const here = [...article.keys].filter(key => known.has(key)).map(key => known.get(key)).sort((a, b) => a - b);
    for (let i = 0; i < here.length; i++)
      for (let j = i + 1; j < here.length; j++) {
        const pair = `${here[i]} ${here[j]}`;
        links.set(pair, (links.get(pair) ?? 0) + 1);
      }
  }
  const strongest = [...links].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, MOST_LINKS);
  return {nodes, links: strongest.map(([pair, times]) => {
    const [source, target] = pair.split(' ').map(Number);
    return {source, target, times};
  })};
}

const day = text => new Date(`${text.slice(0, 10)}T00:00:00Z`);

export function datesOf(articles) {
  const dates = [];
  for (const article of articles)
    for (const mention of article.m) {
      if (mention[0] !== 'd') continue;
      const text = mention[4] ?? mention[5];
      if (/^\d{4}-\d\d-\d\d/.test(text))
        dates.push({mentioned: day(text), published: article.d && day(article.d), article});
    }
  return dates;
}

export function percentsOf(articles) {
  const percents = [];
  for (const article of articles)
    for (const mention of article.m) {
      if (mention[0] !== '%') continue;
      const [, sentence, , , comparator, value, least, most, unit, direction] = mention;
      const number = value ?? least ?? most;
      if (number !== null) percents.push({article, mention, sentence, comparator, number,
        unit, direction: direction ?? 'level or share'});
    }
  return percents;
}
