// report.js: the charts and lists of the articles that the filters leave.
import {binX, dot, plot, rectY, ruleY} from '@observablehq/plot';
import {forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation} from 'd3-force';
import {geoNaturalEarth1, geoPath} from 'd3-geo';
import {at, el, pressable, svg} from '../page/dom.js';
import {count, countCountries, datesOf, filter, keyOf, kindOf, load, nameOf, network, percentsOf,
  placesOf} from './data.js';

const articles = load();
const world = JSON.parse(at('world').textContent);
const asked = {chosen: new Set(), country: null, words: '', from: '', to: ''};
const countries = new Intl.DisplayNames(['en'], {type: 'region'});
const countryName = code => { try { return countries.of(code); } catch { return code; } };
const WIDTH = 640;
let left = articles, shown = 20;

function toggle(key) {
  if (!asked.chosen.delete(key)) asked.chosen.add(key);
  show();
}

function toggleCountry(code) {
  asked.country = asked.country === code ? null : code;
  show();
}

// ---- lists ----

function bars(list, rows, action, label) {
  const most = rows[0]?.[1] ?? 1;
  list.replaceChildren(...rows.map(([key, times]) => {
    const chosen = asked.chosen.has(key) || asked.country === key;
    return el('li', {}, el('button', {type: 'button', 'aria-pressed': String(chosen),
      onclick: () => action(key)},
      el('span', {class: 'name'}, label(key)), el('span', {class: 'times'}, String(times)),
      el('meter', {min: 0, max: most, value: times, 'aria-hidden': 'true'})));
  }));
}

// ---- network ----

function showNetwork() {
  const {nodes, links} = network(left);
  const width = 560, height = 420;
  const strongest = Math.max(1, ...links.map(link => link.times));
  for (const node of nodes) node.radius = 5 + 12 * Math.sqrt(node.times / (nodes[0]?.times || 1));
  forceSimulation(nodes)
    .force('link', forceLink(links).strength(link => 0.1 + 0.5 * link.times / strongest).distance(70))
    .force('charge', forceManyBody().strength(-340))
    .force('collide', forceCollide(node => node.radius + 16))
    .force('centre', forceCenter(width / 2, height / 2)).stop().tick(250);
  for (const node of nodes) {
    node.x = Math.max(40, Math.min(width - 40, node.x));
    node.y = Math.max(16, Math.min(height - 16, node.y));
  }
  at('network').replaceChildren(svg('svg', {viewBox: `0 0 ${width} ${height}`, role: 'group',
    'aria-label': `Network of ${nodes.length} people`},
    svg('g', {'aria-hidden': 'true'}, ...links.map(link => svg('line', {class: 'link', x1: link.source.x, y1: link.source.y,
      x2: link.target.x, y2: link.target.y, 'stroke-width': 0.5 + 3.5 * link.times / strongest}))),
    ...nodes.map(node => svg('g', {class: `node${asked.chosen.has(node.key) ? ' chosen' : ''}`,
      'aria-label': `${nameOf(node.key)}, ${node.times} articles`, ...pressable(() => toggle(node.key))},
      svg('title', {}, `${nameOf(node.key)}: ${node.times} articles`),
      svg('circle', {cx: node.x, cy: node.y, r: node.radius}),
      svg('text', {x: node.x, y: node.y + node.radius + 10, 'text-anchor': 'middle'}, nameOf(node.key))))));
}

// ---- map ----

function showMap() {
  const places = placesOf(left).filter(place => !asked.country || place.country === asked.country);
  const height = 330;
  const near = {type: 'MultiPoint', coordinates: places.flatMap(({lon, lat}) =>
    [[lon - 3, Math.max(lat - 2, -89)], [lon + 3, Math.min(lat + 2, 89)]])};
  const project = geoNaturalEarth1();
  if (asked.country && places.length) project.fitExtent([[20, 20], [WIDTH - 20, height - 20]], near);
  else project.fitSize([WIDTH, height], {type: 'Sphere'});
  const most = places[0]?.times ?? 1;
  const drawn = places.slice(0, 400);
  at('map').replaceChildren(svg('svg', {viewBox: `0 0 ${WIDTH} ${height}`, role: 'group',
    'aria-label': `Map of ${drawn.length} places`},
    svg('path', {class: 'land', d: geoPath(project).digits(1)(world), 'aria-hidden': 'true'}),
    ...drawn.map((place, i) => {
      const [x, y] = project([place.lon, place.lat]);
      const name = `${place.name}, ${countryName(place.country)}: ${place.times} articles`;
      return svg('g', {class: `dot${asked.chosen.has(place.key) ? ' chosen' : ''}`, 'aria-label': name,
        ...i < 60 ? pressable(() => toggle(place.key)) : {role: 'img', onclick: () => toggle(place.key)}},
        svg('title', {}, name),
        svg('circle', {cx: x.toFixed(1), cy: y.toFixed(1), r: (2 + 11 * Math.sqrt(place.times / most)).toFixed(1)}));
    })));
}

