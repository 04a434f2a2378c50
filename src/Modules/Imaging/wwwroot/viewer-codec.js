// @ts-check
// A worker: makes numbers of a frame's bytes. JPEG-LS (ISO/IEC 14495-1, all of it that DICOM uses) and uncompressed pixels; each answer is moved, not copied.

/** @typedef {{ id: number, bytes: ArrayBuffer, syntax: string, cols: number, rows: number, bits: number, stored: number, high: number, signed: boolean }} Task */

/** A frame that cannot be read. */
class BadFrame extends Error {}

const J = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15];

/** Bits of a scan: after a byte FF only seven follow. */
class Bits {
  /** @param {Uint8Array} from @param {number} at */
  constructor(from, at) {
    this.from = from;
    this.at = at;
    this.word = 0;
    this.left = 0;
    this.stuffed = false;
  }

  fill() {
    const byte = this.at < this.from.length ? this.from[this.at] : 0;
    if (this.at > this.from.length + 64) throw new BadFrame('The scan ends before the picture does.');
    this.at++;
    if (this.stuffed) {
      this.word = (this.word << 7) | (byte & 0x7f);
      this.left += 7;
    } else {
      this.word = (this.word << 8) | byte;
      this.left += 8;
    }
    this.stuffed = byte === 0xff;
  }

  bit() {
    if (this.left === 0) this.fill();
    this.left--;
    return (this.word >>> this.left) & 1;
  }

  /** @param {number} count Up to 16. */
  bits(count) {
    let found = 0;
    while (count > 0) {
      if (this.left === 0) this.fill();
      const take = Math.min(count, this.left);
      this.left -= take;
      found = (found << take) | ((this.word >>> this.left) & ((1 << take) - 1));
      count -= take;
    }
    return found;
  }

  /** Zeros before the next one. @param {number} most */
  zeros(most) {
    let found = 0;
    while (this.bit() === 0) if (++found > most) throw new BadFrame('The scan is not one of JPEG-LS.');
    return found;
  }
}

/** The values that a scan is coded with. @param {number} max @param {number} near @param {number[]} told T1, T2, T3, RESET; 0: the default. */
function thresholds(max, near, told) {
  const clamp = (/** @type {number} */ i, /** @type {number} */ j) => (i > max || i < j ? j : i);
  let t1, t2, t3;
  if (max >= 128) {
    const factor = (Math.min(max, 4095) + 128) >> 8;
    t1 = clamp(factor * (3 - 2) + 2 + 3 * near, near + 1);
    t2 = clamp(factor * (7 - 3) + 3 + 5 * near, t1);
    t3 = clamp(factor * (21 - 4) + 4 + 7 * near, t2);
  } else {
    const factor = Math.floor(256 / (max + 1));
    t1 = clamp(Math.max(2, Math.floor(3 / factor) + 3 * near), near + 1);
    t2 = clamp(Math.max(3, Math.floor(7 / factor) + 5 * near), t1);
    t3 = clamp(Math.max(4, Math.floor(21 / factor) + 7 * near), t2);
  }
  return { t1: told[0] || t1, t2: told[1] || t2, t3: told[2] || t3, reset: told[3] || 64 };
}

