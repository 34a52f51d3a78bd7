// page.mjs: the page of `dateline serve`, as its readers use it.
import {readFileSync} from 'node:fs';
import {end, fact, launch, must, open, serve, SHOTS} from './world.mjs';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const TEXT = 'Prime Minister Ama Boadi left Accra for Lima on 3 May 2024. Rents rose 4.5 percent. Boadi spoke.';
const server = await serve();
const browser = await launch();

const editor = page => page.getByRole('textbox', {name: 'Article', exact: true});
const marks = page => page.locator('#editor .m');
const idle = page => page.waitForTimeout(250);

async function paste(page, text) {
  await editor(page).focus();
  await page.keyboard.press('Control+A');
  await page.evaluate(async words => {
    const data = new DataTransfer();
    data.setData('text/plain', words);
    document.querySelector('#editor .cm-content').dispatchEvent(
      new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
  }, text);
  await marks(page).first().waitFor();
  await idle(page);
}

// Puts the cursor into the words.
async function stand(page, words, select = false) {
  await page.evaluate(([wanted, whole]) => {
    const walk = document.createTreeWalker(document.querySelector('#editor .cm-content'), NodeFilter.SHOW_TEXT);
    for (let node; (node = walk.nextNode());) {
      const at = node.data.indexOf(wanted);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, whole ? at : at + 1);
      range.setEnd(node, whole ? at + wanted.length : at + 1);
      document.querySelector('#editor .cm-content').focus();
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return;
    }
    throw new Error(`no ${wanted}`);
  }, [words, select]);
  await idle(page);
}

async function accessible(page, where) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe);
  const {violations} = await page.evaluate(() => window.axe.run());
  const serious = violations.filter(one => ['serious', 'critical'].includes(one.impact));
  must(!serious.length, where, serious.map(one => [one.id, one.nodes.slice(0, 3).map(node => node.html)]));
}

const rule = 'rule lease.word lease 0.99\n  match Rents\n  + [Rents](lease) rose.\n  - No rent.\n';
async function setRules(page, text) {
  await page.getByRole('textbox', {name: 'Your rules'}).focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

let page = await open(browser, server.url);

await fact('what is pasted is highlighted', async () => {
  await paste(page, TEXT);
  const found = await marks(page).allTextContents();
  must(JSON.stringify(found) === JSON.stringify(
    ['Ama Boadi', 'Accra', 'Lima', '3 May 2024', '4.5 percent', 'Boadi']), found);
});

await fact('highlights follow what is typed', async () => {
  await editor(page).focus();
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('In Nairobi it rained. ');
  await idle(page);
  must((await marks(page).allTextContents())[0] === 'Nairobi');
  await page.keyboard.press('Control+Z');
});

await fact('10 kB are highlighted within 50 ms of a key', async () => {
  await paste(page, `${TEXT}\n\n`.repeat(Math.round(10000 / TEXT.length)));
  await page.evaluate(() => performance.clearMeasures());
  await editor(page).focus();
  for (let i = 0; i < 20; i++) {
    await page.keyboard.type('x');
    await page.waitForTimeout(120);
  }
  const times = await page.evaluate(() =>
    performance.getEntriesByName('highlight').map(one => one.duration).sort((a, b) => a - b));
  const median = times[Math.floor(times.length / 2)];
  console.log(`   median ${median.toFixed(1)} ms, least ${times[0].toFixed(1)}, most ${times.at(-1).toFixed(1)}`);
  must(times.length >= 15 && times[0] < 50, times);
});

await fact('hovering tells value, confidence and rule', async () => {
  await paste(page, TEXT);
  await marks(page).nth(4).hover();
  const tip = page.locator('.tip');
  await tip.waitFor();
  const told = await tip.textContent();
  must(/percentage.*4\.5%.*% sure.*percent\./.test(told.replace(' % sure', '% sure')), told);
  await page.mouse.move(5, 5);
});

await fact('cards stand beside the text and lead into it', async () => {
  const who = await page.locator('#who .card').allTextContents();
  must(who.length === 1 && /Ama Boadi.*Prime Minister.*2 mentions/.test(who[0]), who);
  must((await page.locator('#much .card').textContent()).includes('Rents rose 4.5 percent.'));
  await page.locator('#who .card').click();
  await page.locator('#who .card').click();
  must(await page.evaluate(() => String(getSelection())) === 'Boadi');
});

await fact('the map shows the places', async () => {
  const dots = page.locator('#map .dot');
  must(await dots.count() === 2, await dots.count());
  must(/Accra, 1 mention/.test((await dots.evaluateAll(all => all.map(one => one.ariaLabel))).join()));
  await page.getByRole('button', {name: 'Lima, 1 mention'}).click();
  must(await page.evaluate(() => String(getSelection())) === 'Lima');
  await page.getByRole('button', {name: 'Close up'}).click();
  must(await page.getByRole('button', {name: 'Close up'}).getAttribute('aria-pressed') === 'true');
});

await fact('the timeline shows the dates', async () => {
  const bar = page.locator('#timeline .bar');
  must(await bar.count() === 1);
  must((await bar.getAttribute('aria-label')).includes('2024-05-03'));
  await bar.click();
  must(await page.evaluate(() => String(getSelection())) === '3 May 2024');
});

await fact('why tells the evidence', async () => {
  await stand(page, 'Accra');
  await page.getByRole('button', {name: 'Why?', exact: true}).click();
  const told = page.getByRole('dialog');
  must((await told.textContent()).includes('Why is “Accra” a place?'));
  must(await told.locator('tbody tr').count() > 2);
  await page.screenshot({path: `${SHOTS}/why.png`});
  await accessible(page, 'why');
  await page.keyboard.press('Escape');
});

await fact('why not tells what stood against it', async () => {
  await stand(page, 'spoke', true);
  await page.getByRole('button', {name: 'person?'}).click();
  const told = await page.getByRole('dialog').textContent();
  must(told.includes('Why is “spoke” no person?') && told.includes('No rule proposes it.'), told);
  await page.keyboard.press('Escape');
  await stand(page, 'Lima', true);
  await page.getByRole('button', {name: 'person?'}).click();
  await page.getByText(/It was proposed, and lost by/).waitFor();
  must((await page.getByRole('dialog').textContent()).includes('Found there instead'));
  await accessible(page, 'why not');
  await page.screenshot({path: `${SHOTS}/why-not.png`});
  await page.keyboard.press('Escape');
});

await fact('a rule changes the text at once', async () => {
  await page.getByRole('button', {name: 'Edit rules'}).click();
  await setRules(page, rule);
  await page.locator('#editor .m.gained').waitFor();
  must(await page.locator('#editor .m.gained').textContent() === 'Rents');
  must((await page.locator('#changes').textContent()).includes('+ lease “Rents”'));
  await page.getByText(/examples, 0 failed/).waitFor();
  await page.screenshot({path: `${SHOTS}/rules.png`, fullPage: true});
  await accessible(page, 'rules');
});

await fact('an error in a rule names its line', async () => {
  await setRules(page, 'rule lease.word lease 0.99\n  match (Rents\n');
  await page.getByText(/line 2: /).waitFor();
  await page.locator('.cm-lint-marker-error').first().waitFor();
  must(await marks(page).count() >= 6);
  await page.getByRole('button', {name: 'Edit rules'}).click();
});

await fact('every format can be exported', async () => {
  const formats = await page.locator('#format option').allTextContents();
  must(formats.includes('json') && formats.includes('csv'), formats);
  // Chromium lets no page save more than ten files in a row.
  for (const [i, format] of formats.entries()) {
    if (i % 8 === 7) {
      await page.reload();
      await paste(page, TEXT);
    }
    await page.locator('#format').selectOption(format);
    const [saved] = await Promise.all([page.waitForEvent('download').catch(() => [null]),
      page.getByRole('button', {name: 'Export', exact: true}).click()]);
    must(saved?.path, format, await page.locator('#state').textContent());
    const text = readFileSync(await saved.path(), 'utf8');
    must(text.length > 20, format, text);
  }
});

await fact('a dropped file is read, and its name dates it', async () => {
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['<html><body><nav>Skip</nav><p>Ama Boadi spoke on Monday.</p><p>In Lima.</p></body></html>'],
      '2024-02-29-title.html', {type: 'text/html'}));
    document.querySelector('#editor').dispatchEvent(
      new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
  });
  await page.getByText('dates count from 2024-02-29').waitFor();
  must(await marks(page).count() === 3);
  must((await editor(page).innerText()).startsWith('Ama Boadi spoke on Monday.'));
});

