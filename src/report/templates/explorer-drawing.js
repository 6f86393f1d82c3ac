// Words, tables and bars. Everything that comes from the release becomes text, never markup.

function make(name, attributes = {}, ...inside) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...inside);
  return element;
}

function drawn(name, attributes = {}) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
}

const counted = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ',');
const signed = (points) => (points > 0 ? `+${points}` : points < 0 ? `\u2212${-points}` : '0');
const sized = (points) => `${counted(Math.abs(points))} ${Math.abs(points) === 1 ? 'point' : 'points'}`;
const begin = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const withUnit = (number, measure) => `${number}${measure.unit}`;

// What the headline of a measure is, after its number.
function kindOf(measure) {
  if (measure.kind === 'response') return 'took part';
  if (measure.kind !== 'question') return 'is the score';
  return measure.option ? 'chose this' : 'positive';
}

const absent = { marker: 'x' };
const markerWords = (marker) => held.words.markers[marker];

function restWords({ verdict, points, marker }) {
  if (marker === 'z') return null;
  if (marker) return `compared with ${held.words.rest}: ${markerWords(marker)}`;
  return verdict.rest.replace('{points}', sized(points ?? 0));
}

function changeWords({ verdict, points, marker }, from) {
  if (marker) return marker === 'c' ? `the change: ${markerWords(marker)}` : null;
  const [up, down, same] = held.words.moved;
  const moved = points > 0 ? up : points < 0 ? down : same;
  return (verdict.change ?? moved).replace('{points}', sized(points ?? 0)).replace('{wave}', from);
}

// The sentence that is read aloud when something else is chosen.
function sentence(found, measure, group, waveName) {
  const where = `${group}, ${waveName}`;
  if (found.marker) return `${where}: ${markerWords(found.marker)}.`;
  const of = measure.kind === 'response' ? `${counted(found.people)} of ${counted(found.answers)} people` : `${counted(found.answers)} answers`;
  const parts = [restWords(found.rest), changeWords(found.change, found.from)].filter(Boolean);
  const rest = parts.length ? ` ${begin(parts.join('; '))}.` : '';
  return `${where}: ${withUnit(found.value, measure)} ${kindOf(measure)} (${of}).${rest}`;
}

function withheld(marker) {
  const said = make('span', { class: 'unseen' }, markerWords(marker));
  return make('span', { class: 'withheld' }, make('span', { 'aria-hidden': 'true' }, `[${marker}]`), said);
}

function judged({ verdict, marker }, words) {
  if (marker) return [withheld(marker)];
  const way = verdict.way > 0 ? 'mark mark-up' : verdict.way < 0 ? 'mark mark-down' : 'mark';
  return [make('span', { class: way, 'aria-hidden': 'true' }, verdict.mark), ` ${words ?? verdict.words}`];
}

const pointsOf = ({ points, marker }) => (marker ? withheld(marker) : points === null ? withheld('z') : signed(points));

// What the first figure of a table is.
function firstColumn(rows) {
  const names = new Set(rows.map(({ measure: { kind, option } }) => {
    if (kind === 'response') return 'Response';
    if (kind !== 'question') return 'Score';
    return option ? 'Chosen' : 'Positive';
  }));
  return names.size === 1 ? [...names][0] : 'Positive, or score';
}

// The change: since when stands in the name of the column where it is the same for all rows.
function changeColumns(rows) {
  const since = new Set(rows.map(({ found }) => found.from).filter(Boolean));
  const [only] = since;
  return [
    [since.size === 1 ? `Change since ${only}, in points` : 'Change, in points', 'number', (one) => pointsOf(one.change)],
    ['Verdict on the change', 'verdict', (one) => judged(one.change)],
    ...(since.size > 1 ? [['Since', 'words', (one) => one.from ?? '']] : []),
  ];
}

// The columns of both tables: name, class of the cells, and what stands in one.
function columns(rows) {
  const anyTones = rows.some(({ found }) => found.neutral !== undefined);
  const shares = [
    [firstColumn(rows), 'number', (one, measure) => withUnit(one.value, measure)],
  ];
  if (anyTones) {
    const side = (name) => (one) => (one[name] === undefined ? withheld('z') : `${one[name]}%`);
    shares.push(['Neither', 'number', side('neutral')], ['Negative', 'number', side('negative')]);
  }
  return [
    ...shares,
    ['95% range', 'number', (one) => (one.low === undefined ? withheld('x') : `${one.low} to ${one.high}`)],
    ['Answers', 'number', (one) => counted(one.people ?? one.answers)],
    ['Against the rest, in points', 'number', (one) => pointsOf(one.rest)],
    ['Verdict', 'verdict', (one) => judged(one.rest)],
    ...changeColumns(rows),
  ];
}

// A table of rows: header, where it leads, whether it is what is shown above, the measure, and the figures.
function table(id, caption, first, rows) {
  const all = columns(rows);
  const head = make('tr', {}, ...[first, ...all.map(([name]) => name)].map((name) => make('th', { scope: 'col' }, name)));
  const body = rows.map(({ header, to, chosen, measure, found }) => {
    const link = make('a', chosen ? { href: to, 'aria-current': 'true' } : { href: to }, header);
    const cells = all.map(([, kind, write]) => {
      const inside = found.marker ? (kind === 'words' ? '' : withheld(found.marker)) : write(found, measure);
      return make('td', { class: kind }, ...[inside].flat());
    });
    return make('tr', chosen ? { class: 'chosen' } : {}, make('th', { scope: 'row' }, link), ...cells);
  });
  const note = make('span', { class: 'table-note' }, Object.entries(held.words.markers).map(([letter, words]) => `[${letter}] = ${words}.`).join(' '));
  const title = make('caption', {}, make('span', { id }, caption), note);
  const whole = make('table', {}, title, make('thead', {}, head), make('tbody', {}, ...body));
  return make('div', { class: 'scroll', role: 'region', tabindex: '0', 'aria-labelledby': id }, whole);
}

// A bar of whole percentages with its key in words.
function bar(found, measure) {
  const three = found.neutral !== undefined;
  const sides = three
    ? [['neg', found.negative, 'negative'], ['neu', found.neutral, 'neither'], ['pos', found.value, 'positive']]
    : [['pos', found.value, kindOf(measure)]];
  const total = Math.max(100, sides.reduce((sum, [, share]) => sum + share, 0));
  const svg = drawn('svg', { viewBox: `0 0 ${total} 10`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  svg.append(drawn('rect', { class: 'rail', width: total, height: 10 }));
  let from = 0;
  for (const [side, share] of sides) {
    svg.append(drawn('rect', { class: `side-${side}`, x: from, width: share, height: 10 }));
    from += share;
  }
  const keys = sides.map(([side, share, words]) => {
    const key = drawn('svg', { viewBox: '0 0 10 10', 'aria-hidden': 'true' });
    key.append(drawn('rect', { class: `side-${side}`, width: 10, height: 10 }));
    return make('li', {}, key, make('span', {}, `${withUnit(share, measure)} ${words}`));
  });
  return make('figure', { class: 'bar-of' }, svg, make('ul', { class: 'keys', role: 'list' }, ...keys));
}
