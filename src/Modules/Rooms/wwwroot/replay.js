// @ts-check
// All tracks of a recording on one line of time: one button, one slider.

const tracks = /** @type {HTMLMediaElement[]} */ ([...document.querySelectorAll('#replay audio, #replay video')]);
const go = /** @type {HTMLButtonElement} */ (document.getElementById('replay-go'));
const slider = /** @type {HTMLInputElement} */ (document.getElementById('replay-at'));
const said = /** @type {HTMLOutputElement} */ (document.getElementById('replay-said'));
const at = (/** @type {HTMLMediaElement} */ t) => Number(t.dataset.at);
let now = 0, last = 0, runs = false;

const clock = (/** @type {number} */ s) => `${Math.floor(s / 60)}:${String(Math.floor(s % 60)).padStart(2, '0')}`;
const end = () => Math.max(...tracks.map(t => at(t) + (Number.isFinite(t.duration) ? t.duration : 0)), 1);

/** Brings every track to the one time. @param {boolean} [jump] */
function follow(jump) {
  for (const t of tracks) {
    const own = now - at(t), inside = own >= 0 && own < (t.duration || 0);
    if (inside && (jump || Math.abs(t.currentTime - own) > .4)) t.currentTime = own;
    if (inside && runs && t.paused) t.play().catch(() => {});
    if ((!inside || !runs) && !t.paused) t.pause();
  }
  slider.max = String(end());
  slider.value = String(now);
  said.value = `${clock(now)} / ${clock(end())}`;
}

function tick() {
  const time = performance.now();
  if (runs) {
    now += (time - last) / 1000;
    if (now >= end()) [runs, now] = [false, end()];
    follow();
    go.setAttribute('aria-pressed', String(runs));
  }
  last = time;
}
setInterval(tick, 200);

go.onclick = () => {
  runs = !runs;
  if (runs && now >= end()) now = 0;
  last = performance.now();
  follow(true);
};
slider.oninput = () => {
  now = Number(slider.value);
  follow(true);
};
for (const t of tracks) t.addEventListener('loadedmetadata', () => follow(true));
