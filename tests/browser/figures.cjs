'use strict';
// Every figure in the tables of questions of the council's page and of each directorate's, against the release.

const path = require('node:path');
const { check, same, open, run } = require('./browser.cjs');
const { read } = require('./release.cjs');

const folder = process.argv[2];
const { release, latest, get } = read(path.join(folder, 'release.json'));

const number = (points) => (points > 0 ? `+${points}` : points < 0 ? `\u2212${-points}` : '0');
const counted = (count) => count.toLocaleString('en-GB');
const mark = (marker) => `[${marker}]`;
const range = ({ low, high }) => (low === undefined ? '[x]' : `${low} to ${high}`);
const points = ({ marker, points: own }) => (marker ? mark(marker) : own === null ? '[z]' : number(own));
const verdict = ({ marker, verdict: words }) => (marker ? mark(marker) : words);

// Points with their verdict, where they share a place.
const judged = (side) => (side.marker || side.points === null ? verdict(side) : `${number(side.points)}, ${side.verdict}`);

// What stands in a column, for those columns that say what a row of the release says.
function expected(column, row, measure, all) {
  const beside = (other, side) => (all.includes(other) ? points(side) : judged(side));
  const unit = measure.mean_points ? '' : '%';
  const columns = {
    Positive: () => `${row.value}%`,
    Chosen: () => `${row.value}%`,
    Score: () => `${row.value}${unit}`,
    Neither: () => `${row.neutral}%`,
    Negative: () => `${row.negative}%`,
    '95% range': () => range(row),
    Answers: () => counted(row.answers),
    'Against the rest, in points': () => beside('Verdict', row.rest),
    Verdict: () => verdict(row.rest),
    'Change, in points': () => beside('Verdict on the change', row.change),
    'Verdict on the change': () => verdict(row.change),
  };
  if (!(column in columns)) return null;
  return row.marker ? mark(row.marker) : columns[column]();
}

// The tables of a page: caption, columns, and rows as they are seen.
const tables = () => [...document.querySelectorAll('table')].map((table) => {
  const text = (cell) => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll('.unseen, i span, .mark').forEach((part) => part.remove());
    return copy.textContent.trim();
  };
  return {
    caption: table.caption.querySelector('span').textContent,
    columns: [...table.tHead.rows[0].cells].map(text),
    rows: [...table.tBodies[0].rows].map((row) => [...row.cells].map(text)),
  };
});

const named = (header, kinds) => release.measures.find((measure) => kinds.includes(measure.kind)
  && measure.waves.includes(latest.id) && (header === measure.text || header.startsWith(`${measure.text} (`)));

// What a row is of: a question named by the row, in the wave that the row or the table is about; or a group named by
// the row, of the question that the caption quotes.
function subject(table, row, place) {
  const [first] = table.columns;
  const kinds = { Question: ['question'], 'Score of': ['pillar', 'index', 'overall'] }[first];
  if (kinds) {
    const survey = table.columns.indexOf('Survey');
    const wave = survey < 0 ? latest : release.waves.find(({ label }) => label === row[survey]);
    const measure = named(row[0], kinds);
    return measure && wave && { measure, wave, place };
  }
  const quoted = /^“(.*)”, /.exec(table.caption)?.[1];
  const breakdown = release.breakdowns.find(({ name }) => name === first);
  const group = breakdown?.groups.find(({ name }) => name === row[0]);
  const measure = quoted && named(quoted, ['question']);
  return measure && group && { measure, wave: latest, place: [breakdown.id, group.id] };
}

async function compare(browser, name, place) {
  const page = await open(browser, path.join(folder, name));
  let compared = 0;
  for (const table of await page.evaluate(tables)) {
    for (const row of table.rows.filter(() => table.columns.some((column) => ['Positive', 'Chosen', 'Score'].includes(column)))) {
      const of = subject(table, row, place);
      const found = of && get(of.wave.id, ...of.place, `${of.measure.kind}:${of.measure.id}`);
      if (!found) continue;
      table.columns.forEach((column, at) => {
        const printed = expected(column, found, of.measure, table.columns);
        if (printed === null) return;
        same(row[at], printed, `${name}, ${table.caption}, ${row[0]}, ${column}`);
        compared += 1;
      });
    }
  }
  check(compared > 300, `${name}: only ${compared} figures were compared`);
  await page.close();
}

run(async (browser) => {
  await compare(browser, 'index.html', ['all', 'all']);
  const level = release.breakdowns.find(({ level: depth }) => depth === 0);
  for (const { id, waves } of level.groups) {
    const file = path.join('directorates', `${id}.html`);
    if (waves.includes(latest.id) && require('node:fs').existsSync(path.join(folder, file))) {
      await compare(browser, file, [level.id, id]);
    }
  }
});
