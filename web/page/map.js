// map.js: the places of the article on the outlines of the countries.
import {geoNaturalEarth1, geoPath} from 'd3-geo';
import {at, el, pressable, svg} from './dom.js';

const WIDTH = 640, HEIGHT = 330;
let world = null, close = false;
let last = null;

// The whole world, or as near as the places allow.
function projection(points) {
  const all = geoNaturalEarth1();
  if (!close || !points.length) return all.fitSize([WIDTH, HEIGHT], {type: 'Sphere'});
  const reach = {type: 'MultiPoint', coordinates: points.flatMap(({lon, lat}) => [
    [lon - 4, Math.max(lat - 3, -89)], [lon + 4, Math.min(lat + 3, 89)]])};
  return all.fitExtent([[24, 24], [WIDTH - 24, HEIGHT - 24]], reach);
}

export function placesOf(document) {
  const mentions = new Map();
  for (const entity of document.entities)
    if (entity.type === 'place' && entity.value?.lat != null) {
      const key = `${entity.value.lat} ${entity.value.lon}`;
      const known = mentions.get(key) ?? {...entity.value, entities: []};
      known.entities.push(entity);
      mentions.set(key, known);
    }
  return [...mentions.values()].sort((a, b) => b.entities.length - a.entities.length);
}

function dot(place, project, select) {
  const [x, y] = project([place.lon, place.lat]);
  const times = place.entities.length;
  const name = `${place.name}, ${times} mention${times > 1 ? 's' : ''}`;
  return svg('g', {class: 'dot', transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`,
    'aria-label': name, ...pressable(() => select(place.entities[0]))},
    svg('title', {}, name), svg('circle', {r: 3.5 + 2 * Math.sqrt(times)}));
}

function names(places, project) {
  const taken = [];
  return places.slice(0, 40).map(place => {
    const [x, y] = project([place.lon, place.lat]);
    const wide = 7 * place.name.length;
    const left = x + wide + 10 > WIDTH;
    const box = [left ? x - wide - 8 : x + 8, y - 7, wide, 14];
    if (taken.some(([a, b, w, h]) => box[0] < a + w && a < box[0] + box[2]
      && box[1] < b + h && b < box[1] + box[3])) return null;
    taken.push(box);
    return svg('text', {class: 'place-name', x: left ? x - 8 : x + 8, y: y + 4,
      'text-anchor': left ? 'end' : 'start'}, place.name);
  });
}

function draw() {
  const places = placesOf(last.document);
  const project = projection(places);
  const outline = geoPath(project).digits(1);
  const button = el('button', {type: 'button', 'aria-pressed': String(close), class: 'small',
    onclick: () => { close = !close; draw(); at('map').querySelector('button').focus(); }},
    'Close up');
  at('map').replaceChildren(
    svg('svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'group', 'aria-label':
      places.length ? `Map of ${places.length} places` : 'Map without places'},
      svg('path', {class: 'land', d: outline(world), 'aria-hidden': 'true'}),
      svg('g', {'aria-hidden': 'true'}, ...names(places, project)),
      ...places.map(place => dot(place, project, last.select)).reverse()),
    button);
}

export async function showMap(document, select) {
  last = {document, select};
  world ??= await (await fetch('world.json')).json();
  draw();
}
