'use strict';
// The figures as this page holds them: names, and one line of packed letters for every wave, breakdown and group.

const held = JSON.parse(document.getElementById('release').textContent);
const letters = new Map([...held.letters].map((letter, place) => [letter, place]));
const base = letters.size;
const direct = base - 8;

// Reads the numbers of a line, one after the other.
function numbersOf(line) {
  let at = 0;
  const letter = () => letters.get(line[at++]);
  const number = () => {
    const first = letter();
    if (first < direct) return first;
    if (first < base - 1) return direct + (first - direct) * base + letter();
    return [1, 2, 3, 4].reduce((sum) => sum * base + letter(), 0);
  };
  const signed = () => {
    const packed = number();
    return packed % 2 ? -(packed + 1) / 2 : packed / 2;
  };
  return { number, signed };
}

// A comparison: its marker, or its verdict and, where it is comparable, its points.
function comparison(side, signed) {
  if (typeof side === 'string') return { marker: side };
  const verdict = held.words.verdicts[side];
  return { verdict, points: side === held.words.verdicts.length - 1 ? null : signed() };
}

// The rows of a group, one per measure: its figures, its marker, or nothing.
function rowsOf(line) {
  const rows = [];
  if (line === '') return rows;
  const { number, signed } = numbersOf(line);
  let answers = 0;
  while (rows.length < held.measures.length) {
    const shape = held.shapes[number()];
    if (typeof shape === 'string') {
      const row = shape === '' ? null : { marker: shape };
      for (let left = number(); left > 0; left -= 1) rows.push(row);
      continue;
    }
    const [has, rest, change, from, note] = shape;
    answers += signed();
    const row = { answers, value: number(), from: wave(from), note };
    if (has.includes('t')) Object.assign(row, { neutral: number(), negative: number() });
    if (has.includes('r')) Object.assign(row, { low: row.value - signed(), high: row.value + signed() });
    if (has.includes('p')) row.people = number();
    row.rest = comparison(rest, signed);
    row.change = comparison(change, signed);
    rows.push(row);
  }
  return rows;
}

function wave(id) {
  const found = held.waves.find(([one]) => one === id);
  return found ? found[1] : id;
}

// The row of a measure, a group and a wave, each by its place; rows of a group are read once.
const read = new Map();
function row(waveAt, breakdownAt, groupAt, measureAt) {
  const key = `${waveAt} ${breakdownAt} ${groupAt}`;
  if (!read.has(key)) read.set(key, rowsOf(held.cells[waveAt][breakdownAt][groupAt]));
  return read.get(key)[measureAt] ?? null;
}
