// What a series holds, from its metadata (DICOM JSON, PS3.18 F).

const WEB = told.web ?? '/dicom-web';

/** @param {any} item @param {string} tag @returns {any[]} */
const all = (item, tag) => item?.[tag]?.Value ?? [];
/** @param {any} item @param {string} tag @param {any} [none] */
const one = (item, tag, none) => all(item, tag)[0] ?? none;
/** @param {any} item @param {string} tag @returns {number[] | null} */
const numbers = (item, tag) => { const found = all(item, tag).map(Number); return found.length && found.every(Number.isFinite) ? found : null; };

/** @type {Map<string, Promise<Picture[]>>} */
const known = new Map();

/** Pictures of a series, in the order in which they are looked at. @param {SeriesCard} card @returns {Promise<Picture[]>} */
function picturesOf(card) {
  let found = known.get(card.uid);
  if (!found) {
    found = read(card);
    known.set(card.uid, found);
    found.catch(() => known.delete(card.uid));
  }
  return found;
}

/** @param {SeriesCard} card */
async function read(card) {
  const at = `${WEB}/studies/${card.study}/series/${card.uid}`;
  const answer = await fetch(`${at}/metadata`, { headers: { accept: 'application/dicom+json' } });
  if (!answer.ok) throw new Error(say(answer.status === 403 || answer.status === 404 ? 'Không mở được loạt ảnh này với quyền của ông/bà.' : 'Máy chủ không đưa ra được loạt ảnh này, xin thử lại.'));
  /** @type {any[]} */ const items = await answer.json();
  const found = items.filter(i => one(i, '00280010') && one(i, '00280011')).flatMap(i => pictures(i, card, at));
  return order(found);
}

/** @param {any} item @param {SeriesCard} card @param {string} at @returns {Picture[]} */
function pictures(item, card, at) {
  const instance = one(item, '00080018'), count = Number(one(item, '00280008', 1)), samples = Number(one(item, '00280002', 1)), paint = one(item, '00280004', 'MONOCHROME2');
  const shared = one(item, '52009229'), perFrame = all(item, '52009230');
  const modality = one(item, '00080060', card.modality), stored = Number(one(item, '00280101', one(item, '00280100', 8)));
  const spaced = numbers(item, '00280030'), flat = numbers(item, '00181164');
  return Array.from({ length: count }, (_, i) => {
    // Enhanced objects say it for each frame, else for all.
    const of = (/** @type {string} */ group, /** @type {string} */ tag) => numbers(one(one(perFrame[i], group), tag) ? one(perFrame[i], group) : one(perFrame[i], group) ?? one(shared, group), tag);
    const window = { c: numbers(item, '00281050') ?? of('00289132', '00281050') ?? [], w: numbers(item, '00281051') ?? of('00289132', '00281051') ?? [] };
    const slope = numbers(item, '00281053') ?? of('00289145', '00281053'), intercept = numbers(item, '00281052') ?? of('00289145', '00281052');
    return {
      key: `${instance}/${i + 1}`, series: card.uid, instance, frame: i + 1, url: `${at}/instances/${instance}/frames/${i + 1}`,
      rows: Number(one(item, '00280010')), cols: Number(one(item, '00280011')), bits: Number(one(item, '00280100', 8)), stored, high: Number(one(item, '00280102', stored - 1)),
      signed: Number(one(item, '00280103', 0)) === 1, gray: samples === 1 && paint.startsWith('MONOCHROME'), inverse: paint === 'MONOCHROME1',
      slope: slope?.[0] || 1, intercept: intercept?.[0] ?? 0, unit: modality === 'CT' ? 'HU' : one(item, '00281054', ''),
      windows: window.c.map((c, n) => ({ c, w: window.w[n] ?? 0 })).filter(w => w.w >= 1),
      spacing: spaced ?? of('00289110', '00280030') ?? flat, projected: !spaced && !!flat,
      place: numbers(item, '00200032') ?? of('00209113', '00200032'), axes: numbers(item, '00200037') ?? of('00209116', '00200037'),
      number: Number(one(item, '00200013', 0)), every: Number(one(item, '00181063', 0)) || (Number(one(item, '00082144', 0)) ? 1000 / Number(one(item, '00082144')) : 0), frames: count, modality,
      syntax: one(item, '00083002', one(item, '00020010', '')),
    };
  });
}

/** @param {number[]} a @param {number[]} b */
const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
/** The normal of a picture's plane. @param {number[]} x */
const normal = x => [x[1] * x[5] - x[2] * x[4], x[2] * x[3] - x[0] * x[5], x[0] * x[4] - x[1] * x[3]];

/** How far along its normal a picture lies, in mm. @param {Picture} p */
const depth = p => (p.place && p.axes ? dot(p.place, normal(p.axes)) : NaN);

/** Slices of one direction by where they lie, else by their numbers. @param {Picture[]} found */
function order(found) {
  const first = found.find(p => p.axes)?.axes;
  const stack = found.length > 1 && first && found.every(p => p.place && p.axes && p.axes.every((v, i) => Math.abs(v - first[i]) < 1e-3));
  // Several times at one place (dynamic series) stay together in their own order.
  return stack && new Set(found.map(p => depth(p).toFixed(2))).size > 1 ? found.sort((a, b) => depth(b) - depth(a) || a.number - b.number || a.frame - b.frame)
    : found.sort((a, b) => a.number - b.number || a.frame - b.frame);
}
