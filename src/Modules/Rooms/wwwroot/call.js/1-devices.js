// @ts-check
// The browser's half of a call. Parts of this folder are served as one module: devices, the way over the server, the way from browser to browser, the call.

/** @typedef {'sound' | 'picture' | 'screen'} Kind */
/** @typedef {{ member: number, kind: Kind }} Whose */
/** @typedef {{ member: number, kind: Kind, track: MediaStreamTrack, stream: MediaStream }} Received */
/** @typedef {{ member: number, kind: Kind, width: number, first?: boolean }} Wish */
/** @typedef {(type: string, detail?: object) => void} Tell */

/** Sound as a consultation needs it: a voice, without echo. */
const VOICE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 };

/** Microphone, camera and screen of this page. Nothing is asked of the person before it is needed. */
class Devices {
  /** @type {Map<Kind, MediaStreamTrack>} */
  #tracks = new Map();

  /** @param {Kind} kind */
  track(kind) {
    const track = this.#tracks.get(kind);
    return track && track.readyState === 'live' ? track : null;
  }

  /**
   * Opens a device, or another one of its kind; the old track ends once the new one is there.
   * @param {Kind} kind
   * @param {string} [device] deviceId; without it the system's choice
   * @param {() => void} [ended] called when the person or the system ends it
   */
  async open(kind, device, ended) {
    const id = device ? { deviceId: { exact: device } } : {};
    const stream = kind === 'screen'
      ? await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 10 } }, audio: false })
      : await navigator.mediaDevices.getUserMedia(kind === 'sound'
        ? { audio: { ...VOICE, ...id } }
        : { video: { width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 24, max: 30 }, ...id } });
    const track = stream.getTracks()[0];
    if (kind === 'screen') track.contentHint = 'detail';
    if (ended) track.addEventListener('ended', ended);
    this.close(kind);
    this.#tracks.set(kind, track);
    return track;
  }

  /**
   * Takes over a device that is open already: the person need not wait for it to open again.
   * @param {Kind} kind
   * @param {MediaStreamTrack} track
   * @param {() => void} [ended]
   */
  take(kind, track, ended) {
    if (ended) track.addEventListener('ended', ended);
    this.close(kind);
    this.#tracks.set(kind, track);
  }

  /** @param {Kind} kind */
  close(kind) {
    this.#tracks.get(kind)?.stop();
    this.#tracks.delete(kind);
  }

  closeAll() {
    for (const kind of [...this.#tracks.keys()]) this.close(kind);
  }

  /** What is plugged in; names are empty before the person has allowed any. */
  static async list() {
    const all = await navigator.mediaDevices.enumerateDevices();
    return all.filter(d => d.kind !== 'audiooutput' || 'setSinkId' in HTMLMediaElement.prototype)
      .map(d => ({ id: d.deviceId, name: d.label, kind: d.kind === 'audioinput' ? 'sound' : d.kind === 'videoinput' ? 'picture' : 'speaker' }));
  }
}
