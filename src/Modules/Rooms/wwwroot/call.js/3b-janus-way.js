
/** Over a Janus server: this page offers what it sends on one connection; Janus offers what comes on another. */
class JanusWay {
  /** @type {ServerWay | null} */
  #down = null;
  /** @type {RTCPeerConnection | null} */
  #up = null;

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
    await pc.setLocalDescription(await pc.createOffer());
    await gathered(pc);
    this.send({ type: 'publish', sdp: pc.localDescription?.sdp });
    this.#told();
  }

  #told() {
    this.send({ type: 'sends', kinds: ['sound', 'picture', 'screen'].filter(kind => this.devices.track(/** @type {Kind} */ (kind))) });
  }

  /** @param {any} message */
  hear(message) {
    if (message.type === 'published') this.#up?.setRemoteDescription({ type: 'answer', sdp: message.sdp }).catch(fault => this.tell('fault', { fault }));
    else if (message.type === 'offer') {
      this.#down ??= new ServerWay(this.relays, this.devices, this.send, (type, detail) => { if (type !== 'way') this.tell(type, detail); });
      this.#down.hear(message);
    }
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

/**
 * Waits until the browser knows its own addresses; a second is enough on any network that works.
 * @param {RTCPeerConnection} pc
 */
function gathered(pc) {
  return new Promise(done => {
    if (pc.iceGatheringState === 'complete') return done(null);
    setTimeout(done, 1000);
    pc.addEventListener('icegatheringstatechange', () => { if (pc.iceGatheringState === 'complete') done(null); });
  });
}
