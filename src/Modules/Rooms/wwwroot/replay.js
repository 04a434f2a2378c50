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

const inside = (/** @type {HTMLMediaElement} */ t) => now >= at(t) && now - at(t) < (t.duration || 0);
/** Since when a track keeps the others waiting; 0: none does. */
let waits = 0;

/** A track that was asked to play and is not there yet: the others wait for it, but not for ever. */
function waiting() {
  const slow = tracks.some(t => inside(t) && !t.error && !t.paused && !t.ended && (t.seeking || t.readyState < HTMLMediaElement.HAVE_FUTURE_DATA));
  if (!slow) waits = 0;
  else waits ||= performance.now();
  return slow && performance.now() - waits < 10_000;
}

/** Brings every track to the one time. @param {boolean} [jump] */
function follow(jump) {
  for (const t of tracks) {
    const own = now - at(t), here = inside(t);
    // Who is still looking for a place is not sent to the next one: on a slow machine it would never arrive.
    if (here && (jump || !t.seeking && Math.abs(t.currentTime - own) > .4)) t.currentTime = own;
    if (here && runs && t.paused) t.play().catch(() => {});
    if ((!here || !runs) && !t.paused) t.pause();
  }
  slider.max = String(end());
  slider.value = String(now);
  said.value = `${clock(now)} / ${clock(end())}`;
}

function tick() {
  const time = performance.now();
  if (runs) {
    if (!waiting()) now += (time - last) / 1000;
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
