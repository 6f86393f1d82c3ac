'use strict';
// The explorer, driven with the keyboard alone, and every figure in it against the release.

const path = require('node:path');
const { check, same, open, run } = require('./browser.cjs');
const { read } = require('./release.cjs');

const folder = process.argv[2];
const { release, rows, latest, get } = read(path.join(folder, 'release.json'));

const focused = (page) => page.evaluate(() => document.activeElement.id);
const words = (page, selector) => page.$eval(selector, (element) => element.textContent);
const state = async (page) => Object.fromEntries(new URLSearchParams(new URL(page.url()).hash.slice(1)));

// Presses Tab, or Shift and Tab, until a control has the focus, which can then be seen.
async function tabTo(page, id, back = false) {
  if (back) await page.keyboard.down('Shift');
  for (let pressed = 0; pressed < 60 && (await focused(page)) !== id; pressed += 1) await page.keyboard.press('Tab');
  if (back) await page.keyboard.up('Shift');
  same(await focused(page), id, 'the focus');
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  check(outline !== 'none', `the focus on ${id} cannot be seen`);
}

// Presses the arrow down until the select that has the focus says this.
async function choose(page, text) {
  const says = () => page.evaluate(() => document.activeElement.selectedOptions[0].textContent);
  for (let pressed = 0; pressed < 200 && (await says()) !== text; pressed += 1) await page.keyboard.press('ArrowDown');
  same(await says(), text, 'what is chosen');
}

// The figures that are shown in words and in the bar.
const shown = (page) => page.evaluate(() => ({
  numeral: document.querySelector('.numeral').textContent,
  keys: [...document.querySelectorAll('.keys li')].map((key) => key.textContent),
  facts: Object.fromEntries([...document.querySelectorAll('.facts div')].map((fact) => [...fact.children].map((one) => one.textContent))),
}));

async function compare(page, row) {
  const found = await shown(page);
  same(found.numeral, `${row.value}%`, 'the headline');
  same(found.keys, [`${row.negative}% negative`, `${row.neutral}% neither`, `${row.value}% positive`], 'the bar');
  same(found.facts['95% range'], `${row.low} to ${row.high}`, 'the range');
  same(found.facts.Answers, row.answers.toLocaleString('en-GB'), 'the answers');
  const said = await words(page, '#said');
  check(said.includes(`${row.value}% positive`), `aloud: ${said}`);
  if (row.rest.points) {
    const size = `${Math.abs(row.rest.points)} point`;
    const clear = ['higher', 'lower'].some((way) => row.rest.verdict.includes(way));
    check(!clear || found.facts['Against the rest'].includes(size), `against the rest: ${JSON.stringify(found.facts)}`);
  }
}

// Every row that the page holds, at the rounding of print.
async function everyFigure(page) {
  const held = await page.evaluate(() => {
    const plain = ({ marker, verdict, points }) => (marker ? { marker } : { verdict: verdict.words, points });
    const all = [];
    held.waves.forEach(([waveId], waveAt) => held.breakdowns.forEach((by, byAt) => by.groups.forEach(([group], groupAt) => {
      held.measures.forEach((measure, at) => {
        const found = row(waveAt, byAt, groupAt, at);
        if (!found) return;
        const key = [waveId, by.id, group, `${measure.kind}:${measure.id}`].join('|');
        const { from, note, ...rest } = found;
        all.push([key, found.marker ? found : { ...rest, rest: plain(rest.rest), change: plain(rest.change) }]);
      });
    })));
    return all;
  });
  same(held.length, rows.size, 'rows');
  const sorted = (row) => row && Object.fromEntries(Object.keys(row).sort().map((key) => [key, typeof row[key] === 'object' && row[key] ? sorted(row[key]) : row[key]]));
  for (const [key, row] of held) same(sorted(row), sorted(rows.get(key)), key);
}

run(async (browser) => {
  const [level, below, lowest] = [0, 1, 2].map((depth) => release.breakdowns.find((breakdown) => breakdown.level === depth));
  const question = release.measures.find(({ role }) => role === 'pride') ?? release.measures.find(({ kind }) => kind === 'question');
  const measure = `question:${question.id}`;
  const visible = (breakdown) => breakdown.groups.find(({ id }) => get(latest.id, breakdown.id, id, measure)?.value !== undefined);
  const [unit, service] = [level, below].map(visible);
  const page = await open(browser, path.join(folder, 'explorer.html'));

  // A question by typing, a directorate and a service by arrows.
  await tabTo(page, 'search');
  await page.keyboard.type(question.text.slice(0, 30));
  check((await words(page, '#matches')).startsWith('1 '), await words(page, '#matches'));
  await page.keyboard.press('Enter');
  same(await words(page, '#measure-title'), question.text, 'the question');
  await tabTo(page, 'breakdown');
  await choose(page, level.name);
  await tabTo(page, 'group');
  await choose(page, unit.name);
  await compare(page, get(latest.id, level.id, unit.id, measure));
  same(await state(page), { measure, by: level.id, group: unit.id, wave: latest.id }, 'the address');

  // The address alone brings the same view back.
  const before = await shown(page);
  await page.reload();
  same(await shown(page), before, 'after reloading');

  await tabTo(page, 'breakdown');
  await choose(page, below.name);
  await tabTo(page, 'group');
  await choose(page, service.name);
  await compare(page, get(latest.id, below.id, service.id, measure));

  // Back, until the directorate is there again.
  for (let steps = 0; steps < 5 && (await state(page)).by !== level.id; steps += 1) await page.goBack();
  same(await shown(page), before, 'after going back');

  // A withheld group says so, in words.
  const hidden = lowest && lowest.groups.find(({ id, name }) => get(latest.id, lowest.id, id, measure)?.marker === 'c'
    && lowest.groups.filter((other) => other.name === name).length === 1);
  check(hidden, 'nothing is withheld');
  await tabTo(page, 'breakdown', true);
  await choose(page, lowest.name);
  await tabTo(page, 'group');
  await choose(page, hidden.name);
  check((await words(page, '.numeral')).includes('[c]'), 'the marker');
  check((await words(page, '#said')).includes('withheld to protect confidentiality'), await words(page, '#said'));
  check((await words(page, '#explorer')).includes('This figure is withheld'), 'withheld, in words');
  check((await page.$('.keys')) === null, 'a withheld figure has no bar');
  same((await shown(page)).facts, {}, 'what is said of a withheld figure');

  await everyFigure(page);
});
