// The page around the panes: series, layout, presets, moving pictures, key images, looking together.

/** @type {SeriesCard[]} */
const cards = JSON.parse(told.series ?? '[]');

/** Makes so many panes; the first stay. @param {number} count */
function lay(count) {
  while (panes.length > count) panes.pop()?.box.remove();
  while (panes.length < count) {
    const pane = new Pane(panes.length);
    panes.push(pane);
    handle(pane);
    pane.box.addEventListener('focus', () => activate(pane));
    $('panes').append(pane.box);
    pane.measure();
  }
  $('panes').dataset.count = String(count);
  activate(panes[0]);
  choose(tool === 'cross' && count !== 3 ? 'scroll' : tool);
}

/** @param {Pane} pane */
function activate(pane) {
  active = pane;
  for (const each of panes) each.box.classList.toggle('active', each === pane && panes.length > 1);
  for (const link of document.querySelectorAll('[data-series]')) link.setAttribute('aria-current', String(/** @type {HTMLElement} */ (link).dataset.series === pane.card?.uid));
  $('presets').hidden = !pane.picture || pane.picture.modality !== 'CT';
  $('do-cine').hidden = pane.stack.length < 2;
  for (const each of panes) each.dirty = true;
}

/** @param {SeriesCard} card @param {string} [key] */
async function show(card, key) {
  if (planes) togglePlanes();
  await active.open(card, key);
  activate(active);
  // A moving picture moves; one that is a single plate is first looked at by its light.
  choose(active.stack.length > 1 ? 'scroll' : 'window');
  changed(active);
  if ((active.picture?.frames ?? 1) > 1 && ['US', 'XA', 'RF'].includes(active.picture?.modality ?? '')) cine(active, true);
}

/** @type {{ pane: Pane, timer: number } | null} */ let film = null;

/** Starts and stops moving. @param {Pane} pane @param {boolean} [on] */
function cine(pane, on) {
  const was = film?.pane === pane;
  if (film) window.clearInterval(film.timer);
  film = null;
  if (on ?? !was) {
    const every = clamp(pane.picture?.every || 1000 / Number($('pace').value), 15, 2000);
    film = { pane, timer: window.setInterval(() => {
      const next = (pane.index + 1) % Math.max(1, pane.stack.length), p = pane.stack[next];
      // Waits for what is not here yet: a jerking heart must not be the line's doing.
      if (p && (held.has(p.key) || p.cut || failed.has(p.key))) {
        pane.go(next);
        pane.way = 1;
      }
      ask();
    }, every) };
  }
  $('do-cine').setAttribute('aria-pressed', String(!!film));
}

/** Notes the picture as one that matters. @param {Pane} pane */
async function keyImage(pane) {
  const p = pane.picture;
  if (!p || p.cut || !told.keys) return tell(say('Không ghi được ảnh này là ảnh chính.'));
  const answer = await fetch(told.keys, { method: 'POST', headers: { 'X-Form': told.token ?? '', accept: 'application/json' }, body: new URLSearchParams({ series: p.series, instance: p.instance, frame: String(p.frame) }) });
  if (!answer.ok) return tell(say('Không ghi được ảnh này là ảnh chính.'));
  const { isKey } = await answer.json();
  tell(say(isKey ? 'Đã ghi ảnh {0} là ảnh chính.' : 'Đã bỏ ảnh {0} khỏi các ảnh chính.', pane.index + 1));
  const item = document.querySelector(`[data-key="${p.key}"]`);
  if (!isKey) item?.closest('li')?.remove();
  else if (!item) $('keys').append(make('li', {}, make('button', { type: 'button', className: 'button small', 'data-key': p.key, 'data-of': p.series }, `${pane.card?.name ?? ''} ${pane.index + 1}`)));
  $('keys-head').hidden = !$('keys').children.length;
}

document.addEventListener('click', e => {
  const at = /** @type {HTMLElement} */ (e.target).closest('button');
  if (!at || !page.contains(at)) return;
  const { tool: name, act: what, series, preset, key, of } = at.dataset;
  if (name) choose(name);
  else if (what) act(what);
  else if (preset) {
    const found = PRESETS[Number(preset)];
    if (found) active.window = { c: found.c, w: found.w };
    active.dirty = true;
    changed(active);
  } else if (key || series) {
    const card = cards.find(c => c.uid === (of ?? series));
    if (card) show(card, key);
  }
});

$('panes-two').addEventListener('click', async () => {
  if (planes) togglePlanes();
  const two = panes.length !== 2;
  lay(two ? 2 : 1);
  $('panes-two').setAttribute('aria-pressed', String(two));
  if (!two) return ask();
  // Beside it: the same kind of series of an earlier study, else the next of this one.
  const card = panes[0].card, other = cards.find(c => c.study !== card?.study && c.modality === card?.modality) ?? cards.find(c => c.uid !== card?.uid) ?? card;
  if (other) await panes[1].open(other);
  changed(panes[0]);
});
$('link').addEventListener('change', () => { linked = $('link').checked; if (linked) changed(active); });
$('raw').addEventListener('change', () => { for (const pane of panes) pane.dirty = true; });

lay(1);
if (!panes[0].painter.gl && !panes[0].painter.flat) tell(say('Trình duyệt này không vẽ được ảnh.'), true);
const asks = new URLSearchParams(location.search), start = cards.find(c => c.uid === asks.get('series')) ?? cards[0];
if (start) show(start, asks.get('picture') ?? undefined);
else tell(say('Lượt chụp này không có loạt ảnh nào để xem.'), true);
