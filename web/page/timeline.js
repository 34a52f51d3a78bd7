// timeline.js: the dates of the article, each from its first to its last day.
import {scaleSymlog} from 'd3-scale';
import {at, el, pressable, svg} from './dom.js';
import {valueWords} from './words.js';

const WIDTH = 640, ROW = 17, TOP = 26, SIDE = 14, DAY = 864e5, WEEK = 7 * DAY;
const MOST_ROWS = 14;

const day = text => Date.parse(`${text.slice(0, 10)}T00:00:00Z`);

export function datesOf(document) {
  const spans = [];
  for (const entity of document.entities) {
    const {start, end} = entity.value ?? {};
    if (entity.type !== 'date' || !(start || end)) continue;
    if (!/^\d{4}-\d\d-\d\d/.test(start ?? end)) continue;
    const from = day(start ?? end), to = day(end ?? start) + DAY;
    if (Number.isNaN(from) || Number.isNaN(to)) continue;
    spans.push({entity, from, to, open: !start ? 'before' : !end ? 'after' : ''});
  }
  return spans.sort((a, b) => a.from - b.from || b.to - a.to);
}

// Most dates of news are near the article's own and a few are far away: the further, the
// denser, so that the near ones can be told apart.
function makeScale(spans, middle) {
  const all = spans.flatMap(({from, to}) => [from - middle, to - middle]);
  const first = Math.min(...all, -WEEK), last = Math.max(...all, WEEK);
  const near = scaleSymlog([first * 1.15, last * 1.15], [SIDE, WIDTH - SIDE]).constant(2 * WEEK);
  return time => near(time - middle);
}

const month = count => time => new Date(time).setUTCMonth(new Date(time).getUTCMonth() + count);
const STEPS = [[month(-12e2), '100 years before'], [month(-120), '10 years'], [month(-12), 'a year'],
  [month(-1), 'a month'], [time => time - WEEK, 'a week'], [time => time, ''],
  [time => time + WEEK, 'a week'], [month(1), 'a month'], [month(12), 'a year'],
  [month(120), '10 years'], [month(12e2), '100 years after']];

// What stands too near to the one before, or outside, is left out; the middle stays.
function makeTicks(scale, middle) {
  const name = new Date(middle).toISOString().slice(0, 10);
  const ticks = STEPS.map(([step, words]) => ({x: scale(step(middle)), words: words || name,
    main: !words})).filter(({x}) => x > SIDE + 20 && x < WIDTH - SIDE - 20);
  const centre = scale(middle);
  return ticks.filter(({x, main}, i) => main || (Math.abs(x - centre) > 62
    && (x < centre || x - (ticks[i - 1]?.main ? 0 : ticks[i - 1]?.x ?? 0) > 52)
    && (x > centre || (ticks[i + 1]?.main ? 1e9 : ticks[i + 1]?.x ?? 1e9) - x > 52)));
}

// The first row with room.
function placeRows(bars) {
  const ends = [];
  for (const bar of bars) {
    let row = ends.findIndex(end => end < bar.x - 3);
    if (row < 0) row = ends.length;
    ends[row] = bar.x + bar.wide;
    bar.row = row;
  }
  return Math.min(ends.length, MOST_ROWS);
}

function drawBar(bar, select) {
  const {entity} = bar.span;
  const name = `${entity.text}: ${valueWords('date', entity.value)}`;
  const y = TOP + Math.min(bar.row, MOST_ROWS - 1) * ROW;
  const arrow = bar.span.open === 'after' ? `M${bar.x + bar.wide} ${y}l8 6l-8 6z`
    : bar.span.open === 'before' ? `M${bar.x} ${y}l-8 6l8 6z` : null;
  return svg('g', {class: 'bar', 'aria-label': name, ...pressable(() => select(entity))},
    svg('title', {}, name),
    svg('rect', {x: bar.x.toFixed(1), y, width: bar.wide.toFixed(1), height: 12, rx: 3}),
    arrow && svg('path', {d: arrow}));
}

export function showTimeline(document, select) {
  const spans = datesOf(document);
  if (!spans.length) {
    at('timeline').replaceChildren(el('p', {class: 'hint'}, 'no dates yet'));
    return;
  }
  const middle = document.date ? day(document.date) : spans[Math.floor(spans.length / 2)].from;
  const scale = makeScale(spans, middle);
  const bars = spans.map(span => ({span, x: scale(span.from),
    wide: Math.max(scale(span.to) - scale(span.from), 5)}));
  const rows = placeRows(bars);
  const height = TOP + rows * ROW + 4;
  const ticks = makeTicks(scale, middle).map(({x, words, main}) => svg('g', {class: 'tick'},
    svg('line', {class: main && document.date ? 'published' : '', x1: x, x2: x, y1: TOP - 8, y2: height}),
    svg('text', {x, y: TOP - 12, 'text-anchor': 'middle'}, words)));
  at('timeline').replaceChildren(svg('svg', {viewBox: `0 0 ${WIDTH} ${height}`, role: 'group',
    'aria-label': `Timeline of ${spans.length} dates`},
    svg('g', {'aria-hidden': 'true'}, ...ticks), ...bars.map(bar => drawBar(bar, select))));
}
