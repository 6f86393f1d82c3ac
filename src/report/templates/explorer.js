// What is chosen, kept in the address, and the page drawn for it.

const place = document.getElementById('explorer');
const idOf = (measure) => `${measure.kind}:${measure.id}`;
const asked = (measure) => held.waves.some((_, at) => row(at, 0, 0, held.measures.indexOf(measure)));
const pillars = held.measures.filter((measure) => measure.kind === 'pillar');
const choosable = held.measures.filter(asked);

// What the address says, put right where it names something that is not there. An address that leads to a place on the
// page chooses nothing: what was chosen stays.
let current = null;
function chosen() {
  if (current && !location.hash.includes('=')) return current;
  const says = new URLSearchParams(location.hash.slice(1));
  const found = (list, is, otherwise) => Math.max(list.findIndex(is), otherwise);
  const opinion = held.measures.findIndex((measure) => measure.kind === 'question' && !measure.option);
  const first = Math.max(opinion, 0);
  const breakdown = found(held.breakdowns, ({ id }) => id === says.get('by'), 0);
  const measure = held.measures.findIndex((one) => idOf(one) === says.get('measure'));
  return {
    measure: measure < 0 ? first : measure,
    pillar: pillars.some(({ id }) => id === says.get('pillar')) ? says.get('pillar') : '',
    breakdown,
    group: found(held.breakdowns[breakdown].groups, ([id]) => id === says.get('group'), 0),
    wave: says.has('wave') ? found(held.waves, ([id]) => id === says.get('wave'), held.waves.length - 1) : held.waves.length - 1,
  };
}

// The address of a choice.
function address({ measure, pillar, breakdown, group, wave }) {
  const by = held.breakdowns[breakdown];
  const says = new URLSearchParams({ measure: idOf(held.measures[measure]), by: by.id, group: by.groups[group]?.[0] ?? '', wave: held.waves[wave][0] });
  if (pillar) says.set('pillar', pillar);
  return `#${says}`;
}

// Goes to a choice. Steps of one control in quick succession, as arrow keys make them, are one step for the back button.
let last = { control: null, at: 0 };
function go(change, control) {
  const quick = control === last.control && Date.now() - last.at < 1000;
  last = { control, at: Date.now() };
  const to = address({ ...chosen(), ...change });
  if (quick) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  show();
}

// The controls.
function control(id, label, element) {
  element.id = id;
  return make('div', { class: 'choice' }, make('label', { for: id }, label), element);
}
const controls = {
  search: make('input', { type: 'search', autocomplete: 'off', 'aria-describedby': 'matches' }),
  pillar: make('select'),
  measure: make('select'),
  breakdown: make('select'),
  group: make('select'),
  wave: make('select'),
};
const matches = make('p', { class: 'hint', id: 'matches', role: 'status' });
const title = make('div');
const status = make('p', { class: 'lead', role: 'status', id: 'said' });
const result = make('div');

// The options of a select, in groups where they have any; one is chosen.
function fill(select, options, value) {
  const groups = new Map();
  for (const { at, name, of = '' } of options) {
    if (!groups.has(of)) groups.set(of, []);
    const option = make('option', { value: at }, name);
    option.selected = String(at) === String(value);
    groups.get(of).push(option);
  }
  const parts = [...groups].flatMap(([of, inside]) => (of === '' ? inside : [make('optgroup', { label: of }, ...inside)]));
  select.replaceChildren(...parts);
}

const heading = (measure) => {
  if (measure.kind === 'response') return 'Taking part';
  if (measure.kind !== 'question') return 'Scores';
  return pillars.find(({ id }) => id === measure.pillar)?.text ?? 'Other questions';
};

// The measures that the search and the pillar leave.
function left(now) {
  const words = controls.search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (measure) => words.every((word) => measure.text.toLowerCase().includes(word));
  const within = (measure) => !now.pillar || measure.pillar === now.pillar || (measure.kind === 'pillar' && measure.id === now.pillar);
  return choosable.filter((measure) => fits(measure) && within(measure));
}

function fillControls(now) {
  const fitting = left(now);
  const option = (measure, of) => ({ at: held.measures.indexOf(measure), name: measure.text, of });
  const current = held.measures[now.measure];
  const options = fitting.map((measure) => option(measure, heading(measure)));
  if (!fitting.includes(current)) options.unshift(option(current, 'Shown below'));
  fill(controls.measure, options, now.measure);
  matches.textContent = fitting.length === 1 ? '1 measure to choose from' : `${fitting.length || 'No'} measures to choose from`;
  fill(controls.pillar, [{ at: '', name: 'All' }, ...pillars.map(({ id, text }) => ({ at: id, name: text }))], now.pillar);
  fill(controls.breakdown, held.breakdowns.map(({ name }, at) => ({ at, name })), now.breakdown);
  fill(controls.group, held.breakdowns[now.breakdown].groups.map(([, name, of], at) => ({ at, name, of: of ?? '' })), now.group);
  fill(controls.wave, held.waves.map(([, name], at) => ({ at, name })), now.wave);
}

