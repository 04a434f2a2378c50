
/** The line to the room: comes again by itself, and goes on from the last number it had. */
const line = {
  /** @type {WebSocket | null} */
  socket: null,
  wanted: false,
  tries: 0,
  timer: 0,
  heard: 0,
  everIn: false,

  /** @param {object} message @returns {boolean} Was it sent? */
  send(message) {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  },

  async open() {
    this.wanted = true;
    clearTimeout(this.timer);
    try {
      const answer = await fetch(`${told.door}/pass`, { method: 'POST', headers: { 'X-Form': told.token ?? '', Accept: 'application/json' }, signal: AbortSignal.timeout(8000) });
      if (answer.status === 409) return over('Cuộc họp đã kết thúc.', false);
      if (answer.status === 401 || answer.status === 403 || answer.status === 404) return over((await answer.json().catch(() => null))?.title ?? 'Ông/bà đã được mời ra khỏi phòng.', false);
      if (!answer.ok) throw new Error(String(answer.status));
      this.connect((await answer.json()).pass);
    } catch {
      this.again();
    }
  },

  /** @param {string} pass */
  connect(pass) {
    const socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/rooms/${told.room}/live`);
    this.socket = socket;
    this.heard = performance.now();
    socket.onopen = () => socket.send(JSON.stringify({ t: 'hello', pass, last: room.seq || undefined }));
    socket.onmessage = e => {
      this.heard = performance.now();
      if (this.socket === socket) hear(JSON.parse(e.data));
    };
    socket.onclose = e => {
      if (this.socket !== socket) return;
      this.socket = null;
      if (!this.wanted) return;
      if (e.reason === 'closed') return over('Cuộc họp đã kết thúc.', false);
      if (e.reason === 'removed') return over('Ông/bà đã được mời ra khỏi phòng.', true);
      if (e.reason === 'again') return over('Ông/bà đã vào phòng này trên thiết bị khác.', true);
      this.again(e.reason === 'moved' && this.tries === 0);
    };
  },

  /** Tries again soon, then every few seconds. @param {boolean} [moved] */
  again(moved = false) {
    if (!this.wanted) return;
    const text = say(moved ? 'Phòng đang chuyển sang máy khác, trang tự nối lại.' : 'Mất đường truyền. Trang tự nối lại; những gì đã ghi không mất.');
    if (this.everIn) {
      page.classList.add('lost');
      $('said').textContent = text;
      clearTimeout(saidTimer);
    } else $('wait-said').textContent = text;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.open(), Math.min(250 * 2 ** this.tries++, 2000) * (.75 + Math.random() / 2));
  },

  close() {
    this.wanted = false;
    clearTimeout(this.timer);
    this.socket?.close(1000, 'left');
    this.socket = null;
  },
};

setInterval(() => {
  if (!line.socket) return;
  if (performance.now() - line.heard > 12_000) line.socket.close(4000, 'silent');
  else line.send({ t: 'ping' });
}, 4000);
addEventListener('online', () => { if (line.wanted && !line.socket) line.open(); });
// A session of the house ends when nothing is asked for half an hour; a meeting lasts longer.
setInterval(() => { if (line.socket) loadTable(); }, 5 * 60_000);

/** The meeting is over for this page. @param {string} text @param {boolean} may Come in again? */
function over(text, may) {
  line.close();
  leaveCall();
  place('wait');
  $('wait-said').textContent = say(text);
  $('wait-do').replaceChildren(make('a', { className: 'button primary', href: told.back }, say('Trở về')));
  if (may) $('wait-do').append(make('button', { className: 'button', onclick: () => location.reload() }, say('Vào lại')));
}

/** @param {any} m A message of the room. */
function hear(m) {
  switch (m.t) {
    case 'state': takeState(m); break;
    case 'resumed': back(); break;
    case 'event': takeEvent(m.e); break;
    case 'strokes': room.strokes.set(m.exhibit, m.strokes); drawInk(); break;
    case 'view': takeView(m.v); break;
    case 'device': room.devices.set(m.seat, m); people(); break;
    case 'files': loadTable(); break;
    case 'media': call?.hear(m.m); break;
    case 'lobby':
      place('wait');
      $('wait-said').textContent = say(m.led ? 'Xin chờ chủ tọa hoặc thư ký cho vào phòng.' : 'Chủ tọa và thư ký chưa có mặt. Xin chờ.');
      line.tries = 0;
      break;
    case 'refused':
      if (!line.everIn) $('wait-said').textContent = m.text;
      tell(m.text);
      break;
  }
}

/** The line is there again. */
function back() {
  page.classList.remove('lost');
  line.tries = 0;
  if (line.everIn) tell(say('Đã nối lại.'));
  line.everIn = true;
  sendDevice();
  joinCall();
}

/** @param {any} m How everything stands. */
function takeState(m) {
  Object.assign(room, { me: m.me, seq: m.seq, mayRecord: m.mayRecord, floor: m.floor ?? null, exhibit: m.exhibit ?? null, tape: m.tape ?? null });
  room.seats = new Map(m.seats.map((/** @type {Seat} */ s) => [s.id, s]));
  room.strokes = new Map(m.exhibit ? [[m.exhibit.key, m.strokes]] : []);
  $('chat-list').replaceChildren();
  for (const c of m.chat) addChat(c, true);
  place('meeting');
  const first = !line.everIn;
  back();
  if (first) tell(say('Đã vào phòng.'));
  loadTable();
  showExhibit();
  people();
  tapeNow();
}
