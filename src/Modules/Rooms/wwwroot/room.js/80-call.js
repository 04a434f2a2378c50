
/** Sound and pictures; null where this installation or this browser has none. @type {any} */
let call = null;
/** Sounds of the others play here. @type {Map<string, HTMLAudioElement>} */
const sounds = new Map();

/** The script of calls; asked for while the devices are looked at. @type {Promise<any> | null} */
let script = null;
const callScript = () => script ??= import(/** @type {string} */ (told.call));

/** Opens sound and pictures, again after the line came back. */
async function joinCall() {
  if (!told.call || !('RTCPeerConnection' in window)) {
    $('do-mic').hidden = $('do-cam').hidden = true;
    voice = stop(voice);
    face = stop(face);
    $('line-said').textContent = say('Máy chủ không mở đường tiếng và hình; vẫn trao đổi bằng chữ và màn hình chung.');
    return;
  }
  if (call) {
    if (call.state !== 'open') call.join();
    return;
  }
  const { Call } = await callScript();
  call = new Call({ send: (/** @type {object} */ m) => line.send({ t: 'media', m }) });
  call.addEventListener('track', (/** @type {CustomEvent} */ e) => { addTrack(e.detail); });
  call.addEventListener('gone', (/** @type {CustomEvent} */ e) => { removeTrack(e.detail); });
  call.addEventListener('speaking', (/** @type {CustomEvent} */ e) => { room.speaking = e.detail.member; faces(); });
  call.addEventListener('state', (/** @type {CustomEvent} */ e) => { lineSaid(e.detail.state === 'open' ? '' : say('Đang mở đường tiếng và hình…')); });
  call.addEventListener('none', () => lineSaid(say('Máy chủ không mở đường tiếng và hình; vẫn trao đổi bằng chữ và màn hình chung.')));
  call.addEventListener('reduced', (/** @type {CustomEvent} */ e) => { reduced(e.detail.tracks); });
  call.addEventListener('own', () => { buttons(); sendDevice(); faces(); });
  const sound = voice?.getAudioTracks()[0], picture = face?.getVideoTracks()[0];
  voice = face = null;
  if (sound) call.take('sound', sound);
  if (picture) call.take('picture', picture);
  call.join();
  buttons();
  $('do-screen').hidden = !mayShow() || !navigator.mediaDevices?.getDisplayMedia;
}

function leaveCall() {
  call?.leave();
  voice = stop(voice);
  face = stop(face);
  for (const sound of sounds.values()) sound.remove();
  sounds.clear();
  streams.clear();
}

/** @param {{ member: number, kind: string, stream: MediaStream }} t */
function addTrack({ member, kind, stream }) {
  if (kind === 'sound') {
    const sound = sounds.get(String(member)) ?? document.body.appendChild(make('audio', { autoplay: true }));
    sound.srcObject = stream;
    sounds.set(String(member), sound);
    sound.play?.().catch(() => addEventListener('click', () => sound.play(), { once: true }));
  } else streams.set(`${member}/${kind}`, { number: member, kind, stream });
  faces();
}

/** @param {{ member: number, kind: string }} t */
function removeTrack({ member, kind }) {
  if (kind === 'sound') {
    sounds.get(String(member))?.remove();
    sounds.delete(String(member));
  } else streams.delete(`${member}/${kind}`);
  faces();
}

/** The own picture, if the camera is on. @type {MediaStream | null} */
let mirror = null;
function ownPicture() {
  const track = call?.own('picture') ?? null;
  if (!track) mirror = null;
  else if (mirror?.getVideoTracks()[0] !== track) mirror = new MediaStream([track]);
  return mirror;
}

const micOn = () => !!call?.own('sound')?.enabled;
const camOn = () => !!call?.own('picture');

function buttons() {
  $('do-mic').setAttribute('aria-pressed', String(micOn()));
  $('do-mic').textContent = say(micOn() ? 'Tắt micro' : 'Bật micro');
  $('do-cam').setAttribute('aria-pressed', String(camOn()));
  $('do-cam').textContent = say(camOn() ? 'Tắt camera' : 'Bật camera');
  $('do-screen').setAttribute('aria-pressed', String(!!call?.own('screen')));
}

/** Tells the others which devices are on. */
function sendDevice() {
  if (!call) return;
  const device = { mic: micOn(), cam: camOn(), soundOnly: !camOn() };
  room.devices.set(room.me, device);
  line.send({ t: 'device', ...device });
}

/** @param {'sound' | 'picture' | 'screen'} kind @param {boolean} on @param {string} [device] */
async function turn(kind, on, device) {
  try {
    await (on ? call?.on(kind, device) : call?.off(kind));
  } catch {
    if (kind !== 'screen') tell(say(kind === 'sound' ? 'Không có micro hoặc trình duyệt chưa cho dùng.' : 'Không có camera hoặc trình duyệt chưa cho dùng.'));
  }
}
$('do-mic').onclick = () => turn('sound', !micOn(), chosen.mic || undefined);
$('do-cam').onclick = () => turn('picture', !camOn(), chosen.cam || undefined);
$('do-screen').onclick = () => turn('screen', !call?.own('screen'));

/** Asks for each picture only as wide as it stands on this page. */
function wish() {
  if (!call) return;
  const tiles = [...$('faces').children];
  call.want([...streams.values()].map(s => {
    const tile = tiles.find(t => room.seats.get(t.dataset.seat)?.number === s.number);
    return { member: s.number, kind: s.kind, width: document.hidden ? 0 : Math.round((tile?.clientWidth ?? 160) * devicePixelRatio), first: !!tile?.classList.contains('large') };
  }).filter(w => w.width > 0));
}
addEventListener('resize', wish);
document.addEventListener('visibilitychange', wish);

let lineTimer = 0;
/** @param {string} text */
function lineSaid(text) {
  clearTimeout(lineTimer);
  $('line-said').textContent = text;
}

/** Says what is reduced on a weak line. @param {{ member: number, kind: string, why: string }[]} tracks */
function reduced(tracks) {
  const names = (/** @type {(t: any) => boolean} */ which) => tracks.filter(which).map(t => [...room.seats.values()].find(s => s.number === t.member)?.name ?? '').filter(Boolean).join(', ');
  const none = names(t => /nopicture/i.test(t.why)), less = names(t => /smaller|fewer/i.test(t.why));
  if (!tracks.length) {
    lineSaid(say('Đường truyền tốt.'));
    lineTimer = window.setTimeout(() => lineSaid(''), 4000);
  } else lineSaid(none ? say('Đường truyền yếu: tạm dừng hình của {0}.', none) : less ? say('Đường truyền yếu: thu nhỏ hình của {0}.', less) : say('Đường truyền yếu: ưu tiên tiếng nói.'));
}