/** One component of a scan of its own (gray pictures; colour comes as PNG). @param {Bits} bits @param {Uint16Array} to @param {number} cols @param {number} rows @param {number} max @param {number} near @param {number[]} told */
function scan(bits, to, cols, rows, max, near, told) {
  const { t1, t2, t3, reset } = thresholds(max, near, told);
  const range = near === 0 ? max + 1 : Math.floor((max + 2 * near) / (2 * near + 1)) + 1;
  let qbpp = 0, bpp = 1;
  while (1 << qbpp < range) qbpp++;
  while (1 << bpp <= max) bpp++;
  bpp = Math.max(2, bpp);
  const limit = 2 * (bpp + Math.max(8, bpp)), step = 2 * near + 1, wide = range * step;
  const N = new Int32Array(367).fill(1), A = new Int32Array(367).fill(Math.max(2, (range + 32) >> 6)), B = new Int32Array(365), C = new Int32Array(365), runN = new Int32Array(2);
  let run = 0;
  const quant = new Int8Array(2 * (max + 1) + 1), mid = max + 1;
  for (let d = -mid; d <= mid; d++) {
    const a = Math.abs(d), q = a <= near ? 0 : a < t1 ? 1 : a < t2 ? 2 : a < t3 ? 3 : 4;
    quant[d + mid] = d < 0 ? -q : q;
  }
  let before = new Int32Array(cols + 2), line = new Int32Array(cols + 2);
  /** @param {number} k @param {number} most */
  const golomb = (k, most) => {
    const high = bits.zeros(most + 1);
    return high < most - qbpp - 1 ? (high << k) | (k ? bits.bits(k) : 0) : bits.bits(qbpp) + 1;
  };
  const inRange = (/** @type {number} */ x) => {
    if (x < -near) x += wide;
    else if (x > max + near) x -= wide;
    return x < 0 ? 0 : x > max ? max : x;
  };
  for (let y = 0; y < rows; y++) {
    // One to the left and one to the right of the line above stand for its edges.
    before[cols + 1] = before[cols];
    line[0] = before[1];
    for (let x = 1; x <= cols;) {
      const ra = line[x - 1], rb = before[x], rc = before[x - 1], rd = before[x + 1];
      const q1 = quant[rd - rb + mid], q2 = quant[rb - rc + mid], q3 = quant[rc - ra + mid];
      if (q1 !== 0 || q2 !== 0 || q3 !== 0) {
        let q = 81 * q1 + 9 * q2 + q3, sign = 1;
        if (q < 0) [q, sign] = [-q, -1];
        let px = rc >= Math.max(ra, rb) ? Math.min(ra, rb) : rc <= Math.min(ra, rb) ? Math.max(ra, rb) : ra + rb - rc;
        px += sign * C[q];
        px = px < 0 ? 0 : px > max ? max : px;
        let k = 0;
        while (N[q] << k < A[q]) k++;
        const coded = golomb(k, limit);
        let error = coded & 1 ? -((coded + 1) >> 1) : coded >> 1;
        if (near === 0 && k === 0 && 2 * B[q] <= -N[q]) error = -error - 1;
        B[q] += error * step;
        A[q] += Math.abs(error);
        if (N[q] === reset) {
          A[q] >>= 1;
          B[q] >>= 1;
          N[q] >>= 1;
        }
        N[q]++;
        if (B[q] <= -N[q]) {
          B[q] += N[q];
          if (C[q] > -128) C[q]--;
          if (B[q] <= -N[q]) B[q] = -N[q] + 1;
        } else if (B[q] > 0) {
          B[q] -= N[q];
          if (C[q] < 127) C[q]++;
          if (B[q] > 0) B[q] = 0;
        }
        line[x++] = inRange(px + sign * error * step);
        continue;
      }
      // A run of what is to the left.
      let length = 0;
      const rest = cols - x + 1;
      while (bits.bit()) {
        const piece = 1 << J[run];
        if (piece <= rest - length) {
          length += piece;
          if (run < 31) run++;
        } else length = rest;
        if (length === rest) break;
      }
      const whole = length === rest;
      if (!whole) length += J[run] ? bits.bits(J[run]) : 0;
      if (length > rest) throw new BadFrame('A run is longer than its line.');
      line.fill(ra, x, x + length);
      x += length;
      if (whole) continue;
      // What ends it.
      const a = line[x - 1], b = before[x], same = Math.abs(a - b) <= near ? 1 : 0, q = 365 + same;
      const temp = same ? A[q] + (N[q] >> 1) : A[q];
      let k = 0;
      while (N[q] << k < temp) k++;
      const coded = golomb(k, limit - J[run] - 1), sum = coded + same, map = sum & 1;
      let error = (sum + map) >> 1;
      if ((k !== 0 || 2 * runN[same] >= N[q]) === (map === 1)) error = -error;
      if (error < 0) runN[same]++;
      A[q] += (coded + 1 - same) >> 1;
      if (N[q] === reset) {
        A[q] >>= 1;
        N[q] >>= 1;
        runN[same] >>= 1;
      }
      N[q]++;
      if (run > 0) run--;
      const sign = !same && a > b ? -1 : 1;
      line[x++] = inRange((same ? a : b) + sign * error * step);
    }
    const at = y * cols;
    for (let x = 0; x < cols; x++) to[at + x] = line[x + 1];
    [before, line] = [line, before];
  }
}