// ---- charts ----

// Dates far from all publication would press the others together.
function nearDates(dates) {
  const sorted = dates.map(one => +one.mentioned).sort((a, b) => a - b);
  const low = sorted[Math.floor(sorted.length * 0.03)], high = sorted[Math.floor(sorted.length * 0.97)];
  return dates.filter(one => +one.mentioned >= low && +one.mentioned <= high);
}

// One picture with a name: what Plot calls its parts says nothing to who cannot see it.
function chart(options) {
  const made = plot({width: 900, height: 180, ...options,
    style: {background: 'none', color: 'inherit', fontSize: '12px'}});
  made.querySelectorAll('g[aria-label]').forEach(part => part.removeAttribute('aria-label'));
  const picture = made.querySelector('svg[aria-label]') ?? made;
  picture.setAttribute('role', 'img');
  return made;
}

function showWhen() {
  const dates = nearDates(datesOf(left));
  const both = dates.filter(one => one.published);
  const parts = [];
  if (both.length) parts.push(chart({height: 260, ariaLabel: 'Publication against mentioned dates',
    x: {label: 'published', type: 'utc'}, y: {label: 'mentioned', type: 'utc', grid: true},
    marks: [dot(both.slice(0, 6000), {x: 'published', y: 'mentioned', r: 2, fill: 'var(--date)', fillOpacity: 0.45})]}));
  if (dates.length) parts.push(chart({ariaLabel: 'Mentioned dates',
    x: {label: 'mentioned', type: 'utc'}, y: {label: 'dates', grid: true},
    marks: [rectY(dates, binX({y: 'count'}, {x: 'mentioned', fill: 'var(--date)', thresholds: 60})), ruleY([0])]}));
  at('when').replaceChildren(...parts);
}

function showMuch() {
  const percents = percentsOf(left);
  const plain = percents.filter(one => one.unit === 'percent' && Math.abs(one.number) <= 100);
  at('much-chart').replaceChildren(...plain.length ? [chart({ariaLabel: 'Percentages up to 100',
    x: {label: 'percent', domain: [0, 100]}, y: {label: 'mentions', grid: true},
    color: {legend: true, domain: ['increase', 'decrease', 'level or share'], range: ['#0a8f5f', '#c4473a', '#b07a1e']},
    marks: [rectY(plain, binX({y: 'count'}, {x: one => Math.abs(one.number), fill: 'direction', thresholds: 40})), ruleY([0])]})] : []);
  at('much').replaceChildren(...[...percents].sort((a, b) => Math.abs(b.number) - Math.abs(a.number)).slice(0, 12)
    .map(({article, sentence}) => el('li', {}, sentenceOf(article, sentence), ' ', link(article, sentence))));
}

// ---- sentences ----

const anchor = (article, sentence) => `a${article.number}s${sentence}`;

const link = (article, sentence) =>
  el('a', {href: `#${anchor(article, sentence)}`}, `${article.t.slice(0, 60)}${article.d ? `, ${article.d}` : ''}`);

// A sentence with its mentions marked.
function sentenceOf(article, number) {
  const letters = [...article.s[number]];
  const parts = [];
  let from = 0;
  for (const mention of article.m) {
    const [, sentence, start, end] = mention;
    if (sentence !== number || start < from) continue;
    parts.push(letters.slice(from, start).join(''));
    const key = keyOf(mention), words = letters.slice(start, end).join('');
    parts.push(el('span', {class: `m ${kindOf(mention)}${asked.chosen.has(key) ? ' chosen' : ''}`}, words));
    from = end;
  }
  parts.push(letters.slice(from).join(''));
  return el('span', {class: 'sentence'}, ...parts);
}

