
/** From browser to browser: a connection to each of the others. The smaller number begins, so that two never offer at once. */
class MeshWay {
  /** @type {Map<number, { pc: RTCPeerConnection, received: Map<Kind, Received>, queue: Promise<unknown>, held: RTCIceCandidateInit[] }>} */
  #peers = new Map();

  /**
   * @param {number} you
   * @param {RTCIceServer[]} relays
   * @param {Devices} devices
   * @param {(message: object) => void} send
   * @param {Tell} tell
   */
  constructor(you, relays, devices, send, tell) {
    this.you = you;
    this.relays = relays;
    this.devices = devices;
    this.send = send;
    this.tell = tell;
  }

  get connected() {
    return this.#state() === 'connected';
  }

  /** @param {any} message */
  hear(message) {
    if (message.type === 'peers') {
      for (const member of [...this.#peers.keys()]) if (!message.members.includes(member)) this.#drop(member);
      for (const member of message.members) if (member !== this.you && !this.#peers.has(member)) this.#open(member);
    } else if (message.type === 'signal') {
      if (message.data.fresh) this.#drop(message.from);
      const peer = this.#peers.get(message.from) ?? this.#open(message.from);
      peer.queue = peer.queue.then(() => this.#take(message.from, message.data)).catch(fault => this.tell('fault', { fault }));
    }
  }

  /** @param {number} member */
  #open(member) {
    const pc = new RTCPeerConnection({ iceServers: this.relays, bundlePolicy: 'max-bundle' });
    const peer = { pc, received: new Map(), queue: Promise.resolve(), held: [] };
    this.#peers.set(member, peer);
    pc.addEventListener('icecandidate', e => { if (e.candidate) this.#say(member, { candidate: e.candidate.toJSON() }); });
    pc.addEventListener('connectionstatechange', () => {
      this.tell('way', { state: this.#state() });
      if (pc.connectionState !== 'failed' || this.you > member || this.#peers.get(member)?.pc !== pc) return;
      this.#drop(member);
      this.#open(member);
    });
    if (this.you < member) peer.queue = peer.queue.then(() => this.#offer(member, true)).catch(fault => this.tell('fault', { fault }));
    return peer;
  }

  #state() {
    const states = [...this.#peers.values()].map(p => p.pc.connectionState);
    return states.every(s => s === 'connected') ? 'connected' : states.some(s => s === 'failed') ? 'failed' : 'connecting';
  }

  /**
   * @param {number} member
   * @param {object} data
   */
  #say(member, data) {
    this.send({ type: 'signal', to: member, data });
  }

  /**
   * Three lines in a fixed order: voice, camera, screen.
   * @param {number} member
   * @param {boolean} fresh
   */
  async #offer(member, fresh) {
    const peer = this.#peers.get(member);
    if (!peer) return;
    if (fresh) for (const kind of ['audio', 'video', 'video']) peer.pc.addTransceiver(kind, { direction: 'sendrecv' });
    await this.#fill(peer.pc);
    await peer.pc.setLocalDescription(await peer.pc.createOffer());
    this.#say(member, { fresh, description: { type: 'offer', sdp: peer.pc.localDescription?.sdp } });
  }

  /** @param {RTCPeerConnection} pc */
  async #fill(pc) {
    const kinds = /** @type {Kind[]} */ (['sound', 'picture', 'screen']);
    for (const [i, line] of pc.getTransceivers().slice(0, 3).entries()) {
      line.direction = 'sendrecv';
      await line.sender.replaceTrack(this.devices.track(kinds[i]));
      const parameters = line.sender.getParameters();
      if (!parameters.encodings?.length) continue;
      Object.assign(parameters.encodings[0], i === 0 ? { maxBitrate: 32_000, priority: 'high' } : { maxBitrate: 600_000 });
      await line.sender.setParameters(parameters).catch(() => {});
    }
  }

  /**
   * @param {number} member
   * @param {any} data
   */
  async #take(member, data) {
    const peer = this.#peers.get(member);
    if (!peer) return;
    if (data.candidate) {
      if (peer.pc.remoteDescription) await peer.pc.addIceCandidate(data.candidate);
      else peer.held.push(data.candidate);
      return;
    }
    if (data.tracks) return this.#match(member, data.tracks);
    await peer.pc.setRemoteDescription(data.description);
    for (const candidate of peer.held.splice(0)) await peer.pc.addIceCandidate(candidate);
    if (data.description.type === 'offer') {
      await this.#fill(peer.pc);
      await peer.pc.setLocalDescription(await peer.pc.createAnswer());
      this.#say(member, { description: { type: 'answer', sdp: peer.pc.localDescription?.sdp } });
    }
    this.#say(member, { tracks: this.#sending() });
  }

  #sending() {
    return /** @type {Kind[]} */ (['sound', 'picture', 'screen']).filter(kind => this.devices.track(kind));
  }

  /**
   * @param {number} member
   * @param {Kind[]} kinds what the other says that it sends
   */
  #match(member, kinds) {
    const peer = this.#peers.get(member);
    if (!peer) return;
    const lines = peer.pc.getTransceivers();
    for (const [i, kind] of /** @type {Kind[]} */ (['sound', 'picture', 'screen']).entries()) {
      const there = peer.received.has(kind);
      if (there && !kinds.includes(kind)) {
        peer.received.delete(kind);
        this.tell('gone', { member, kind });
      } else if (!there && kinds.includes(kind) && lines[i]) {
        const received = { member, kind, track: lines[i].receiver.track, stream: new MediaStream([lines[i].receiver.track]) };
        peer.received.set(kind, received);
        this.tell('track', received);
      }
    }
  }

  /**
   * @param {Kind} kind
   * @param {MediaStreamTrack | null} track
   */
  async put(kind, track) {
    const place = { sound: 0, picture: 1, screen: 2 }[kind];
    for (const [member, peer] of this.#peers) {
      await peer.pc.getTransceivers()[place]?.sender.replaceTrack(track);
      this.#say(member, { tracks: this.#sending() });
    }
  }

  want() {}

  async stats() {
    const all = await Promise.all([...this.#peers].map(async ([member, peer]) => readStats(await peer.pc.getStats(),
      mid => ({ member, kind: /** @type {Kind[]} */ (['sound', 'picture', 'screen'])[Number(mid)] }))));
    return {
      roundTrip: all[0]?.roundTrip ?? null, path: all[0]?.path ?? '', tracks: all.flatMap(s => s.tracks),
      down: all.reduce((sum, s) => sum + s.down, 0), up: all.reduce((sum, s) => sum + s.up, 0),
    };
  }

  /** @param {number} member */
  #drop(member) {
    const peer = this.#peers.get(member);
    if (!peer) return;
    this.#peers.delete(member);
    peer.pc.close();
    for (const kind of peer.received.keys()) this.tell('gone', { member, kind });
  }

  close() {
    for (const member of [...this.#peers.keys()]) this.#drop(member);
  }
}
