
/**
 * One person's call. The page gives it a way to send messages to the server and passes on what comes back (`hear`); it tells by events:
 * `track` {member, kind, track, stream}, `gone` {member, kind}, `state` {state: connecting|open|lost}, `speaking` {member}, `reduced` {tracks: [{member, kind, why}]},
 * `own` {kind, track} when one of the own tracks begins or ends, `none` when the server has no way for sound and pictures at present, `fault` {fault}.
 */
export class Call extends EventTarget {
  #devices = new Devices();
  /** @type {ServerWay | MeshWay | JanusWay | null} */
  #way = null;
  /** @type {Wish[]} */
  #wishes = [];
  #state = 'idle';
  #wait = 500;
  #timer = 0;

  /** @param {{ send: (message: object) => void }} options send passes a message to this seat's media on the server */
  constructor({ send }) {
    super();
    this.send = send;
  }

  /** Microphones, cameras and speakers that are there. */
  static devices() {
    return Devices.list();
  }

  /** connecting, open, lost or idle */
  get state() {
    return this.#state;
  }

  /** @param {Kind} kind */
  own(kind) {
    return this.#devices.track(kind);
  }

  /** Takes part; also after the way to the server broke and came back. Devices that are open stay open. */
  join() {
    clearTimeout(this.#timer);
    this.#way?.close();
    this.#way = null;
    this.#become('connecting');
    this.send({ type: 'join' });
    // Nothing came back: the message or its answer was lost with the channel.
    this.#timer = setTimeout(() => { if (this.#state === 'connecting') this.#again(); }, 8000);
  }

  /**
   * Takes what the server's media says to this seat.
   * @param {any} message
   */
  hear(message) {
    if (this.#state === 'idle') return;
    switch (message.type) {
      case 'offer':
        this.#way ??= new ServerWay(message.relays, this.#devices, this.send, (type, detail) => this.#heard(type, detail));
        this.#way.hear(message);
        if (this.#wishes.length) this.#way.want(this.#wishes);
        break;
      case 'janus':
        this.#way = new JanusWay(message, this.#devices, this.send, (type, detail) => this.#heard(type, detail));
        break;
      case 'peers':
        this.#way ??= new MeshWay(message.you, message.relays, this.#devices, this.send, (type, detail) => this.#heard(type, detail));
        this.#way.hear(message);
        if (message.members.length < 2) this.#become('open');
        break;
      case 'speaking':
      case 'reduced':
        this.#tell(message.type, message);
        break;
      case 'mute':
        if (message.kind === 'sound') this.mute(message.muted);
        else if (message.muted) this.off(message.kind);
        break;
      case 'closed':
        this.#again(true);
        break;
      case 'none':
        this.#wait = 5000;
        this.#again(true);
        this.#tell('none');
        break;
      default:
        this.#way?.hear(message);
    }
  }

  /**
   * @param {string} type
   * @param {any} [detail]
   */
  #heard(type, detail) {
    if (type !== 'way') return this.#tell(type, detail);
    clearTimeout(this.#timer);
    if (detail.state === 'connected') {
      this.#wait = 500;
      this.#become('open');
    } else if (detail.state === 'disconnected') {
      // Short breaks heal by themselves; longer ones are faster with a new connection.
      this.#timer = setTimeout(() => this.#again(), 2000);
    } else if (detail.state === 'failed') this.#again();
    else if (this.#state === 'connecting') this.#timer = setTimeout(() => this.#again(), 10_000);
  }

  #again(sure = false) {
    if (this.#state === 'idle') return;
    // A late timer must not break what works by now.
    if (!sure && this.#way?.connected) return this.#become('open');
    this.#become('lost');
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.join(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, 5000);
  }

  /** @param {string} state */
  #become(state) {
    if (this.#state === state) return;
    this.#state = state;
    this.#tell('state', { state });
  }

  /**
   * Switches the microphone, the camera or the screen on; asks the person where the browser must.
   * @param {Kind} kind
   * @param {string} [device]
   */
  async on(kind, device) {
    const track = await this.#devices.open(kind, device, () => { if (this.own(kind) === null) this.off(kind); });
    track.enabled = true;
    await this.#way?.put(kind, track);
    this.#tell('own', { kind, track });
  }

  /**
   * Begins with a device that is open already.
   * @param {Kind} kind
   * @param {MediaStreamTrack} track
   */
  take(kind, track) {
    this.#devices.take(kind, track, () => { if (this.own(kind) === null) this.off(kind); });
    this.#tell('own', { kind, track });
  }

  /**
   * Switches it off: the camera's light goes out, the screen is no longer seen. The microphone only falls silent, so that it is back at once.
   * @param {Kind} kind
   */
  async off(kind) {
    const track = this.own(kind);
    if (kind === 'sound' && track) track.enabled = false;
    else {
      this.#devices.close(kind);
      await this.#way?.put(kind, null);
    }
    this.#tell('own', { kind, track: null });
  }

  /** @param {boolean} silent */
  mute(silent) {
    const track = this.own('sound');
    if (!track) return;
    track.enabled = !silent;
    this.#tell('own', { kind: 'sound', track: silent ? null : track });
  }

  /**
   * Says what the page shows and how wide in pixels of the screen; what is not named is not sent here.
   * @param {Wish[]} wishes
   */
  want(wishes) {
    this.#wishes = wishes;
    this.#way?.want(wishes);
  }

  /** Round trip in seconds, path, bytes, and per track what came, was lost, was shown. */
  async stats() {
    return await this.#way?.stats() ?? null;
  }

  leave() {
    clearTimeout(this.#timer);
    this.#way?.close();
    this.#way = null;
    this.#devices.closeAll();
    this.#become('idle');
  }

  /**
   * @param {string} type
   * @param {object} [detail]
   */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
