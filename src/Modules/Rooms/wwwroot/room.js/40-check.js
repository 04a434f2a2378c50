
/** Devices that were chosen before entering; the same ones are used inside. */
const chosen = { mic: '', cam: '', useMic: false, useCam: false };
/** @type {MediaStream | null} */
let voice = null;
/** @type {MediaStream | null} */
let face = null;
/** @type {AudioContext | null} */
let ear = null;
let meterTimer = 0;

/** Looks which devices are there; everything works with none. */
async function check() {
  if (told.call && 'RTCPeerConnection' in window) callScript().catch(() => {});
  await openMic();
  await openCam();
  await listDevices();
  $('mic').onchange = async () => { chosen.mic = $('mic').value; await openMic(); };
  $('cam').onchange = async () => { chosen.cam = $('cam').value; await openCam(); };
  navigator.mediaDevices?.addEventListener('devicechange', () => { if (!$('check').hidden) listDevices(); });
}

async function listDevices() {
  const all = await navigator.mediaDevices?.enumerateDevices().catch(() => []) ?? [];
  for (const [id, kind, name] of [['mic', 'audioinput', 'Micro {0}'], ['cam', 'videoinput', 'Camera {0}']]) {
    const list = all.filter(d => d.kind === kind);
    $(id).replaceChildren(make('option', { value: '' }, say('Mặc định')), ...list.filter(d => d.deviceId && d.deviceId !== 'default').map((d, i) => make('option', { value: d.deviceId }, d.label || say(name, i + 1))));
    $(id).value = id === 'mic' ? chosen.mic : chosen.cam;
    $(id).disabled = list.length === 0;
  }
}

async function openMic() {
  stop(voice);
  voice = null;
  try {
    voice = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1, ...(chosen.mic ? { deviceId: { exact: chosen.mic } } : {}) } });
    $('mic-said').textContent = say('Micro tốt: vạch xanh chạy khi nói.');
    meter(voice);
  } catch {
    $('mic-said').textContent = say('Không có micro hoặc trình duyệt chưa cho dùng.');
  }
  enough();
}

async function openCam() {
  stop(face);
  face = null;
  try {
    face = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 24, max: 30 }, ...(chosen.cam ? { deviceId: { exact: chosen.cam } } : {}) } });
    $('cam-said').textContent = say('Camera tốt.');
  } catch {
    $('cam-said').textContent = say('Không có camera hoặc trình duyệt chưa cho dùng.');
  }
  $('mirror').srcObject = face;
  $('no-picture').hidden = !!face;
  enough();
}

/** Which ways of entering make sense with what is there. */
function enough() {
  $('enter-sound').hidden = !voice || !face;
}

/** How loud the microphone is, in words of a bar. @param {MediaStream} stream */
function meter(stream) {
  ear ??= new AudioContext();
  const analyser = ear.createAnalyser(), level = new Uint8Array(256);
  analyser.fftSize = 512;
  ear.createMediaStreamSource(stream).connect(analyser);
  clearInterval(meterTimer);
  meterTimer = window.setInterval(() => {
    analyser.getByteTimeDomainData(level);
    const loud = Math.min(100, Math.round(Math.sqrt(level.reduce((sum, v) => sum + (v - 128) ** 2, 0) / level.length) * 3));
    $('meter').firstElementChild.style.width = loud + '%';
    $('meter').setAttribute('aria-valuenow', String(loud));
  }, 100);
}

/** @param {MediaStream | null} stream @returns {null} */
function stop(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
  return null;
}

/** Enters with these devices; they stay open, so that nobody waits for them. @param {boolean} mic @param {boolean} cam */
function enter(mic, cam) {
  Object.assign(chosen, { useMic: mic && !!voice, useCam: cam && !!face });
  clearInterval(meterTimer);
  ear?.close();
  if (!chosen.useMic) voice = stop(voice);
  if (!chosen.useCam) face = stop(face);
  $('mirror').srcObject = null;
  place('wait');
  $('wait-said').textContent = say('Đang vào phòng…');
  line.open();
}
