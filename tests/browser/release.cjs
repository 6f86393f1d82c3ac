'use strict';
// The release as its file has it, and its figures as they are to be printed. Nothing of this is taken from the pages.

const fs = require('node:fs');

// Half up, without the noise of floating point.
const whole = (value) => Math.sign(value) * Math.floor(Math.abs(Math.round(value * 1e7) / 1e7) + 0.5) + 0;
const percent = (count, base) => Math.floor((200 * count + base) / (2 * base));
const VERDICTS = {
  higher: 'higher',
  slightly_higher: 'slightly higher',
  no_clear_difference: 'no clear difference',
  slightly_lower: 'slightly lower',
  lower: 'lower',
  too_small_to_say: 'too small to say',
  not_comparable: 'not comparable',
};

function difference(cell) {
  if (cell === undefined) return { marker: 'c' };
  if (cell.withheld) return { marker: cell.withheld };
  const shown = 'from' in cell.shown ? cell.shown.difference : cell.shown;
  if (!shown || shown.verdict === 'not_comparable') return { verdict: 'not comparable', points: null };
  return { verdict: VERDICTS[shown.verdict], points: whole(shown.points) };
}

function printed(row, measure) {
  const { figures } = row;
  if (figures.withheld) return { marker: figures.withheld };
  const { value, low, high, base, respondents, tones } = figures.shown;
  const found = { answers: base, rest: difference(row.against_rest), change: difference(row.change) };
  if (tones && !measure.option) found.value = percent(tones[2], base);
  else if (['question', 'response'].includes(measure.kind)) found.value = percent(Math.round((value / 100) * base), base);
  else found.value = whole(value);
  if (tones) Object.assign(found, { neutral: percent(tones[1], base), negative: percent(tones[0], base) });
  if (low !== undefined) Object.assign(found, { low: whole(low), high: whole(high) });
  if (measure.kind === 'response') found.people = respondents;
  return found;
}

function read(file) {
  const release = JSON.parse(fs.readFileSync(file, 'utf8'));
  const measures = new Map(release.measures.map((measure) => [`${measure.kind}:${measure.id}`, measure]));
  const rows = new Map();
  for (const row of release.rows) {
    const measure = `${row.kind}:${row.measure}`;
    rows.set([row.wave, row.breakdown, row.group, measure].join('|'), printed(row, measures.get(measure)));
  }
  const latest = release.waves.at(-1);
  const get = (wave, breakdown, group, measure) => rows.get([wave, breakdown, group, measure].join('|'));
  return { release, measures, rows, latest, get };
}

module.exports = { read };
