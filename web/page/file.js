// file.js: articles from files, dropped or chosen. HTML becomes text as a reader sees it.
const BLOCKS = 'p,h1,h2,h3,h4,h5,h6,li,blockquote,figcaption,td,th,dt,dd,pre';

function textOfHtml(html) {
  const parsed = new DOMParser().parseFromString(html, 'text/html');
  const root = parsed.querySelector('article, main') ?? parsed.body;
  root.querySelectorAll('script,style,noscript,nav,aside,footer,template').forEach(one => one.remove());
  const blocks = [...root.querySelectorAll(BLOCKS)].filter(one => !one.querySelector(BLOCKS));
  const parts = blocks.map(one => one.textContent.replace(/\s+/g, ' ').trim()).filter(Boolean);
  return parts.length ? parts.join('\n\n') : root.textContent.replace(/[ \t]+/g, ' ').trim();
}

export async function textOfFile(file) {
  const text = await file.text();
  return /html/.test(file.type) || /\.x?html?$/i.test(file.name) ? textOfHtml(text) : text;
}

// 2025-10-23-title.txt dates its text.
export const dateOfName = name => name.match(/^(\d{4}-\d\d-\d\d)(?!\d)/)?.[1] ?? null;

export function takeDrops(target, take) {
  target.addEventListener('dragover', event => {
    if (![...event.dataTransfer.types].includes('Files')) return;
    event.preventDefault();
    target.classList.add('dropping');
  });
  target.addEventListener('dragleave', () => target.classList.remove('dropping'));
  target.addEventListener('drop', event => {
    target.classList.remove('dropping');
    const [file] = event.dataTransfer.files;
    if (!file) return;
    event.preventDefault();
    event.stopPropagation();
    take(file);
  }, true);
}
