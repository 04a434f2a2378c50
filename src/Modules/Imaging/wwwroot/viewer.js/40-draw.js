// From numbers to light: WebGL2 where there is one, else a canvas in two dimensions. Both draw the same.

const VERTEX = `#version 300 es
in vec2 p; void main() { gl_Position = vec4(p, 0., 1.); }`;
// `back` leads from a pixel of the canvas to one of the picture; four neighbours are mixed.
const FRAGMENT = `#version 300 es
precision highp float; precision highp isampler2D;
uniform isampler2D gray; uniform sampler2D paint; uniform mat3 back; uniform vec2 size; uniform vec4 win; uniform vec3 how; out vec4 light;
float at(ivec2 i) { return float(texelFetch(gray, clamp(i, ivec2(0), ivec2(size) - 1), 0).r); }
void main() {
  vec2 q = (back * vec3(gl_FragCoord.xy, 1.)).xy;
  if (q.x < 0. || q.y < 0. || q.x >= size.x || q.y >= size.y) { light = vec4(.04, .045, .05, 1.); return; }
  if (how.x > .5) { vec3 c = texture(paint, q / size).rgb; c = (c - win.x) * win.y; light = vec4(how.y > .5 ? 1. - c : c, 1.); return; }
  float v;
  if (how.z > .5) { vec2 h = q - .5, f = fract(h); ivec2 i = ivec2(floor(h)); v = mix(mix(at(i), at(i + ivec2(1, 0)), f.x), mix(at(i + ivec2(0, 1)), at(i + 1), f.x), f.y); }
  else v = at(ivec2(q));
  float y = clamp((v * win.z + win.w - win.x) * win.y, 0., 1.);
  light = vec4(vec3(how.y > .5 ? 1. - y : y), 1.);
}`;

/** @typedef {{ matrix: number[], low: number, width: number, inverse: boolean, smooth: boolean }} Look Matrix: a, b, c, d, e, f from pixels of the picture to pixels of the canvas. */

/** @param {number[]} m The inverse of an affine matrix. */
function inverted([a, b, c, d, e, f]) {
  const det = a * d - b * c || 1e-9;
  return [d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det];
}

/** Draws on one canvas. */
class Painter {
  /** @param {HTMLCanvasElement} canvas */
  constructor(canvas) {
    this.canvas = canvas;
    /** @type {string | null} */ this.shown = null;
    /** @type {HTMLCanvasElement | undefined} */ this.sheet = undefined;
    this.gl = told.plain ? null : canvas.getContext('webgl2', { antialias: false, depth: false, alpha: false, preserveDrawingBuffer: true });
    if (this.gl && !this.start(this.gl)) this.gl = null;
    if (!this.gl) this.flat = canvas.getContext('2d', { alpha: false });
    canvas.addEventListener('webglcontextlost', e => { e.preventDefault(); this.shown = null; });
    canvas.addEventListener('webglcontextrestored', () => { if (this.gl) this.start(this.gl); this.shown = null; });
  }

