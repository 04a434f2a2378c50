// @ts-check
// The viewer of images. Parts of this folder are served as one module: ground, study, frames, drawing, pane, marks, tools, planes, page.

/** @typedef {{ study: string, uid: string, name: string, modality: string, count: number, number: number, middle: string }} SeriesCard */
/**
 * One frame of one instance, or a plane cut from several (then `cut` makes its values).
 * @typedef {{ key: string, series: string, instance: string, frame: number, url: string, rows: number, cols: number, bits: number, stored: number, high: number, signed: boolean,
 *   gray: boolean, inverse: boolean, slope: number, intercept: number, unit: string, windows: { c: number, w: number }[], spacing: number[] | null, projected: boolean,
 *   place: number[] | null, axes: number[] | null, number: number, every: number, frames: number, modality: string, syntax: string,
 *   cut?: () => Values }} Picture
 */
/** @typedef {{ values: Int16Array | Uint16Array, low: number, high: number }} Values */
/** @typedef {{ values?: Values, colour?: ImageBitmap, bytes: number }} Held What is held of a picture: numbers of a gray one, a bitmap of a coloured one. */

const page = /** @type {HTMLElement} */ (document.getElementById('viewer'));
const told = page.dataset, words = JSON.parse(told.words ?? '{}');

/** @param {string} id @returns {any} An element of the page. */
const $ = id => document.getElementById(id);

/** @param {string} key @param {...(string | number)} args @returns {string} A sentence in the language of the page. */
const say = (key, ...args) => args.reduce((/** @type {string} */ text, arg, i) => text.replace(`{${i}}`, String(arg)), words[key] ?? key);

/** @param {string} tag @param {Record<string, any>} [set] @param {...(Node | string)} inside @returns {any} */
function make(tag, set = {}, ...inside) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(set)) {
    if (name in node) Object.assign(node, { [name]: value });
    else if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...inside);
  return node;
}

/** @param {string} tag @param {Record<string, string | number>} set @returns {any} */
function draw(tag, set) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(set)) node.setAttribute(name, String(value));
  return node;
}

const clamp = (/** @type {number} */ value, /** @type {number} */ least, /** @type {number} */ most) => Math.min(Math.max(value, least), most);
const figure = new Intl.NumberFormat(document.documentElement.lang || 'vi', { maximumFractionDigits: 1 });

let saidTimer = 0;

/** Says something in the line above, for a while or until the next. @param {string} text @param {boolean} [stays] */
function tell(text, stays) {
  $('said').textContent = text;
  clearTimeout(saidTimer);
  if (!stays) saidTimer = window.setTimeout(() => { $('said').textContent = ''; }, 6000);
}
