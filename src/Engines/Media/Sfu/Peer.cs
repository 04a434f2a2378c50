namespace LienY.Media;

/// <summary>How far the way to one browser is.</summary>
public enum PeerState
{
    /// <summary>Nothing came yet, or the handshake is under way.</summary>
    Opening,

    /// <summary>Media flows.</summary>
    Open,

    /// <summary>The handshake failed, the certificate is another's, the peer said good-bye or fell silent.</summary>
    Closed,
}

/// <summary>The way to one browser: ICE-lite agent, handshake, keys, and the path chosen by the browser. Not for two threads at once.</summary>
public sealed class Peer(DtlsIdentity identity, bool server = true) : IDisposable
{
    readonly DtlsPeer dtls = new(identity, server);
    readonly byte[] reply = new byte[256];
    string? expected;
    long shakenAt;

    /// <summary>The agent that answers checks.</summary>
    public IceAgent Ice { get; } = new();

    /// <summary>How far it is.</summary>
    public PeerState State { get; private set; }

    /// <summary>Where to send; the last one the browser chose.</summary>
    public MediaPath? Path { get; set; }

    /// <summary>Keys, once agreed and once the certificate is known to be the right one.</summary>
    public SrtpSession? Session { get; private set; }

    /// <summary>Says whose certificate it must be, as its description told; the handshake may be over by then.</summary>
    public void Expect(string fragment, string fingerprint, long now)
    {
        (Ice.Other, expected) = (fragment, fingerprint);
        Settle(now);
    }

    /// <summary>Takes a check; true where it was signed with this seat's password, so that its path may be trusted.</summary>
    public bool HearCheck(MediaPath path, ReadOnlySpan<byte> datagram, long now)
    {
        var verdict = Ice.Hear(datagram, path.Address, now, reply, out var length);
        if (verdict == IceVerdict.Refused) return false;
        if (verdict == IceVerdict.Nominated || Path is null) Path = path;
        path.Send(reply.AsSpan(0, length));
        return true;
    }

    /// <summary>Takes a datagram of the handshake.</summary>
    public void HearHandshake(ReadOnlySpan<byte> datagram, long now)
    {
        dtls.Hear(datagram, Send);
        Settle(now);
    }

    /// <summary>Sends again what was lost of the handshake; notices silence. About twenty times a second.</summary>
    public void Tick(long now)
    {
        if (State == PeerState.Closed) return;
        if (Session is null && Path is not null && now - shakenAt > 50_000)
        {
            shakenAt = now;
            dtls.Tick(Send);
            Settle(now);
        }
        if (State == PeerState.Open && server && !Ice.HasConsent(now)) State = PeerState.Closed;
    }

    void Settle(long now)
    {
        if (dtls.State == DtlsState.Closed) State = PeerState.Closed;
        if (State != PeerState.Opening || dtls.State != DtlsState.Ready || expected is null) return;
        if (!string.Equals(dtls.PeerFingerprint, expected, StringComparison.Ordinal))
        {
            State = PeerState.Closed;
            return;
        }
        Session = dtls.OpenSession();
        State = PeerState.Open;
        shakenAt = now;
    }

    /// <summary>Sends bytes that are already sealed, or belong to the handshake.</summary>
    public void Send(ReadOnlySpan<byte> datagram) => Path?.Send(datagram);

    /// <summary>Says good-bye.</summary>
    public void Close()
    {
        dtls.Close(Send);
        State = PeerState.Closed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        State = PeerState.Closed;
        Session?.Dispose();
        Session = null;
        dtls.Dispose();
    }
}