  /** @param {WebGL2RenderingContext} gl */
  start(gl) {
    const program = gl.createProgram();
    for (const [kind, text] of /** @type {[number, string][]} */ ([[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]])) {
      const shader = gl.createShader(kind);
      if (!shader) return false;
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) return false;
    gl.useProgram(program);
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 3, -1, -1, 3]), gl.STATIC_DRAW);
    gl.enableVertexAttribArray(0);
    gl.bindAttribLocation(program, 0, 'p');
    gl.vertexAttribPointer(gl.getAttribLocation(program, 'p'), 2, gl.FLOAT, false, 0, 0);
    this.at = Object.fromEntries(['gray', 'paint', 'back', 'size', 'win', 'how'].map(n => [n, gl.getUniformLocation(program, n)]));
    this.gray = gl.createTexture();
    this.paint = gl.createTexture();
    for (const [unit, texture, name] of /** @type {[number, WebGLTexture, string][]} */ ([[0, this.gray, 'gray'], [1, this.paint, 'paint']])) {
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(gl.TEXTURE_2D, texture);
      for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
      for (const size of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, size, unit ? gl.LINEAR : gl.NEAREST);
      gl.uniform1i(this.at[name], unit);
    }
    this.most = gl.getParameter(gl.MAX_TEXTURE_SIZE);
    // Both are always there, so that neither is sampled empty.
    gl.activeTexture(gl.TEXTURE0);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R32I, 1, 1, 0, gl.RED_INTEGER, gl.INT, new Int32Array(1));
    gl.activeTexture(gl.TEXTURE1);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 1, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    return true;
  }

  /** Shows what is held of a picture, or its preview, or nothing. @param {Picture | undefined} p @param {Held | undefined} has @param {ImageBitmap | undefined} preview @param {Look} look */
  show(p, has, preview, look) {
    const { width, height } = this.canvas;
    if (this.gl) this.light(this.gl, p, has, preview, look, width, height);
    else if (this.flat) this.trace(this.flat, p, has, preview, look, width, height);
  }

  /** @param {WebGL2RenderingContext} gl @param {Picture | undefined} p @param {Held | undefined} has @param {ImageBitmap | undefined} preview @param {Look} look @param {number} width @param {number} height */
  light(gl, p, has, preview, look, width, height) {
    gl.viewport(0, 0, width, height);
    gl.clearColor(0.04, 0.045, 0.05, 1);
    gl.clear(gl.COLOR_BUFFER_BIT);
    if (!p || (!has && !preview) || !this.at) return;
    const bitmap = has ? has.colour : preview, key = p.key + (has ? '' : '?');
    if (this.shown !== key) {
      gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
      gl.activeTexture(bitmap ? gl.TEXTURE1 : gl.TEXTURE0);
      if (bitmap) gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
      else if (has?.values) {
        const { values } = has.values, signed = values instanceof Int16Array;
        gl.texImage2D(gl.TEXTURE_2D, 0, signed ? gl.R16I : gl.R32I, p.cols, p.rows, 0, gl.RED_INTEGER, signed ? gl.SHORT : gl.INT, signed ? values : Int32Array.from(values));
      }
      this.shown = key;
    }
    // The canvas counts from below, the picture from above.
    const [a, b, c, d, e, f] = inverted(look.matrix);
    gl.uniformMatrix3fv(this.at.back, false, [a, b, 0, -c, -d, 0, e + c * height, f + d * height, 1]);
    gl.uniform2f(this.at.size, p.cols, p.rows);
    if (bitmap) gl.uniform4f(this.at.win, has ? look.low : 0, has ? 1 / look.width : 1, 1, 0);
    else gl.uniform4f(this.at.win, look.low, 1 / look.width, p.slope, p.intercept);
    gl.uniform3f(this.at.how, bitmap ? 1 : 0, has && look.inverse ? 1 : 0, look.smooth ? 1 : 0);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  /** @param {CanvasRenderingContext2D} flat @param {Picture | undefined} p @param {Held | undefined} has @param {ImageBitmap | undefined} preview @param {Look} look @param {number} width @param {number} height */
  trace(flat, p, has, preview, look, width, height) {
    flat.setTransform(1, 0, 0, 1, 0, 0);
    flat.fillStyle = '#0A0B0D';
    flat.fillRect(0, 0, width, height);
    if (!p || (!has && !preview)) return;
    flat.imageSmoothingEnabled = look.smooth;
    const [a, b, c, d, e, f] = look.matrix;
    flat.setTransform(a, b, c, d, e, f);
    if (!has?.values) {
      flat.drawImage(/** @type {ImageBitmap} */ (has?.colour ?? preview), 0, 0, p.cols, p.rows);
      return;
    }
    const key = `${p.key}|${look.low}|${look.width}|${look.inverse}`;
    if (this.shown !== key) {
      this.sheet ??= document.createElement('canvas');
      [this.sheet.width, this.sheet.height] = [p.cols, p.rows];
      const pen = /** @type {CanvasRenderingContext2D} */ (this.sheet.getContext('2d')), data = pen.createImageData(p.cols, p.rows), ink = new Uint32Array(data.data.buffer);
      const { values } = has.values, scale = 255 / look.width;
      for (let i = 0; i < values.length; i++) {
        let y = clamp((values[i] * p.slope + p.intercept - look.low) * scale, 0, 255) | 0;
        if (look.inverse) y = 255 - y;
        ink[i] = 0xff000000 | (y << 16) | (y << 8) | y;
      }
      pen.putImageData(data, 0, 0);
      this.shown = key;
    }
    if (this.sheet) flat.drawImage(this.sheet, 0, 0);
  }
}
