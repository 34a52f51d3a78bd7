// world.mjs: a server and a browser for tests, and how a fact is told.
import {chromium} from 'playwright-core';
import {spawn} from 'node:child_process';
import {mkdirSync} from 'node:fs';

export const PROGRAM = process.env.DATELINE ?? '../build/dateline';
export const SHOTS = process.env.SHOTS ?? '../build/screenshots';
mkdirSync(SHOTS, {recursive: true});

export async function serve(...options) {
  const child = spawn(PROGRAM, ['serve', '--port', '0', '--quiet', ...options],
    {stdio: ['ignore', 'ignore', 'pipe']});
  const url = await new Promise((ok, bad) => {
    child.stderr.on('data', bytes => {
      const found = String(bytes).match(/"url":"([^"]+)"/);
      if (found) ok(found[1]);
    });
    child.on('exit', code => bad(new Error(`dateline serve ended with ${code}`)));
  });
  return {url, end: () => new Promise(ok => { child.on('exit', ok); child.kill(); })};
}

// The browser of the system: nothing is downloaded. As root Chromium wants no sandbox.
export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-dev-shm-usage']});

let passed = 0, failed = 0;

export async function fact(name, prove) {
  try {
    await prove();
    passed++;
    console.log(`ok ${name}`);
  } catch (error) {
    failed++;
    console.log(`not ok ${name}: ${String(error.stack ?? error).slice(0, 1500)}`);
  }
}

export function end() {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed ? 1 : 0);
}

export function must(truth, ...told) {
  if (!truth) throw new Error(told.map(one => JSON.stringify(one)).join(' ') || 'it is not so');
}

// A page that asks nothing of other hosts and whose console stays silent.
export async function open(browser, url, options = {}) {
  const page = await browser.newPage({viewport: {width: 1400, height: 1000}, ...options});
  page.complaints = [];
  page.setDefaultTimeout(8000);
  page.on('console', message => ['error', 'warning'].includes(message.type())
    && page.complaints.push(message.text()));
  page.on('pageerror', error => page.complaints.push(error.message));
  page.on('request', request => new URL(request.url()).host !== new URL(url).host
    && !/^(data|blob):/.test(request.url()) && page.complaints.push(`asks ${request.url()}`));
  await page.goto(url);
  return page;
}
