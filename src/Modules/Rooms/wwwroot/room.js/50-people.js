
/** Pictures of the others, by the number of their seat and what it is. @type {Map<string, { number: number, kind: string, stream: MediaStream }>} */
const streams = new Map();
/** Number of the seat that stands large because somebody chose so; −1: who speaks. */
let pinned = -1;

/** Brings lists, faces and buttons to how the room stands. */
function people() {
  const lead = leader(), mine = me();
  $('led').textContent = lead ? say('{0} đang chủ trì', lead.name) : say('Chưa có người chủ trì');
  $('do-hand').setAttribute('aria-pressed', String(!!mine?.hand));
  $('do-hand').textContent = say(mine?.hand ? 'Hạ tay' : 'Giơ tay');
  $('do-floor').hidden = !mayShow() || !(hasFloor() || floorIsFree() || leads());
  $('do-floor').textContent = say(hasFloor() ? 'Thôi trình bày' : 'Nhận trình bày');
  $('leave-all').hidden = !leads();
  $('draw-tools').hidden = !mayShow();
  $('look-tools').hidden = !hasFloor();
  $('page-tools').hidden = !hasFloor() || room.exhibit?.what !== 'pdf';
  page.classList.toggle('floor', hasFloor());
  $('people-list').replaceChildren(...[...room.seats.values()].sort(byPresence).map(person));
  faces();
  tableNow();
  captionsNow();
}

/** @param {Seat} a @param {Seat} b */
const byPresence = (a, b) => Number(b.waiting) - Number(a.waiting) || Number(b.present) - Number(a.present) || a.number - b.number;

/** @param {Seat} s @returns {HTMLElement} One line of the list. */
function person(s) {
  const notes = [say(ROLES[s.role] ?? s.role), s.organisation, s.guest ? say('khách') : '', s.waiting ? say('chờ ngoài cửa') : s.present ? '' : say('vắng'), room.floor === s.id && s.present ? say('đang trình bày') : '',
    s.present && room.devices.get(s.id)?.mic === false ? say('tắt micro') : ''].filter(Boolean).join(' · ');
  const row = make('li', { className: s.waiting ? 'waits' : s.present ? '' : 'away' },
    make('div', {}, make('b', {}, s.name + (s.id === room.me ? ` (${say('ông/bà')})` : '')), s.hand ? make('span', { className: 'hand', title: say('giơ tay') }, ' ✋') : '', make('div', { className: 'soft small' }, notes)));
  const deeds = make('div', { className: 'actions' });
  const deed = (/** @type {string} */ text, /** @type {object} */ order) => deeds.append(make('button', { className: 'button small', type: 'button', onclick: () => line.send(order) }, say(text)));
  if (s.waiting && maySit()) {
    deed('Cho vào', { t: 'admit', seat: s.id });
    deed('Không cho vào', { t: 'turn', seat: s.id });
  }
  if (s.present && s.id !== room.me) {
    if (leads() && s.hand) deed('Hạ tay', { t: 'hand', seat: s.id, up: false });
    if ((leads() || hasFloor()) && room.floor !== s.id && !['observer', 'patient', 'interpreter'].includes(s.role)) deed('Giao trình bày', { t: 'floor', seat: s.id });
    if (leads() && s.role !== 'chair') deed('Mời ra', { t: 'turn', seat: s.id });
  }
  if (leads() && s.role !== 'chair' && s.id !== room.me) {
    const roles = Object.entries(ROLES).filter(([r]) => r !== 'chair' || (me()?.role === 'chair' && s.present && !s.guest));
    deeds.append(make('select', { 'aria-label': say('Vai trò của {0}', s.name), onchange: (/** @type {any} */ e) => line.send({ t: 'role', seat: s.id, role: e.target.value }) },
      ...roles.map(([r, text]) => make('option', { value: r, selected: r === s.role }, say(text)))));
  }
  if (deeds.childElementCount) row.append(deeds);
  return row;
}

/** Who stands large: a shared screen, who was chosen, who speaks, else who leads. */
function large() {
  const here = present();
  const screen = [...streams.values()].find(s => s.kind === 'screen');
  if (screen) return here.find(s => s.number === screen.number);
  return here.find(s => s.number === pinned) ?? here.find(s => s.number === room.speaking && s.id !== room.me) ?? here.find(s => s.id !== room.me && s.id === leader()?.id) ?? here.find(s => s.id !== room.me) ?? here[0];
}

/** Keeps one tile for each who is there; a tile that stands keeps its picture. */
function faces() {
  const list = $('faces'), big = large(), here = present();
  for (const tile of [...list.children]) if (!here.some(s => s.id === tile.dataset.seat)) tile.remove();
  for (const s of here) {
    let tile = [...list.children].find(t => t.dataset.seat === s.id);
    if (!tile) {
      tile = make('li', { className: 'face', tabIndex: 0 }, make('video', { autoplay: true, playsInline: true, muted: true }), make('span', { className: 'letters', 'aria-hidden': 'true' }), make('span', { className: 'label' }));
      tile.dataset.seat = s.id;
      const pin = () => { pinned = pinned === s.number ? -1 : s.number; faces(); };
      tile.onclick = pin;
      tile.onkeydown = (/** @type {KeyboardEvent} */ e) => { if (e.key === 'Enter') pin(); };
      list.append(tile);
    }
    const [video, letters, label] = tile.children;
    const stream = s.id === room.me ? ownPicture() : (streams.get(`${s.number}/screen`) ?? streams.get(`${s.number}/picture`))?.stream ?? null;
    if (video.srcObject !== stream) video.srcObject = stream;
    video.hidden = !stream;
    video.classList.toggle('own', s.id === room.me);
    letters.hidden = !!stream;
    letters.textContent = s.name.replace(/\(.*?\)/g, '').trim().split(/\s+/).slice(-2).map(w => w[0]).join('');
    label.textContent = `${s.name}${s.id === room.me ? ` (${say('ông/bà')})` : ''} · ${say(ROLES[s.role] ?? s.role)}${s.hand ? ' ✋' : ''}`;
    label.title = s.organisation;
    tile.classList.toggle('large', s === big);
    tile.classList.toggle('speaks', s.number === room.speaking);
    if (s === big && list.firstElementChild !== tile) list.prepend(tile);
  }
  page.classList.toggle('alone', here.length < 2);
  wish();
}
