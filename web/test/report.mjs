// report.mjs: `dateline report` of 2,000 articles and more, as its readers use it.
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {end, fact, launch, must, open, PROGRAM, SHOTS} from './world.mjs';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'report-'));
const corpus = join(folder, 'articles.ndjson'), file = join(folder, 'report.html');

// The made-up news of bench/, dated over two years.
const lines = execFileSync('python3', ['../bench/make_text.py', '5200000'], {maxBuffer: 1e9}).toString()
  .trim().split('\n').map(line => JSON.parse(line));
const dated = lines.map((one, i) => ({...one,
  date: new Date(Date.UTC(2023, 0, 1) + (i * 7919 % 730) * 864e5).toISOString().slice(0, 10)}));
writeFileSync(corpus, dated.map(one => JSON.stringify(one)).join('\n'));
execFileSync(PROGRAM, ['report', '--quiet', corpus, '-o', file], {stdio: 'inherit'});
console.log(`   ${lines.length} articles, ${(statSync(file).size / 1e6).toFixed(1)} MB`);

const browser = await launch();
const url = `file://${file}`;
let page;

async function accessible(where) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe);
  // The sentences are many and all alike: the first ones stand for them.
  const {violations} = await page.evaluate(() => window.axe.run({exclude: ['#articles article:nth-child(n+4)']}));
  const serious = violations.filter(one => ['serious', 'critical'].includes(one.impact));
  must(!serious.length, where, serious.map(one => [one.id, one.nodes.slice(0, 3).map(node => node.html)]));
}

await fact('2,000 articles are open within 2 seconds', async () => {
  must(lines.length >= 1900, lines.length);
  const times = [];
  for (let i = 0; i < 3; i++) {
    page = await open(browser, url);
    times.push(await page.evaluate(() => performance.getEntriesByName('open')[0].duration));
    if (i < 2) await page.close();
  }
  console.log(`   open in ${times.map(time => Math.round(time)).join(', ')} ms`);
  must(Math.min(...times) < 2000, times);
});

await fact('it tells who, where, when and how much', async () => {
  for (const what of ['#who li', '#countries li', '#places li', '#map .dot', '#network .node', '#network .link',
    '#when svg', '#much-chart svg', '#much li', '#articles article'])
    must(await page.locator(what).count() > 0, what);
});

await fact('a name that is pressed leaves the articles that hold it', async () => {
  const first = page.locator('#who button').first();
  const times = Number(await first.locator('.times').textContent());
  await first.click();
  must((await page.locator('#left').textContent()).startsWith(`${times} of `), times);
  must(await page.locator('#articles .m.chosen').count() > 0);
  await page.getByRole('button', {name: 'Clear'}).click();
  must(await page.locator('#left').textContent() === '');
});

await fact('a country leads to its places', async () => {
  await page.locator('#countries button').first().click();
  const dots = await page.locator('#map .dot').count();
  must(dots > 0 && await page.locator('#places button').count() > 0, dots);
  await page.locator('#map .dot').last().focus();
  await page.getByRole('button', {name: 'Clear'}).click();
});

await fact('words and days are searched for', async () => {
  await page.getByRole('searchbox').fill('percent');
  await page.getByText(/\d+ of \d+ articles/).waitFor();
  must((await page.locator('#articles .sentence').first().textContent()).toLowerCase().includes('percent'));
  await page.locator('#from').fill('2024-06-01');
  await page.locator('#from').dispatchEvent('change');
  const days = await page.locator('#articles .hint').allTextContents();
  must(days.length && days.every(day => day >= '2024-06-01'), days.slice(0, 5));
  await page.getByRole('button', {name: 'Clear'}).click();
});

await fact('a percentage leads to its sentence', async () => {
  await page.locator('#much a').first().click();
  await page.locator('.target').waitFor();
  must(await page.locator('.target .m.percent').count() > 0);
  const anchor = new URL(page.url()).hash;
  await page.goto('about:blank');
  await page.goto(url + anchor);
  must(await page.locator(`${anchor}.target`).count() === 1);
});

await fact('the keyboard alone is enough', async () => {
  await page.locator('#who button').nth(1).focus();
  await page.keyboard.press('Enter');
  await page.getByText(/\d+ of \d+ articles/).waitFor();
  await page.locator('#chips button').focus();
  await page.keyboard.press('Enter');
  await page.locator('#network .node').first().focus();
  await page.keyboard.press(' ');
  await page.getByText(/\d+ of \d+ articles/).waitFor();
  await page.getByRole('button', {name: 'Clear'}).click();
});

await fact('it is accessible, in the light and in the dark, and fits a phone', async () => {
  await accessible('light');
  await page.screenshot({path: `${SHOTS}/report-light.png`, fullPage: true});
  must(!page.complaints.length, page.complaints);
  await page.close();
  page = await open(browser, url, {colorScheme: 'dark'});
  await accessible('dark');
  await page.screenshot({path: `${SHOTS}/report-dark.png`, fullPage: true});
  await page.close();
  page = await open(browser, url, {viewport: {width: 360, height: 740}});
  must(await page.evaluate(() => document.documentElement.scrollWidth) <= 360);
  await page.screenshot({path: `${SHOTS}/report-phone.png`});
  must(!page.complaints.length, page.complaints);
});

await browser.close();
end();