await fact('the keyboard alone is enough', async () => {
  await page.reload();
  const reach = async wanted => {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      const now = await page.evaluate(() => document.activeElement.ariaLabel || document.activeElement.textContent.trim().slice(0, 40)
        || document.activeElement.id);
      if (now.startsWith(wanted)) return;
    }
    throw new Error(`no way to ${wanted}`);
  };
  await reach('Example');
  await page.keyboard.press('Enter');
  await marks(page).first().waitFor();
  await idle(page);
  must(await page.evaluate(() => document.activeElement.classList.contains('cm-content')));
  await reach('Why?');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await reach('Kwame Asante');
  await page.keyboard.press('Enter');
  must(await page.evaluate(() => String(getSelection())) === 'Kwame Asante');
  await reach('Singapore, 1 mention');
  await page.keyboard.press(' ');
  must(await page.evaluate(() => String(getSelection())) === 'Singapore');
  await reach('17 May');
  await page.keyboard.press('Enter');
  must(await page.evaluate(() => String(getSelection())) === '17 May');
});

await fact('the page is accessible and silent', async () => {
  await accessible(page, 'light');
  await page.screenshot({path: `${SHOTS}/light.png`, fullPage: true});
  const complaints = page.complaints.filter(one => !/422/.test(one)); // of the rule with an error
  must(!complaints.length, complaints);
});
await page.close();

await fact('it works in the dark', async () => {
  page = await open(browser, server.url, {colorScheme: 'dark'});
  await page.getByRole('button', {name: 'Example'}).click();
  await marks(page).first().waitFor();
  await idle(page);
  await accessible(page, 'dark');
  await page.screenshot({path: `${SHOTS}/dark.png`, fullPage: true});
  must(!page.complaints.length, page.complaints);
  await page.close();
});

await fact('it fits a phone', async () => {
  page = await open(browser, server.url, {viewport: {width: 360, height: 740}, hasTouch: true});
  await page.getByRole('button', {name: 'Example'}).tap();
  await marks(page).first().waitFor();
  await page.getByRole('button', {name: 'Edit rules'}).tap();
  await idle(page);
  must(await page.evaluate(() => document.documentElement.scrollWidth) <= 360,
    await page.evaluate(() => document.documentElement.scrollWidth));
  await accessible(page, 'phone');
  await page.screenshot({path: `${SHOTS}/phone.png`, fullPage: true});
  must(!page.complaints.length, page.complaints);
  await page.close();
});

await browser.close();
await server.end();
end();
