// @ts-check
// The room's page. Parts of this folder are served as one module: ground, line, devices, people, shared view, talk, call, start.

/** @typedef {{ id: string, number: number, name: string, organisation: string, role: string, guest: boolean, present: boolean, waiting: boolean, hand: boolean }} Seat */
/** @typedef {{ id: string, page: number, form: string, points: number[] }} Stroke */
/** @typedef {{ key: string, kind: string, name: string, href: string, pages: string | null }} Exhibit */
/** @typedef {{ page: number, zoom: number, x: number, y: number, turn: number, pointX: number | null, pointY: number | null, light: number, contrast: number }} View */

const page = /** @type {HTMLElement} */ (document.getElementById('room'));
const told = page.dataset, words = JSON.parse(told.words ?? '{}');

/** @param {string} id @returns {any} An element of the page. */
const $ = id => document.getElementById(id);

/** @param {string} key @param {...(string | number)} args @returns {string} A sentence in the language of the page. */
const say = (key, ...args) => args.reduce((text, arg, i) => text.replace(`{${i}}`, String(arg)), words[key] ?? key);

/** @param {string} tag @param {Record<string, any>} [set] @param {...(Node | string)} inside @returns {any} */
function make(tag, set = {}, ...inside) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(set)) {
    if (name in node && name !== 'list') Object.assign(node, { [name]: value });
    else if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...inside);
  return node;
}

const ROLES = /** @type {Record<string, string>} */ ({ chair: 'Chủ tọa', secretary: 'Thư ký', presenter: 'Người trình bày', expert: 'Chuyên gia', interpreter: 'Phiên dịch', observer: 'Quan sát', patient: 'Người bệnh' });

/** How the room stands, as far as this page knows. */
const room = {
  me: told.seat ?? '',
  seq: 0,
  mayRecord: false,
  /** @type {Map<string, Seat>} */
  seats: new Map(),
  /** @type {string | null} */
  floor: null,
  /** @type {{ key: string, name: string, what: string } | null} */
  exhibit: null,
  /** @type {Map<string, { seat: string, stroke: Stroke }[]>} */
  strokes: new Map(),
  /** @type {{ id: string, text: number, teaching: boolean, running: boolean, made: boolean, agreed: string[] } | null} */
  tape: null,
  /** @type {Map<string, { mic: boolean, cam: boolean, soundOnly: boolean }>} */
  devices: new Map(),
  speaking: -1,
};

const isGuest = () => !!told.door?.startsWith('/rooms/guest/');
const me = () => room.seats.get(room.me);
const present = () => [...room.seats.values()].filter(s => s.present);
const nameOf = (/** @type {string | null | undefined} */ seat) => room.seats.get(seat ?? '')?.name ?? '';

/** Who leads: the chair, else a secretary. */
function leader() {
  const here = present();
  return here.find(s => s.role === 'chair') ?? here.filter(s => s.role === 'secretary').sort((a, b) => (a.id < b.id ? -1 : 1))[0];
}

const leads = () => leader()?.id === room.me;
const maySit = () => ['chair', 'secretary'].includes(me()?.role ?? '');
const maySitShow = (/** @type {Seat | undefined} */ s) => !!s && !['observer', 'patient', 'interpreter'].includes(s.role);
const mayShow = () => maySitShow(me());
const holder = () => { const s = room.seats.get(room.floor ?? ''); return s?.present && maySitShow(s) ? s.id : null; };
const hasFloor = () => holder() === room.me;
const floorIsFree = () => !holder();

let saidTimer = 0;

/** Says something for a while in the line above. @param {string} text */
function tell(text) {
  $('said').textContent = text;
  clearTimeout(saidTimer);
  saidTimer = window.setTimeout(() => { $('said').textContent = ''; }, 8000);
}

/** Shows one of the three places of the page. @param {'check' | 'wait' | 'meeting'} which */
function place(which) {
  for (const id of ['check', 'wait', 'meeting']) $(id).hidden = id !== which;
  document.body.classList.toggle('in-room', which === 'meeting');
}