/** A gray JPEG-LS picture. @param {Uint8Array} from @param {number} cols @param {number} rows */
function jpegLs(from, cols, rows) {
  let at = 2, max = 0, precision = 0;
  /** @type {number[]} */ let told = [0, 0, 0, 0];
  const word = (/** @type {number} */ i) => (from[i] << 8) | from[i + 1];
  if (word(0) !== 0xffd8) throw new BadFrame('This is not a JPEG-LS picture.');
  while (at + 4 < from.length) {
    const marker = word(at), length = word(at + 2), body = at + 4;
    if (marker === 0xfff7) {
      precision = from[body];
      if (word(body + 1) !== rows || word(body + 3) !== cols) throw new BadFrame('The picture is of another size than its header says.');
      if (from[body + 5] !== 1) throw new BadFrame('More than one component.');
    } else if (marker === 0xfff8 && from[body] === 1) {
      max = word(body + 1);
      told = [word(body + 3), word(body + 5), word(body + 7), word(body + 9)];
    } else if (marker === 0xffda) {
      const near = from[body + 3], to = new Uint16Array(cols * rows);
      if (precision < 2 || precision > 16) throw new BadFrame('This precision is not one of JPEG-LS.');
      scan(new Bits(from, at + 2 + length), to, cols, rows, max || (1 << precision) - 1, near, told);
      return to;
    }
    at += 2 + length;
  }
  throw new BadFrame('The picture has no scan.');
}

/** Only stored bits count, and the highest of them may be a sign. @param {Uint16Array | Uint8Array} raw @param {Task} task */
function valued(raw, { stored, high, signed }) {
  const shift = Math.max(0, high + 1 - stored), mask = stored >= 16 ? 0xffff : (1 << stored) - 1;
  if (!signed) {
    if (shift || mask !== 0xffff) for (let i = 0; i < raw.length; i++) raw[i] = (raw[i] >> shift) & mask;
    return raw instanceof Uint8Array ? new Uint16Array(raw) : raw;
  }
  const to = new Int16Array(raw.length), up = 32 - stored;
  for (let i = 0; i < raw.length; i++) to[i] = ((raw[i] >> shift) << up) >> up;
  return to;
}

/** @param {Task} task */
function decode(task) {
  const { bytes, cols, rows, bits, syntax } = task, count = cols * rows;
  if (syntax === '1.2.840.10008.1.2.4.80' || syntax === '1.2.840.10008.1.2.4.81') return valued(jpegLs(new Uint8Array(bytes), cols, rows), { ...task, high: task.stored - 1 });
  if (bytes.byteLength < count * (bits > 8 ? 2 : 1)) throw new BadFrame('The frame is shorter than its picture.');
  return valued(bits > 8 ? new Uint16Array(bytes, 0, count) : new Uint8Array(bytes, 0, count), task);
}

self.onmessage = (/** @type {MessageEvent<Task>} */ { data }) => {
  try {
    const values = decode(data);
    let [low, high] = [Infinity, -Infinity];
    for (let i = 0; i < values.length; i++) {
      if (values[i] < low) low = values[i];
      if (values[i] > high) high = values[i];
    }
    /** @type {any} */ (self).postMessage({ id: data.id, values, low, high }, [values.buffer]);
  } catch (problem) {
    self.postMessage({ id: data.id, problem: String(problem) });
  }
};
