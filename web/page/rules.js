// rules.js: the editor of one's own rules, what is wrong with them, and what they change.
import {EditorState} from '@codemirror/state';
import {EditorView, keymap, lineNumbers} from '@codemirror/view';
import {defaultKeymap, history, historyKeymap} from '@codemirror/commands';
import {lintGutter, setDiagnostics} from '@codemirror/lint';
import {at, el} from './dom.js';
import {askJson} from './server.js';
import {kindWord, valueWords} from './words.js';

const FIRST = `# A rule finds; its examples are tests.
rule contract.id  contract  0.9
  match  [A-Z]{2}-(?<number>\\d{4})
  value  parts(number)
  + Signed as [CT-4410](contract) today.
  - The flight AF 4410 was late.
`;

let view = null, checking = null;

function diagnostic(state, finding) {
  const line = state.doc.line(Math.min(Math.max(finding.line, 1), state.doc.lines));
  const from = Math.min(line.from + Math.max(finding.column - 1, 0), line.to);
  return {from, to: line.to, severity: finding.severity,
    message: `${finding.message}${finding.code.startsWith('W') ? ` (${finding.code})` : ''}`};
}

export function showFindings(findings, said) {
  if (!view) return;
  const mine = findings.filter(one => one.file === 'your rules' && one.line > 0);
  view.dispatch(setDiagnostics(view.state, mine.map(one => diagnostic(view.state, one))));
  const others = findings.filter(one => !mine.includes(one) && one.severity === 'error');
  at('rules-state').textContent = [said, ...mine.filter(one => one.severity === 'error')
    .map(one => `line ${one.line}: ${one.message}`),
    ...others.slice(0, 3).map(one => `${one.file}:${one.line}: ${one.message}`)].join(' · ');
}

// Runs the examples once the typing pauses.
export function checkSoon() {
  clearTimeout(checking);
  checking = setTimeout(async () => {
    const text = ownRules();
    if (!text.trim()) return showFindings([], '');
    try {
      const told = await askJson('v1/rules/check', {rules: text});
      if (text === ownRules())
        showFindings(told.findings, `${told.examples} examples, ${told.failed} failed`);
    } catch (refused) {
      if (refused.findings?.length) showFindings(refused.findings, 'The rules have errors');
    }
  }, 600);
}

export function openRules(nonce, onRules) {
  view ??= new EditorView({parent: at('rules-editor'), state: EditorState.create({doc: FIRST,
    extensions: [history(), keymap.of([...defaultKeymap, ...historyKeymap]), lineNumbers(),
      lintGutter(), EditorView.cspNonce.of(nonce),
      EditorView.contentAttributes.of({'aria-label': 'Your rules', tabindex: '0', spellcheck: 'false'}),
      EditorView.updateListener.of(update => update.docChanged && onRules())]})});
  return view;
}

export const ownRules = () => view && !at('rules').hidden ? view.state.doc.toString() : '';

// ---- what they change ----

const key = one => `${one.start} ${one.end}`;
const same = (a, b) => a.type === b.type && JSON.stringify(a.value) === JSON.stringify(b.value);

// What is found, each with how the rules changed it, and what they lost.
export function compare(before, after) {
  const old = new Map(before.map(one => [key(one), one]));
  const found = after.map(entity => {
    const was = old.get(key(entity));
    old.delete(key(entity));
    return {entity, was, change: !was ? 'gained' : same(was, entity) ? '' : 'changed'};
  });
  return {found, lost: [...old.values()]};
}

export function showChanges({found, lost}, select) {
  const rows = [
    ...found.filter(one => one.change).map(({entity, change, was}) =>
      [entity, change, `${change === 'gained' ? '+' : '~'} ${kindWord(entity.type)} “${entity.text}” `
        + `${valueWords(entity.type, entity.value)}${was ? ` (was ${kindWord(was.type)} ${valueWords(was.type, was.value)})` : ''}`]),
    ...lost.map(entity => [entity, 'lost', `− ${kindWord(entity.type)} “${entity.text}”`])];
  at('changes').replaceChildren(...rows.slice(0, 200).map(([entity, change, words]) =>
    el('li', {class: change}, el('button', {type: 'button', onclick: () => select(entity)}, words))));
  if (!rows.length) at('changes').append(el('li', {class: 'hint'}, 'nothing in this article'));
}
