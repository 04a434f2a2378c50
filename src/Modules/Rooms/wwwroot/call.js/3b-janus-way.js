
/** Over a Janus server: this page offers what it sends on one connection; Janus offers what comes on another. Addresses pass one by one, both ways. */
class JanusWay {
  /** @type {ServerWay | null} */
  #down = null;
  /** @type {RTCPeerConnection | null} */
  #up = null;
  /** Addresses wait until the description is there. @type {{ up: Promise<unknown>, down: Promise<unknown> }} */
  #queues = { up: Promise.resolve(), down: Promise.resolve() };

  /**
   * @param {{ publish: boolean, relays: RTCIceServer[] }} how
   * @param {Devices} devices
   * @param {(message: object) => void} send
   * @param {Tell} tell
   */
  constructor(how, devices, send, tell) {
    this.relays = how.relays;
    this.devices = devices;
    this.send = send;
    this.tell = tell;
    if (how.publish) this.#publish().catch(fault => tell('fault', { fault }));
    else tell('way', { state: 'connected' });
  }

  get connected() {
    return (this.#up ?? this.#down?.pc)?.connectionState === 'connected';
  }

  async #publish() {
    const pc = this.#up = new RTCPeerConnection({ iceServers: this.relays, bundlePolicy: 'max-bundle' });
    pc.addEventListener('connectionstatechange', () => this.tell('way', { state: pc.connectionState }));
    for (const [i, kind] of /** @type {Kind[]} */ (['sound', 'picture', 'screen']).entries()) {
      const line = pc.addTransceiver(i === 0 ? 'audio' : 'video', { direction: 'sendonly', sendEncodings: [{ maxBitrate: i === 0 ? 32_000 : 400_000 }] });
      await line.sender.replaceTrack(this.devices.track(kind));
    }
    const offer = await pc.createOffer();
    this.send({ type: 'publish', sdp: offer.sdp });
    this.#trickle(pc, 'up');
    await pc.setLocalDescription(offer);
    this.#told();
  }

  /**
   * @param {RTCPeerConnection} pc
   * @param {'up' | 'down'} way
   */
  #trickle(pc, way) {
    pc.addEventListener('icecandidate', e => this.send({ type: 'candidate', way, candidate: e.candidate?.candidate ? e.candidate.toJSON() : null }));
  }

  #told() {
    this.send({ type: 'sends', kinds: ['sound', 'picture', 'screen'].filter(kind => this.devices.track(/** @type {Kind} */ (kind))) });
  }

  /** @param {any} message */
  hear(message) {
    const pc = this.#up;
    if (message.type === 'published') this.#queues.up = this.#queues.up.then(() => pc?.setRemoteDescription({ type: 'answer', sdp: message.sdp })).catch(fault => this.tell('fault', { fault }));
    else if (message.type === 'candidate') this.#address(message);
    else if (message.type === 'offer') {
      if (!this.#down) {
        this.#down = new ServerWay(this.relays, this.devices, this.send, (type, detail) => { if (type !== 'way') this.tell(type, detail); });
        this.#trickle(this.#down.pc, 'down');
      }
      this.#down.hear(message);
      this.#queues.down = this.#down.settled;
    }
  }

  /** @param {{ way: 'up' | 'down', candidate: RTCIceCandidateInit | null }} message */
  #address({ way, candidate }) {
    const pc = way === 'up' ? this.#up : this.#down?.pc;
    // One address that a browser does not understand is not the end: others follow.
    if (pc && candidate) this.#queues[way] = this.#queues[way].then(() => pc.addIceCandidate(candidate)).catch(() => {});
  }

  /**
   * @param {Kind} kind
   * @param {MediaStreamTrack | null} track
   */
  async put(kind, track) {
    await this.#up?.getTransceivers()[{ sound: 0, picture: 1, screen: 2 }[kind]]?.sender.replaceTrack(track);
    this.#told();
  }

  want() {}

  async stats() {
    return await this.#down?.stats() ?? null;
  }

  close() {
    this.#up?.close();
    this.#down?.close();
  }
}
