// build.mjs: bundles the page and the report into dist/, which is committed, so that a build
// of dateline needs no npm. --check: the same bytes as in dist/ must come out.
import {build} from 'esbuild';
import {readFileSync, writeFileSync, mkdirSync, existsSync} from 'node:fs';
import {feature} from 'topojson-client';
import {outlines} from './outline.mjs';

const check = process.argv.includes('--check');
const made = new Map();

// Code for browsers of the last years; licences are gathered below.
async function bundle(entry) {
  const done = await build({
    entryPoints: [entry], bundle: true, minify: true, write: false, metafile: true,
    format: 'iife', target: ['chrome109', 'firefox115', 'safari16'], charset: 'utf8',
    legalComments: 'none',
  });
  for (const input of Object.keys(done.metafile.inputs)) used.add(input);
  return done.outputFiles[0].text;
}

const used = new Set(['node_modules/world-atlas/countries-110m.json']);

// The packages whose files went in, each with its licence.
function licences() {
  const names = new Set();
  for (const input of used) {
    const found = input.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)\//);
    if (found) names.add(found[1]);
  }
  const parts = [...names].sort().map(name => {
    const about = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8'));
    const file = ['LICENSE', 'LICENSE.txt', 'LICENSE.md'].map(end => `node_modules/${name}/${end}`)
      .find(existsSync);
    if (!file) throw new Error(`${name}: no licence file`);
    return `${name} ${about.version} (${about.license})\n\n${readFileSync(file, 'utf8').trim()}\n`;
  });
  return 'The page and the report of dateline hold these libraries. The outlines of countries\n' +
    'are those of Natural Earth, which are in the public domain.\n\n' +
    parts.join(`\n${'-'.repeat(78)}\n\n`);
}

const page = await bundle('page/app.js');
const report = await bundle('report/report.js');
const style = async entry =>
  (await build({entryPoints: [entry], bundle: true, minify: true, write: false,
    target: ['chrome109', 'firefox115', 'safari16']})).outputFiles[0].text;
const world = outlines(JSON.parse(readFileSync('node_modules/world-atlas/countries-110m.json', 'utf8')), feature);

made.set('index.html', readFileSync('page/index.html', 'utf8'));
made.set('app.js', page);
made.set('app.css', await style('page/app.css'));
made.set('world.json', world);
made.set('report.html', readFileSync('report/report.html', 'utf8')
  .replace('STYLE', await style('report/report.css'))
  .replace('WORLD', () => guarded(world))
  .replace('SCRIPT', () => guarded(report)));
made.set('licences.txt', licences());

// Nothing inside of a script may end it.
function guarded(text) {
  return text.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}

mkdirSync('dist', {recursive: true});
let differ = 0;
for (const [name, text] of made) {
  if (!check) writeFileSync(`dist/${name}`, text);
  else if (!existsSync(`dist/${name}`) || readFileSync(`dist/${name}`, 'utf8') !== text) {
    console.log(`dist/${name} is not what the sources give: npm run build`);
    differ++;
  }
}
if (check) console.log(`${made.size - differ} passed, ${differ} failed`);
process.exit(differ ? 1 : 0);
