
let unread = 0;

/** @param {{ seat: string, text: string, at: string }} c @param {boolean} old */
function addChat(c, old) {
  const time = new Date(c.at).toLocaleTimeString('vi-VN', { hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Ho_Chi_Minh' });
  const row = make('li', {}, make('div', { className: 'small soft' }, `${nameOf(c.seat)} · ${time}`), make('div', { className: 'lines' }, c.text));
  $('chat-list').append(row);
  row.scrollIntoView({ block: 'nearest' });
  if (old || !$('chat').hidden || c.seat === room.me) return;
  unread++;
  $('unread').hidden = false;
  $('unread').textContent = String(unread);
  $('unread').title = say('Có {0} tin nhắn mới', unread);
  tell(`${nameOf(c.seat)}: ${c.text.slice(0, 80)}`);
}

$('chat-form').addEventListener('submit', (/** @type {Event} */ e) => {
  e.preventDefault();
  const text = $('chat-text');
  if (text.value.trim() && line.send({ t: 'say', text: text.value })) text.value = '';
  text.focus();
});
$('chat-text').addEventListener('keydown', (/** @type {KeyboardEvent} */ e) => {
  if (e.key !== 'Enter' || e.shiftKey || e.isComposing) return;
  e.preventDefault();
  $('chat-form').requestSubmit();
});

const tabs = ['people', 'chat', 'table'];

/** @param {string} which */
function openTab(which) {
  for (const id of tabs) {
    $(id).hidden = id !== which;
    $('tab-' + id).setAttribute('aria-selected', String(id === which));
    $('tab-' + id).tabIndex = id === which ? 0 : -1;
  }
  if (which === 'chat') {
    unread = 0;
    $('unread').hidden = true;
  }
}
for (const id of tabs) {
  $('tab-' + id).addEventListener('click', () => openTab(id));
  $('tab-' + id).addEventListener('keydown', (/** @type {KeyboardEvent} */ e) => {
    const by = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0;
    if (!by) return;
    const next = tabs[(tabs.indexOf(id) + by + tabs.length) % tabs.length];
    openTab(next);
    $('tab-' + next).focus();
  });
}

/** Asks what lies on the table and what comes next. */
async function loadTable() {
  const answer = await fetch(`${told.door}/exhibits`, { headers: { Accept: 'application/json' } }).catch(() => null);
  if (!answer?.ok) return;
  const said = await answer.json();
  table = said.exhibits;
  if (said.agenda.length) $('agenda').replaceChildren(...said.agenda.map((/** @type {string} */ a) => make('li', {}, a)));
  tableNow();
}

function tableNow() {
  $('table-list').replaceChildren(...table.map(x => {
    const shown = room.exhibit?.key === x.key;
    const row = make('li', {}, make('a', { href: x.href, target: '_blank', rel: 'noopener' }, x.name));
    if (hasFloor()) row.append(make('button', { className: 'button small', type: 'button', onclick: () => line.send(shown ? { t: 'show' } : { t: 'show', key: x.key }) }, say(shown ? 'Thôi chiếu' : 'Trình chiếu')));
    else if (shown) row.append(make('span', { className: 'small soft' }, say('Đang chiếu')));
    return row;
  }));
  if (!table.length) $('table-list').replaceChildren(make('li', { className: 'soft small' }, say('Chưa có tài liệu. Chủ tọa, thư ký, người trình bày và chuyên gia đưa tài liệu vào ở mục Chuẩn bị.')));
}

$('lay-form')?.addEventListener('submit', async (/** @type {Event} */ e) => {
  e.preventDefault();
  const file = $('lay').files[0];
  if (!file) return;
  const body = new FormData();
  body.append('file', file);
  const answer = await fetch(`/rooms/${told.room}/files`, { method: 'POST', body, headers: { 'X-Form': told.token ?? '', Accept: 'application/json' }, redirect: 'manual' }).catch(() => null);
  if (answer && (answer.ok || answer.type === 'opaqueredirect')) $('lay').value = '';
  else tell((await answer?.json().catch(() => null))?.title ?? say('Mất đường truyền. Trang tự nối lại; những gì đã ghi không mất.'));
});

/** Mark of a recording, and the question to who has not agreed yet. */
function tapeNow() {
  const tape = room.tape, here = present(), mark = $('tape-said');
  $('do-tape').hidden = !(tape ? true : maySit() && room.mayRecord);
  $('do-tape').textContent = say(tape ? 'Dừng ghi hình' : 'Đề nghị ghi hình');
  mark.classList.toggle('runs', !!tape?.running);
  const missing = tape ? here.filter(s => !tape.agreed.includes(s.id)) : [];
  mark.textContent = !tape ? '' : tape.running ? '● ' + say('Đang ghi hình')
    : tape.made ? say('Ghi hình tạm dừng, chờ {0} đồng ý', missing.map(s => s.name).join(', ')) : say('Chờ mọi người đồng ý ghi hình: {0}/{1}', here.length - missing.length, here.length);
  const ask = !!tape && missing.some(s => s.id === room.me), dialog = $('consent');
  if (ask && !dialog.open) {
    $('consent-more').hidden = !tape?.teaching;
    $('consent-teaching').checked = false;
    dialog.showModal();
  } else if (!ask && dialog.open) dialog.close();
}

/** @param {boolean} yes */
const consent = yes => line.send({ t: 'consent', recording: room.tape?.id, yes, teaching: $('consent-teaching').checked, text: room.tape?.text });
$('consent-yes').onclick = () => { consent(true); $('consent').close(); };
$('consent-no').onclick = () => { consent(false); $('consent').close(); };
// Escape is no answer: the question stays until there is one.
$('consent').addEventListener('cancel', (/** @type {Event} */ e) => e.preventDefault());
$('do-tape').onclick = () => { if (room.tape) line.send({ t: 'stop' }); else $('ask-tape').showModal(); };
$('ask-no').onclick = () => $('ask-tape').close();
$('ask-yes').onclick = () => {
  line.send({ t: 'record', teaching: $('ask-teaching').checked });
  $('ask-tape').close();
};
$('do-hand').onclick = () => line.send({ t: 'hand', up: !me()?.hand });
$('do-floor').onclick = () => line.send(hasFloor() ? { t: 'floor' } : { t: 'floor', seat: room.me });
$('do-side').onclick = () => {
  const open = page.classList.toggle('side-open');
  $('do-side').setAttribute('aria-expanded', String(open));
};
$('do-leave').onclick = () => $('leave').showModal();
$('leave-no').onclick = () => $('leave').close();
$('leave-yes').onclick = () => { $('leave').close(); over('Ông/bà đã rời phòng.', true); };
$('leave-all').onclick = () => { line.send({ t: 'close' }); $('leave').close(); };
