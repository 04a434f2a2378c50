// What is measured: lengths, angles, ellipses with the numbers within. Kept per picture while the page is open.

/** @param {Pane} pane @param {number[]} a @param {number[]} b */
function distance(pane, a, b) {
  const s = pane.scale();
  return Math.hypot((a[0] - b[0]) * s.x, (a[1] - b[1]) * s.y);
}

/** @param {Pane} pane @param {Mark} mark */
function readOut(pane, mark) {
  const { points } = mark, s = pane.scale(), p = pane.picture, unit = s.known ? (p?.projected ? say('mm trên tấm nhận') : 'mm') : say('điểm ảnh');
  if (mark.kind === 'length') return `${figure.format(distance(pane, points[0], points[1]))} ${unit}`;
  if (mark.kind === 'angle') {
    if (points.length < 3) return '';
    const [u, v] = [points[0], points[2]].map(q => [(q[0] - points[1][0]) * s.x, (q[1] - points[1][1]) * s.y]);
    return `${figure.format((Math.acos(clamp((u[0] * v[0] + u[1] * v[1]) / (Math.hypot(...u) * Math.hypot(...v) || 1), -1, 1)) * 180) / Math.PI)}°`;
  }
  const found = within(pane, points);
  if (!found) return '';
  const area = found.count * s.x * s.y;
  return say('TB {0}, ĐLC {1}, {2}–{3} {4}; {5} {6}', figure.format(found.mean), figure.format(found.deviation), figure.format(found.low), figure.format(found.high), p?.unit ?? '', figure.format(area), s.known ? 'mm²' : say('điểm ảnh'));
}

/** Values within an ellipse between two corners. @param {Pane} pane @param {number[][]} points */
function within(pane, points) {
  const p = pane.picture, values = p && held.get(p.key)?.values;
  if (!p || !values) return null;
  const [x0, x1] = [points[0][0], points[1][0]].sort((a, b) => a - b), [y0, y1] = [points[0][1], points[1][1]].sort((a, b) => a - b);
  const [cx, cy, rx, ry] = [(x0 + x1) / 2, (y0 + y1) / 2, Math.max(0.5, (x1 - x0) / 2), Math.max(0.5, (y1 - y0) / 2)];
  let [count, sum, squares, low, high] = [0, 0, 0, Infinity, -Infinity];
  for (let y = Math.max(0, Math.floor(y0)); y <= Math.min(p.rows - 1, y1); y++) {
    for (let x = Math.max(0, Math.floor(x0)); x <= Math.min(p.cols - 1, x1); x++) {
      if (((x + 0.5 - cx) / rx) ** 2 + ((y + 0.5 - cy) / ry) ** 2 > 1) continue;
      const v = values.values[y * p.cols + x] * p.slope + p.intercept;
      [count, sum, squares, low, high] = [count + 1, sum + v, squares + v * v, Math.min(low, v), Math.max(high, v)];
    }
  }
  return count ? { count, mean: sum / count, deviation: Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)), low, high } : null;
}

/** Draws the marks of the pane's picture, where others point, and the cross of planes. @param {Pane} pane */
function drawMarks(pane) {
  const p = pane.picture, list = p ? [...(marks.get(p.key) ?? []), ...(pane.drawing ? [pane.drawing] : [])] : [];
  const inside = [];
  for (const mark of list) {
    const at = mark.points.map(q => pane.toPane(q[0], q[1]));
    if (mark.kind === 'roi' && at.length > 1) {
      // An ellipse through the four turned corners stays one, as turns are quarters.
      const [[x0, y0], [x1, y1]] = at;
      inside.push(draw('ellipse', { class: 'mark', cx: (x0 + x1) / 2, cy: (y0 + y1) / 2, rx: Math.abs(x1 - x0) / 2, ry: Math.abs(y1 - y0) / 2 }));
    } else if (at.length > 1) inside.push(draw('polyline', { class: 'mark', points: at.map(q => q.map(v => v.toFixed(1)).join(',')).join(' ') }));
    for (const [x, y] of mark.kind === 'roi' ? [] : at) inside.push(draw('circle', { class: 'mark end', cx: x, cy: y, r: 3 }));
    const last = at[at.length - 1], text = at.length > 1 ? readOut(pane, mark) : '';
    if (text) {
      const label = draw('text', { class: 'mark-said', x: clamp(last[0] + 8, 4, pane.width - 8), y: clamp(last[1] - 8, 14, pane.height - 4) });
      if (last[0] > pane.width * 0.6) label.setAttribute('text-anchor', 'end');
      label.textContent = text;
      inside.push(label);
    }
  }
  for (const [x0, y0, x1, y1] of crossOf(pane)) inside.push(draw('line', { class: 'cross', x1: x0, y1: y0, x2: x1, y2: y1 }));
  if (pane.pointed && p) {
    const [x, y] = pane.toPane(pane.pointed.x * p.cols, pane.pointed.y * p.rows), label = draw('text', { class: 'mark-said', x: x + 12, y: y + 4 });
    label.textContent = pane.pointed.name;
    inside.push(draw('circle', { class: 'finger', cx: x, cy: y, r: 8 }), label);
  }
  pane.ink.replaceChildren(...inside);
}

/** @param {Pane} pane @param {Mark} mark */
function addMark(pane, mark) {
  const p = pane.picture;
  if (!p) return;
  marks.set(p.key, [...(marks.get(p.key) ?? []), mark]);
  pane.dirty = true;
  tell(readOut(pane, mark));
}

/** Takes back the last mark of the picture. @param {Pane} pane */
function undoMark(pane) {
  const p = pane.picture;
  if (pane.drawing) pane.drawing = null;
  else if (p) marks.set(p.key, (marks.get(p.key) ?? []).slice(0, -1));
  pane.dirty = true;
}
