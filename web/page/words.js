// words.js: values as a reader would say them.
const KINDS = {person: 'person', place: 'place', date: 'date', percent: 'percentage'};
export const SHOWN = Object.keys(KINDS);

export const kindWord = type => KINDS[type] ?? type;

// Own types of rules look alike.
export const typeClass = type => type in KINDS ? type : 'other';

const COMPARE = {eq: '', approx: 'about ', gt: 'more than ', gte: 'at least ', lt: 'less than ',
  lte: 'at most ', range: ''};
const UNITS = {percent: '%', percentage_point: ' percentage points', basis_point: ' basis points'};

function percentWords(value) {
  const unit = UNITS[value.unit] ?? '';
  const number = value.value ?? (value.min != null && value.max != null
    ? `${value.min} to ${value.max}` : value.min ?? value.max ?? '?');
  const step = value.from != null && value.to != null ? `, from ${value.from} to ${value.to}` : '';
  const way = value.direction ? `, ${value.direction}` : '';
  return `${COMPARE[value.comparator] ?? ''}${number}${unit}${step}${way}`;
}

function dateWords(value) {
  const {start, end, bound} = value;
  let days = start && end ? (start === end ? start : `${start} to ${end}`)
    : start ? `from ${start}` : end ? `until ${end}` : value.timex?.value ?? 'unresolved';
  if (value.modifier) days += `, ${value.modifier}`;
  if (bound && start && end) days = `${bound} ${days}`;
  if (value.ambiguous) days += ', ambiguous';
  return days;
}

const placeWords = value => [value.kind, value.region ?? value.country].filter(Boolean).join(', ');

const personWords = value => [value.title, value.name, value.suffix].filter(Boolean).join(' ');

export function valueWords(type, value) {
  if (!value) return '';
  if (type === 'person') return personWords(value);
  if (type === 'place') return `${value.name}${placeWords(value) ? ` (${placeWords(value)})` : ''}`;
  if (type === 'percent') return percentWords(value);
  if ('start' in value || 'timex' in value) return dateWords(value);
  return Object.entries(value).map(([name, part]) => `${name} ${part}`).join(', ');
}

export const sureness = confidence => `${Math.round(confidence * 1000) / 10} % sure`;