// Where something was chosen, the sentences that hold it; else all.
function sentencesOf(article) {
  const words = asked.words.toLowerCase().split(/\s+/).filter(Boolean);
  const all = article.s.map((_, number) => number);
  if (!asked.chosen.size && !asked.country && !words.length) return all.slice(0, 3);
  const holding = new Set(article.m.filter(one => asked.chosen.has(keyOf(one))
    || (asked.country && one[0] === 'l' && one[5] === asked.country)).map(one => one[1]));
  for (const number of all)
    if (words.some(word => article.s[number].toLowerCase().includes(word))) holding.add(number);
  return [...holding].sort((a, b) => a - b);
}

function articleOf(article, numbers) {
  return el('article', {}, el('h3', {}, article.t || article.i),
    el('p', {class: 'hint'}, [article.d, article.i].filter(Boolean).join(' · ')),
    el('ul', {}, ...numbers.map(number => el('li', {id: anchor(article, number)},
      sentenceOf(article, number), ' ', el('a', {href: `#${anchor(article, number)}`, class: 'anchor',
        'aria-label': 'Link to this sentence'}, '¶')))));
}

function showArticles() {
  at('articles').replaceChildren(...left.slice(0, shown).map(article => articleOf(article, sentencesOf(article))));
  at('more').hidden = left.length <= shown;
}

// A link leads to its sentence, whatever the filters are.
function follow() {
  const found = location.hash.match(/^#a(\d+)s(\d+)$/);
  const article = found && articles[Number(found[1])];
  if (!article || !article.s[Number(found[2])]) return;
  if (!document.getElementById(location.hash.slice(1)))
    at('articles').prepend(articleOf(article, article.s.map((_, number) => number)));
  const target = document.getElementById(location.hash.slice(1));
  document.querySelector('.target')?.classList.remove('target');
  target.classList.add('target');
  target.scrollIntoView({block: 'center'});
}

// ---- all ----

function showChips() {
  const chip = (name, drop) => el('button', {type: 'button', class: 'chip', onclick: drop, 'aria-label': `Without ${name}`}, `${name} ✕`);
  at('chips').replaceChildren(...[...asked.chosen].map(key => chip(nameOf(key), () => toggle(key))),
    ...asked.country ? [chip(countryName(asked.country), () => toggleCountry(asked.country))] : []);
}

// What is looked at first is drawn first.
function show() {
  left = filter(articles, asked);
  shown = 20;
  at('left').textContent = left.length === articles.length ? '' : `${left.length} of ${articles.length} articles`;
  showChips();
  bars(at('who'), count(left, 'p').slice(0, 20), toggle, nameOf);
  bars(at('countries'), countCountries(left).slice(0, 12), toggleCountry, countryName);
  bars(at('places'), count(left, 'l').filter(([key]) => !asked.country || key.endsWith(`|${asked.country}`)).slice(0, 12),
    toggle, nameOf);
  showMap();
  showNetwork();
  showWhen();
  showMuch();
  showArticles();
}

function sum() {
  const days = articles.map(article => article.d).filter(Boolean).sort();
  const mentions = articles.reduce((all, article) => all + article.m.length, 0);
  return `${articles.length} articles${days.length ? `, ${days[0]} to ${days.at(-1)}` : ''}, ${mentions} mentions`;
}

let typing = null;
at('search').addEventListener('input', event => {
  clearTimeout(typing);
  typing = setTimeout(() => { asked.words = event.target.value; show(); }, 150);
});
for (const id of ['from', 'to'])
  at(id).addEventListener('change', event => { asked[id] = event.target.value; show(); });
at('filters').addEventListener('submit', event => event.preventDefault());
at('filters').addEventListener('reset', () => {
  Object.assign(asked, {chosen: new Set(), country: null, words: '', from: '', to: ''});
  show();
});
at('more').addEventListener('click', () => { shown += 50; showArticles(); });
addEventListener('hashchange', follow);
at('sum').textContent = sum();
show();
follow();
performance.measure('open', {start: 0, end: performance.now()});
