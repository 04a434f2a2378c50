// Looking together: one leads, the others see the same slice, window and pointer; anyone may take the lead.

/** @type {WebSocket | null} */ let line = null;
let leads = false, me = '', sent = 0, waiting = 0, tries = 0, leaves = false;
/** @type {any} */ let lastPoint = null;

/** How the pane is looked at, to be told to others. @param {Pane} pane */
const lookOf = pane => ({ t: 'look', series: pane.card?.uid, key: pane.picture?.key, window: pane.window, zoom: pane.zoom, x: pane.x / pane.width, y: pane.y / pane.height, turn: pane.turn, flipped: pane.flipped, upended: pane.upended, negative: pane.negative });

/** Tells the others, at most twenty times a second, the last always. @param {Pane} pane */
function report(pane) {
  if (!leads || pane.place !== 0 || planes || waiting) return;
  waiting = window.setTimeout(() => {
    [waiting, sent] = [0, performance.now()];
    if (leads && panes[0].picture) pass(lookOf(panes[0]));
  }, Math.max(0, 50 - (performance.now() - sent)));
}

/** @param {Pane} pane @param {number} x @param {number} y Where the leader's hand is, as shares of the picture. */
function point(pane, x, y) {
  if (!leads || pane.place !== 0 || planes) return;
  if (!lastPoint) window.setTimeout(() => { if (leads && lastPoint) pass(lastPoint); lastPoint = null; }, 50);
  lastPoint = { t: 'point', x, y, key: pane.picture?.key };
}

/** @param {any} what */
const pass = what => { if (line?.readyState === WebSocket.OPEN) line.send(JSON.stringify(what)); };

/** @param {any} m */
async function obey(m) {
  if (m.t === 'here') {
    [me, leads] = [m.you ?? me, m.leader === (m.you ?? me)];
    $('together-said').textContent = m.names.length < 2 ? say('Chưa có ai khác xem cùng.') : say(leads ? 'Ông/bà đang dẫn, {0} người xem cùng.' : '{1} đang dẫn, {0} người xem cùng.', m.names.length - 1, m.leaderName ?? '');
    $('lead').hidden = leads;
    if (leads) pass(lookOf(panes[0]));
    else for (const pane of panes) pane.pointed = null;
  } else if (m.t === 'point' && !leads) {
    const pane = panes[0];
    pane.pointed = m.key === pane.picture?.key ? { x: m.x, y: m.y, name: m.name } : null;
    pane.dirty = true;
  } else if (m.t === 'look' && !leads && !planes) {
    const pane = panes[0], card = cards.find(c => c.uid === m.series);
    if (!card) return;
    if (pane.card?.uid !== card.uid) await pane.open(card, m.key);
    const at = pane.stack.findIndex(p => p.key === m.key);
    if (at >= 0) pane.go(at);
    Object.assign(pane, { window: m.window, zoom: clamp(Number(m.zoom) || 1, 0.2, 40), x: (Number(m.x) || 0) * pane.width, y: (Number(m.y) || 0) * pane.height, turn: (Number(m.turn) || 0) % 360, flipped: !!m.flipped, upended: !!m.upended, negative: !!m.negative, pointed: null, dirty: true });
    ask();
  }
}

function join() {
  leaves = false;
  line = new WebSocket(`${location.origin.replace(/^http/, 'ws')}${told.live}`);
  line.onopen = () => { tries = 0; };
  line.onmessage = ({ data }) => { obey(JSON.parse(data)); };
  line.onclose = () => {
    [line, leads] = [null, false];
    if (leaves) return;
    $('together-said').textContent = say('Mất đường truyền. Trang tự nối lại.');
    window.setTimeout(join, Math.min(10000, 500 * 2 ** tries++));
  };
}

$('together')?.addEventListener('click', () => {
  const on = !line;
  if (on) join();
  else {
    leaves = true;
    line?.close();
    $('together-said').textContent = '';
    $('lead').hidden = true;
    for (const pane of panes) [pane.pointed, pane.dirty] = [null, true];
  }
  $('together').setAttribute('aria-pressed', String(on));
});
$('lead')?.addEventListener('click', () => pass({ t: 'lead' }));
