// cards.js: one card for each person, place and date; each percentage with its sentence.
import {at, el} from './dom.js';
import {SHOWN, kindWord, typeClass, valueWords} from './words.js';

const LISTS = {person: 'who', place: 'where', date: 'when', percent: 'much'};

// Each press goes to the next mention.
function goThrough(mentions, select) {
  let next = 0;
  return () => select(mentions[next++ % mentions.length]);
}

function card(type, name, detail, mentions, select) {
  const count = mentions.length > 1 ? ` · ${mentions.length} mentions` : '';
  return el('li', {}, el('button', {type: 'button', class: `card ${typeClass(type)}`,
    onclick: goThrough(mentions, select)},
    el('span', {class: 'name'}, name), el('span', {class: 'detail'}, `${detail}${count}`)));
}

function cardDetail(one) {
  if (one.type === 'person')
    return [one.value?.title, one.variants.length > 1 ? one.variants.slice(1).join(', ') : '']
      .filter(Boolean).join(' · ');
  if (one.type === 'place')
    return [one.value?.kind, one.value?.region ?? one.value?.country].filter(Boolean).join(', ');
  return one.variants.join(', ');
}

function cardName(one) {
  return one.type === 'date' ? valueWords('date', one.value) || one.name : one.name;
}

const SENTENCE_END = /\n|(?<=[.!?][’”')]?)\s+(?=\S|$)/;
const MOST = 140;

// The sentence around a mention, or what is near of a long one, cut at words.
export function around(text, from, to) {
  let before = text.slice(Math.max(0, from - 1000), from).split(SENTENCE_END).pop();
  let after = text.slice(to, to + 1000).split(SENTENCE_END)[0];
  if (before.length > MOST) before = `…${before.slice(-MOST).replace(/^\S*/, '')}`;
  if (after.length > MOST) after = `${after.slice(0, MOST).replace(/\S*$/, '')}…`;
  return [before, text.slice(from, to), after];
}

function lists(document) {
  const byCard = new Map();
  for (const entity of document.entities)
    if (entity.card) byCard.set(entity.card, [...(byCard.get(entity.card) ?? []), entity]);
  return byCard;
}

export function showCards(document, text, select) {
  const byCard = lists(document);
  const made = {who: [], where: [], when: [], much: [], else: []};
  for (const one of document.cards)
    if (byCard.has(one.card))
      made[LISTS[one.type] ?? 'else'].push(
        card(one.type, cardName(one), cardDetail(one), byCard.get(one.card), select));
  for (const entity of document.entities) {
    if (entity.card) continue;
    const [before, itself, after] = around(text, entity.utf16_start, entity.utf16_end);
    const own = SHOWN.includes(entity.type) ? '' : `${kindWord(entity.type)}: `;
    made[LISTS[entity.type] ?? 'else'].push(card(entity.type,
      own + (valueWords(entity.type, entity.value) || entity.text),
      `${before}${itself}${after}`.trim(), [entity], select));
  }
  for (const [id, items] of Object.entries(made)) {
    const list = at(id).querySelector('ul');
    const empty = el('li', {class: 'hint'}, 'nothing found');
    list.replaceChildren(...items.length || id === 'else' ? items : [empty]);
  }
  at('else').hidden = made.else.length === 0;
}
