'use strict';
// Every page of a folder, at three widths: accessible, quiet, still, not too wide, not too heavy.

const fs = require('node:fs');
const path = require('node:path');
const { check, open, run } = require('./browser.cjs');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
const WIDTHS = [320, 768, 1440];
const HEAVIEST = 300_000;

const folder = process.argv[2];
const pages = fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.html')).sort();

// One page of each kind: those at the top, and the first of every folder.
const kinds = pages.filter((name, at) => !name.includes(path.sep) || path.dirname(name) !== path.dirname(pages[at - 1] ?? ''));

async function look(browser, name, width, dark) {
  const page = await open(browser, path.join(folder, name), { width, dark });
  const at = `${name} at ${width}${dark ? ', dark' : ''}`;
  await page.evaluate(AXE);
  const found = await page.evaluate((values) => globalThis.axe.run(document, {
    runOnly: { type: 'tag', values }, resultTypes: ['violations'], preload: false,
  }), RULES);
  for (const { id, nodes } of found.violations) {
    const first = nodes[0];
    check(false, `${at}: ${id} at ${nodes.length} places, such as ${first.html.slice(0, 200)} ${first.failureSummary}`);
  }
  check(found.passes.length > 0, `${at}: no rule applied`);
  const measured = await page.evaluate(() => new Promise((done) => {
    let shift = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => { shift += value; })).observe({ type: 'layout-shift', buffered: true });
    const { scrollWidth, clientWidth } = document.documentElement;
    requestAnimationFrame(() => setTimeout(() => done({ shift, scrollWidth, clientWidth }), 50));
  }));
  check(measured.shift === 0, `${at}: what is on it moves by ${measured.shift}`);
  check(measured.scrollWidth <= measured.clientWidth, `${at}: ${measured.scrollWidth} wide`);
  await page.close();
}

run(async (browser) => {
  check(pages.includes('index.html') && pages.includes('explorer.html'), `pages: ${pages}`);
  for (const name of pages) {
    const weight = fs.statSync(path.join(folder, name)).size;
    check(weight < HEAVIEST, `${name} weighs ${weight} bytes`);
  }
  const all = pages.flatMap((name) => WIDTHS.map((width) => [name, width, false]));
  all.push(...kinds.map((name) => [name, 1440, true]));
  // Two at a time: as many as there are cores at least.
  const one = async () => {
    for (let next = all.shift(); next; next = all.shift()) await look(browser, ...next);
  };
  await Promise.all([one(), one()]);
});
