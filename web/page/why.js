// why.js: why a mention is what it is, and why a text was not found.
import {at, el} from './dom.js';
import {askJson} from './server.js';
import {kindWord, sureness} from './words.js';

function bar(clue) {
  const wide = Math.min(Math.abs(clue.weight) * 12, 100);
  const way = clue.weight < 0 ? 'against' : 'for';
  return el('tr', {}, el('td', {}, clue.clue, clue.word ? ` “${clue.word}”` : ''),
    el('td', {class: 'number'}, `${clue.weight > 0 ? '+' : ''}${clue.weight}`),
    el('td', {}, el('meter', {class: way, min: 0, max: 100, value: wide,
      'aria-label': `${way}, ${Math.abs(clue.weight)}`})));
}

function evidence(clues) {
  if (!clues?.length) return el("p", {class: "hint"}, "No evidence was weighed: the rule decides alone.");
  return el('table', {}, el('caption', {}, 'Evidence, in log-odds'),
    el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, 'Clue'), el('th', {scope: 'col'}, 'Weight'),
      el('th', {scope: 'col'}, 'For or against'))),
    el('tbody', {}, ...clues.map(bar)));
}

function rivals(list) {
  if (!list?.length) return null;
  return el('div', {}, el('h3', {}, 'What lost'), el('ul', {}, ...list.map(one =>
    el('li', {}, `${kindWord(one.type)} “${one.text}” ${one.score > 0 ? '+' : ''}${one.score}`))));
}

function captures(all) {
  const names = Object.entries(all ?? {});
  return names.length ? el('p', {}, 'It captured ',
    names.map(([name, text]) => `${name} “${text}”`).join(', '), '.') : null;
}

// ---- why not ----

const REASONS = {
  'no-candidate': () => 'No rule proposes it.',
  outweighed: one => `It was proposed, and lost by ${one.behind}.`,
  hidden: () => 'It is found, and its type is not shown.',
  found: () => 'It is one.',
  'min-confidence': () => 'It is found, with less confidence than was asked for.',
  value: () => 'It is found, and no value could be made of it.',
  corrected: () => 'A correction removed it.',
  crosses: one => `It crosses what no mention crosses: ${one.by ?? 'a border'}.`,
  absent: () => 'These words do not stand there as a text of their own.',
  'no-type': () => 'No rule gives this type.',
};

const quoted = text => `“${text}”`;

// How far a rule came.
const FAILED = {
  pattern: rule => [`matched ${quoted(rule.matched)}, then came ${quoted(rule.stopped_at)} where it wants `,
    el('code', {}, rule.wanted)],
  condition: rule => [`matched ${quoted(rule.matched)}, but asks `, el('code', {}, rule.condition.replace(/\s+/g, ' ')),
    rule.because ? `: ${rule.because}` : ''],
  span: rule => [`finds other words there: ${quoted(rule.matched)}`],
};

function closest(rule) {
  const how = FAILED[rule.failed]?.(rule) ?? [`${rule.failed}: ${rule.matched ?? ''}`];
  return el('li', {}, el('strong', {}, rule.rule), ' ', ...how, ' ',
    el('span', {class: 'hint'}, `${rule.file}:${rule.line}`));
}

const listed = (title, items) => items?.length ? el('div', {}, el('h3', {}, title), el('ul', {}, ...items)) : null;

function whyNot(one) {
  return el('div', {},
    el('p', {}, REASONS[one.reason]?.(one) ?? `${one.reason.replaceAll('-', ' ')}.`),
    listed('Found there instead', one.instead?.map(other => el('li', {},
      `${kindWord(other.type)} ${quoted(other.text)}, ${sureness(other.confidence)}, by ${other.rule}`))),
    one.evidence?.length ? evidence(one.evidence) : null,
    listed('Clues that lacked one thing', one.lacking?.map(clue => el('li', {},
      `${clue.weight > 0 ? '+' : ''}${clue.weight} ${clue.clue}: `, el('code', {}, clue.missing)))),
    listed('The rules that came closest', one.rules?.map(closest)));
}

function open(title, ...body) {
  at('why-title').textContent = title;
  at('why-body').replaceChildren(...body.filter(Boolean));
  if (!at('why').open) at('why').showModal();
}

export async function showWhy(question, entity) {
  const all = await askJson('v1/explain', {...question, at: entity.start});
  const one = all.find(found => found.start === entity.start) ?? all[0];
  if (!one) return open(`“${entity.text}”`, el('p', {}, 'It is no longer found.'));
  open(`Why is “${one.text}” a ${kindWord(one.type)}?`,
    el('p', {}, `${sureness(one.confidence)}, found by the rule `, el('code', {}, one.rule), '.'),
    captures(one.captures), evidence(one.evidence), rivals(one.rivals));
}

export async function showWhyNot(question, text, start, type) {
  const all = await askJson('v1/why-not', {...question, find: text, as: type, at: start});
  open(`Why is “${text}” no ${kindWord(type)}?`, ...(all.length ? all : [{reason: 'absent'}]).map(whyNot));
}
