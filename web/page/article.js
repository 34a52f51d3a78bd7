// article.js: the editor, its highlights, and which mention the cursor stands in.
import {EditorState, StateEffect, StateField} from '@codemirror/state';
import {Decoration, EditorView, hoverTooltip, keymap, placeholder} from '@codemirror/view';
import {defaultKeymap, history, historyKeymap} from '@codemirror/commands';
import {el} from './dom.js';
import {kindWord, sureness, typeClass, valueWords} from './words.js';

const show = StateEffect.define();

function marks(found) {
  const all = found.map(({entity, change}) => Decoration.mark({
    class: `m ${typeClass(entity.type)}${change ? ` ${change}` : ''}`, entity,
  }).range(entity.utf16_start, entity.utf16_end));
  return Decoration.set(all, true);
}

// Highlights stay on their words while these move, until the next answer comes.
const highlights = StateField.define({
  create: () => Decoration.none,
  update(value, transaction) {
    value = value.map(transaction.changes);
    for (const effect of transaction.effects)
      if (effect.is(show)) value = marks(effect.value);
    return value;
  },
  provide: field => EditorView.decorations.from(field),
});

// The mention that holds the place: {entity, from, to}, or null.
function mentionAt(state, place) {
  let found = null;
  state.field(highlights).between(place, place, (from, to, mark) => {
    found = {entity: mark.spec.entity, from, to};
    return place < to ? false : undefined;
  });
  return found;
}

const tip = hoverTooltip((view, place) => {
  const found = mentionAt(view.state, place);
  if (!found) return null;
  const {entity, from, to} = found;
  return {pos: from, end: to, above: true, create: () => ({dom: el('div', {class: 'tip'},
    el('strong', {}, kindWord(entity.type)), ' ', valueWords(entity.type, entity.value),
    el('div', {class: 'hint'}, `${sureness(entity.confidence)} · ${entity.rule}`))})};
}, {hoverTime: 150});

export function makeArticle(parent, nonce, {onText, onCursor}) {
  const view = new EditorView({
    parent,
    state: EditorState.create({extensions: [
      history(), keymap.of([...defaultKeymap, ...historyKeymap]), EditorView.lineWrapping,
      highlights, tip, EditorView.cspNonce.of(nonce),
      placeholder('Paste an article here, or drop a file'),
      EditorView.contentAttributes.of({'aria-label': 'Article', tabindex: '0', spellcheck: 'false'}),
      EditorView.updateListener.of(update => {
        if (update.docChanged) onText();
        if (update.docChanged || update.selectionSet || update.transactions.some(
          one => one.effects.some(effect => effect.is(show)))) onCursor();
      }),
    ]}),
  });
  return {
    view,
    text: () => view.state.doc.toString(),
    setText: text => view.dispatch({
      changes: {from: 0, to: view.state.doc.length, insert: text}, selection: {anchor: 0}}),
    // Ignored when the text has changed since.
    show: (text, found) => text === view.state.doc.toString()
      && view.dispatch({effects: show.of(found)}),
    cursor() {
      const {from, to} = view.state.selection.main;
      return {from, to, mention: mentionAt(view.state, from), text: view.state.sliceDoc(from, to)};
    },
    select(from, to) {
      view.dispatch({selection: {anchor: from, head: to},
        effects: EditorView.scrollIntoView(from, {y: 'center'})});
      view.focus();
    },
  };
}
