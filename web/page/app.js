// app.js: what is typed goes to the server; what it finds goes into the text, the cards, the
// map and the timeline.
import {makeArticle} from './article.js';
import {showCards} from './cards.js';
import {at, el} from './dom.js';
import {EXAMPLE} from './example.js';
import {dateOfName, takeDrops, textOfFile} from './file.js';
import {showMap} from './map.js';
import {checkSoon, compare, openRules, ownRules, showChanges, showFindings} from './rules.js';
import {ask, askJson, onTokenAsked} from './server.js';
import {showTimeline} from './timeline.js';
import {showWhy, showWhyNot} from './why.js';
import {SHOWN, kindWord, sureness, valueWords} from './words.js';

const nonce = document.querySelector('meta[name=nonce]').content;
const article = makeArticle(at('editor'), nonce, {onText: () => extractSoon(), onCursor: showCursor});

// ---- asking ----

let waiting = false, working = false, typedAt = 0;
let latest = null; // {text, document}

function question() {
  const rules = ownRules();
  return {text: article.text(), ...at('date').value && {date: at('date').value},
    ...rules.trim() && {rules}};
}

// One request at a time; what is typed meanwhile is asked next.
function extractSoon() {
  typedAt ||= performance.now();
  waiting = true;
  if (!working) extract();
}

async function find(asked) {
  const found = await askJson('v1/extract', {...asked, offsets: 'utf16'});
  if (!asked.rules) return {document: found, changes: {
    found: found.entities.map(entity => ({entity})), lost: []}};
  const {rules, ...plain} = asked;
  const before = await askJson('v1/extract', {...plain, offsets: 'utf16'});
  return {document: found, changes: compare(before.entities, found.entities)};
}

async function extract() {
  working = true;
  while (waiting) {
    waiting = false;
    const asked = question(), began = typedAt;
    typedAt = 0;
    try {
      const {document: found, changes} = await find(asked);
      latest = {text: asked.text, document: found};
      article.show(asked.text, changes.found);
      if (began) performance.measure('highlight', {start: began, end: performance.now()});
      if (asked.rules) showChanges(changes, select);
      say(found);
      requestAnimationFrame(() => !waiting && showFound(found, asked.text));
    } catch (refused) {
      if (refused.findings?.length) showFindings(refused.findings, 'The rules have errors');
      at('state').textContent = refused.findings?.length
        ? 'Your rules have errors; what is marked is as before.' : `Not found: ${refused.message}`;
    }
  }
  working = false;
}

function showFound(found, text) {
  showCards(found, text, select);
  showTimeline(found, select);
  showMap(found, select);
}

function say(found) {
  const counts = SHOWN.map(type => [type, found.entities.filter(one => one.type === type).length])
    .map(([type, count]) => `${count} ${count === 1 ? kindWord(type) : plural(type)}`).join(', ');
  const problems = found.problems.map(one => one.message).join(' · ');
  const from = found.date ? ` · dates count from ${found.date}` : '';
  at('state').textContent = `${counts}${from}${problems ? ` · ${problems}` : ''}`;
}

const plural = type => ({person: 'people', percent: 'percentages'})[type] ?? `${type}s`;

// ---- the mention at the cursor ----

function select(entity) {
  article.select(entity.utf16_start, entity.utf16_end);
}

// Places of the server count code points.
const codePoints = text => [...text].length;

function chosen() {
  const {from, text} = article.cursor();
  const words = text.trim();
  const at_ = from + text.indexOf(words);
  return {words, start: codePoints(article.text().slice(0, at_))};
}

function showCursor() {
  const {mention, text} = article.cursor();
  const parts = [];
  if (mention) {
    const {entity} = mention;
    parts.push(el('p', {}, el('span', {class: `m ${entity.type}`}, entity.text), ' ',
      el('strong', {}, kindWord(entity.type)), ' ', valueWords(entity.type, entity.value),
      el('span', {class: 'hint'}, ` · ${sureness(entity.confidence)} · ${entity.rule}`)),
    el('button', {type: 'button', class: 'why', onclick: () => report(showWhy(question(), entity))}, 'Why?'));
  }
  const words = text.trim();
  if (words && words.length < 200)
    parts.push(el('span', {class: 'why-not'}, `Why is “${words}” no `, ...SHOWN
      .filter(type => mention?.entity.type !== type || mention.entity.text !== words)
      .map(type => el('button', {type: 'button', onclick: () => {
        const {words: now, start} = chosen();
        report(showWhyNot(question(), now, start, type));
      }}, `${kindWord(type)}?`))));
  if (!parts.length) parts.push(el('p', {class: 'hint'},
    'Put the cursor in a mention to see why; select any words to see why not.'));
  at('mention').replaceChildren(...parts);
}

const report = promise => promise.catch(refused => { at('state').textContent = refused.message; });

// ---- files, rules, export ----

async function take(file) {
  at('date').value = dateOfName(file.name) ?? at('date').value;
  article.setText(await textOfFile(file));
}

function toggleRules() {
  const open = at('rules').hidden;
  at('rules').hidden = !open;
  at('edit-rules').setAttribute('aria-expanded', String(open));
  document.body.classList.toggle('with-rules', open);
  if (open) {
    openRules(nonce, () => { extractSoon(); checkSoon(); }).focus();
    checkSoon();
  }
  extractSoon();
}

const ENDINGS = {json: 'json', ndjson: 'ndjson', csv: 'csv', tsv: 'tsv', html: 'html', markup: 'txt',
  geojson: 'geojson', graphml: 'graphml', tei: 'xml'};

async function save() {
  const format = at('format').value;
  const answer = await ask('v1/extract', {...question(), format, pretty: true});
  const link = el('a', {download: `article.${ENDINGS[format] ?? format}`,
    href: URL.createObjectURL(await answer.blob())});
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

async function fillFormats() {
  const formats = await askJson('v1/formats');
  at('format').replaceChildren(...formats.map(({name, about}) =>
    el('option', {value: name, title: about}, name)));
  const health = await (await fetch('healthz')).json();
  at('version').textContent = `dateline ${health.version}`;
}

onTokenAsked(() => new Promise(resolve => {
  at('token').showModal();
  at('token-form').onsubmit = event => {
    event.preventDefault();
    at('token').close();
    resolve(at('token-input').value);
  };
  at('token').oncancel = () => resolve(null);
}));

at('settings').addEventListener('submit', event => event.preventDefault());
at('date').addEventListener('change', extractSoon);
at('example').addEventListener('click', () => {
  at('date').value = EXAMPLE.date;
  article.setText(EXAMPLE.text);
  article.view.focus();
});
at('file').addEventListener('change', event => {
  if (event.target.files[0]) report(take(event.target.files[0]));
  event.target.value = '';
});
at('edit-rules').addEventListener('click', toggleRules);
at('export').addEventListener('click', () => report(save()));
takeDrops(at('editor'), file => report(take(file)));
showCursor();
report(fillFormats());
report(showMap({entities: []}, select));
