using System.Buffers.Binary;
using System.Text;

namespace LienY.Media;

/// <summary>How far the handshake is.</summary>
public enum DtlsState
{
    /// <summary>Not ended yet.</summary>
    Shaking,

    /// <summary>Keys are agreed.</summary>
    Ready,

    /// <summary>The handshake failed, or the peer said good-bye.</summary>
    Closed,
}

/// <summary>One handshake of DTLS 1.2 with use_srtp (RFC 5764) over memory: datagrams in, datagrams out. Not for two threads at once.</summary>
public sealed unsafe class DtlsPeer : IDisposable
{
    const int Mtu = 1200, Pending = 10;
    nint ssl, input, output;

    /// <summary>A server waits for the peer's hello; a client (tests and loaders) sends its own at the first <see cref="Tick"/>.</summary>
    public DtlsPeer(DtlsIdentity identity, bool server)
    {
        ssl = LibSsl.SSL_new(identity.Context);
        (input, output) = (LibSsl.BIO_new(LibSsl.BIO_s_mem()), LibSsl.BIO_new(LibSsl.BIO_s_mem()));
        LibSsl.SSL_set_bio(ssl, input, output);
        LibSsl.SSL_ctrl(ssl, LibSsl.SetMtu, Mtu, 0);
        if (server) LibSsl.SSL_set_accept_state(ssl);
        else LibSsl.SSL_set_connect_state(ssl);
        IsServer = server;
    }

    /// <summary>Which end this is; it decides whose keys are whose.</summary>
    public bool IsServer { get; }

    /// <summary>How far the handshake is.</summary>
    public DtlsState State { get; private set; }

    /// <summary>SHA-256 of the peer's certificate, once <see cref="State"/> is Ready.</summary>
    public string PeerFingerprint { get; private set; } = "";

    /// <summary>Takes one datagram (first byte 20 to 63) and sends what it asks for.</summary>
    public void Hear(ReadOnlySpan<byte> datagram, Action<ReadOnlySpan<byte>> send)
    {
        if (State == DtlsState.Closed || ssl == 0) return;
        fixed (byte* bytes = datagram) LibSsl.BIO_write(input, bytes, datagram.Length);
        Go(send);
    }

    /// <summary>Sends again what was lost; to be called about every 50 ms until Ready.</summary>
    public void Tick(Action<ReadOnlySpan<byte>> send)
    {
        if (State != DtlsState.Shaking || ssl == 0) return;
        LibSsl.SSL_ctrl(ssl, LibSsl.HandleTimeout, 0, 0);
        Go(send);
    }

    void Go(Action<ReadOnlySpan<byte>> send)
    {
        LibSsl.ERR_clear_error();
        if (State == DtlsState.Shaking)
        {
            var result = LibSsl.SSL_do_handshake(ssl);
            if (result == 1) Finish();
            else if (LibSsl.SSL_get_error(ssl, result) != LibSsl.WantRead) State = DtlsState.Closed;
        }
        else
        {
            // After the handshake only an alert matters (close_notify) or a repeated last flight, which the library answers.
            var scrap = stackalloc byte[256];
            var read = LibSsl.SSL_read(ssl, scrap, 256);
            if (read <= 0 && LibSsl.SSL_get_error(ssl, read) != LibSsl.WantRead) State = DtlsState.Closed;
        }
        Flush(send);
    }

    void Finish()
    {
        var certificate = LibSsl.SSL_get1_peer_certificate(ssl);
        if (certificate == 0 || LibSsl.SSL_get_selected_srtp_profile(ssl) == 0)
        {
            State = DtlsState.Closed;
            return;
        }
        var length = LibSsl.i2d_X509(certificate, null);
        var der = new byte[length];
        fixed (byte* start = der)
        {
            var place = start;
            LibSsl.i2d_X509(certificate, &place);
        }
        LibSsl.X509_free(certificate);
        PeerFingerprint = DtlsIdentity.FingerprintOf(der);
        State = DtlsState.Ready;
    }

    // The library's output is a stream of records; they are sent in datagrams of whole records.
    void Flush(Action<ReadOnlySpan<byte>> send)
    {
        var waiting = (int)LibSsl.BIO_ctrl(output, Pending, 0, 0);
        if (waiting <= 0) return;
        var bytes = new byte[waiting];
        fixed (byte* start = bytes) waiting = LibSsl.BIO_read(output, start, waiting);
        var (from, at) = (0, 0);
        while (at + 13 <= waiting)
        {
            var end = at + 13 + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 11));
            if (end - from > Mtu && at > from)
            {
                send(bytes.AsSpan(from, at - from));
                from = at;
            }
            at = end;
        }
        if (waiting > from) send(bytes.AsSpan(from, waiting - from));
    }

    /// <summary>The keys of both directions by the exporter of RFC 5705 with the label of RFC 5764; only when Ready.</summary>
    public SrtpSession OpenSession()
    {
        // struct srtp_protection_profile_st { const char *name; unsigned long id; }
        var profile = (SrtpProfile)(int)*(nuint*)(LibSsl.SSL_get_selected_srtp_profile(ssl) + sizeof(nint));
        var material = new byte[SrtpKeys.MaterialLength(profile)];
        var label = Encoding.ASCII.GetBytes("EXTRACTOR-dtls_srtp");
        fixed (byte* to = material, name = label)
        {
            if (LibSsl.SSL_export_keying_material(ssl, to, material.Length, name, label.Length, null, 0, 0) != 1)
                throw new InvalidOperationException("libssl gave no keying material.");
        }
        var (client, server) = SrtpKeys.From(profile, material);
        return IsServer ? new(server, client) : new(client, server);
    }

    /// <summary>Says good-bye so that the other side need not wait for silence.</summary>
    public void Close(Action<ReadOnlySpan<byte>> send)
    {
        if (ssl == 0 || State == DtlsState.Closed) return;
        LibSsl.SSL_shutdown(ssl);
        Flush(send);
        State = DtlsState.Closed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (ssl != 0) LibSsl.SSL_free(ssl);
        ssl = input = output = 0;
    }
}