function facts(found) {
  const list = [];
  const add = (term, ...words) => list.push(make('div', {}, make('dt', {}, term), make('dd', {}, ...words)));
  if (found.low !== undefined) add('95% range', `${found.low} to ${found.high}`);
  if (found.people === undefined) add('Answers', counted(found.answers));
  else add('Took part', `${counted(found.people)} of ${counted(found.answers)} people`);
  const rest = restWords(found.rest);
  if (rest) add('Against the rest', ...(found.rest.marker ? [begin(rest)] : judged(found.rest, rest)));
  const change = changeWords(found.change, found.from);
  if (change) add(found.from ? `Since ${found.from}` : 'Change', ...(found.change.marker ? [begin(change)] : judged(found.change, change)));
  if (found.note) add('Note', `${begin(found.note)}.`);
  return make('dl', { class: 'facts' }, ...list);
}

function view(found, measure) {
  if (found.marker) {
    const why = found.marker === 'c'
      ? 'This figure is withheld to protect confidentiality. Figures are withheld where too few people answered, and where they would give away how others answered. It does not mean that the group is small. '
      : 'There is no figure: this was not asked here, or the group was not there. ';
    const more = make('a', { href: '#how-to-read' }, 'Why figures are withheld');
    const marker = make('p', { class: 'numeral' }, withheld(found.marker));
    return [marker, make('p', {}, why, ...(found.marker === 'c' ? [more] : []))];
  }
  const numeral = make('div', {}, make('p', { class: 'numeral' }, withUnit(found.value, measure)), make('p', { class: 'what' }, kindOf(measure)));
  return [make('div', { class: 'result scored' }, numeral, bar(found, measure)), facts(found)];
}

// Draws everything for what the address says.
function show() {
  const now = chosen();
  current = now;
  const by = held.breakdowns[now.breakdown];
  const measure = held.measures[now.measure];
  const waveName = held.waves[now.wave][1];
  const group = by.groups[now.group]?.[1] ?? by.name;
  const at = (groupAt, measureAt) => row(now.wave, now.breakdown, groupAt, measureAt);
  const found = at(now.group, now.measure) ?? absent;
  fillControls(now);
  const everyone = { header: held.breakdowns[0].groups[0][1], measure, found: row(now.wave, 0, 0, now.measure), to: address({ ...now, breakdown: 0, group: 0 }) };
  const groups = by.groups
    .map(([, header], groupAt) => ({ header, measure, found: at(groupAt, now.measure), chosen: groupAt === now.group, to: address({ ...now, group: groupAt }) }))
    .filter((one) => one.found);
  const measures = held.measures
    .map((one, measureAt) => ({ header: one.text, measure: one, found: at(now.group, measureAt), chosen: measureAt === now.measure, to: address({ ...now, measure: measureAt, pillar: '' }) }))
    .filter((one) => one.found);
  const tables = [];
  if (now.breakdown > 0 && groups.length) {
    if (everyone.found) groups.unshift(everyone);
    tables.push(make('h3', {}, `This measure by group: ${by.name}`), table('groups-caption', `${measure.text}, ${waveName}`, by.name, groups));
  }
  if (measures.length) tables.push(make('h3', {}, `Every measure for ${group}`), table('measures-caption', `${group}, ${waveName}`, 'Measure', measures));
  title.replaceChildren(make('p', { class: 'shown' }, `${group} · ${waveName}`), make('h2', { id: 'measure-title' }, measure.text));
  result.replaceChildren(...view(found, measure), ...tables);
  const said = sentence(found, measure, group, waveName);
  if (status.textContent !== said) status.textContent = said;
}

function start() {
  const shown = [control('search', 'Search the questions', controls.search), control('pillar', 'Pillar', controls.pillar), control('measure', 'Question or score', controls.measure), control('breakdown', 'Look by', controls.breakdown), control('group', 'Group', controls.group)];
  if (held.waves.length > 1) shown.push(control('wave', 'Survey', controls.wave));
  shown[0].append(matches);
  const form = make('form', { class: 'choices', 'aria-label': 'What to show' }, ...shown);
  const first = (now) => held.measures.indexOf(left(now)[0]);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const found = first(chosen());
    if (found >= 0) go({ measure: found }, 'search');
  });
  controls.search.addEventListener('input', () => fillControls(chosen()));
  controls.pillar.addEventListener('change', ({ target }) => {
    controls.search.value = '';
    const now = { ...chosen(), pillar: target.value };
    go({ pillar: target.value, measure: left(now).includes(held.measures[now.measure]) ? now.measure : first(now) }, 'pillar');
  });
  controls.measure.addEventListener('change', ({ target }) => go({ measure: Number(target.value) }, 'measure'));
  controls.breakdown.addEventListener('change', ({ target }) => go({ breakdown: Number(target.value), group: 0 }, 'breakdown'));
  controls.group.addEventListener('change', ({ target }) => go({ group: Number(target.value) }, 'group'));
  controls.wave.addEventListener('change', ({ target }) => go({ wave: Number(target.value) }, 'wave'));
  addEventListener('popstate', show);
  place.replaceChildren(form, title, status, result);
  place.classList.add('explored');
  show();
}

start();
