// outline.mjs: the outlines of countries as GeoJSON, to a tenth of a degree, so that the page
// needs no library to read them.
export function outlines(atlas, feature) {
  const short = value => Array.isArray(value) ? value.map(short) : Math.round(value * 10) / 10;
  const shapes = feature(atlas, atlas.objects.countries).features.map(shape => ({
    type: 'Feature',
    properties: {name: shape.properties.name},
    geometry: {type: shape.geometry.type, coordinates: short(shape.geometry.coordinates)},
  }));
  return JSON.stringify({type: 'FeatureCollection', features: shapes});
}
