using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace LienY.Media;

/// <summary>What an ICE-lite agent made of a datagram.</summary>
public enum IceVerdict
{
    /// <summary>Not for this agent, or not signed with its password: nothing is answered.</summary>
    Refused,

    /// <summary>A check that was answered: the path works.</summary>
    Checked,

    /// <summary>A check that also chose this path for media.</summary>
    Nominated,
}

/// <summary>One seat's ICE-lite agent (RFC 8445 §2.5): it answers checks and never sends any; silence of 30 s means that consent has ended (RFC 7675).</summary>
public sealed class IceAgent
{
    /// <summary>How long a path lives without a check, in microseconds (RFC 7675 §5.1).</summary>
    public const long ConsentLasts = 30_000_000;

    const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    readonly byte[] password;
    long heard;

    /// <summary>A new agent with a fragment of its own (8 letters, 48 bits) and a password of 24 letters (144 bits).</summary>
    public IceAgent()
    {
        Fragment = RandomNumberGenerator.GetString(Letters, 8);
        Password = RandomNumberGenerator.GetString(Letters, 24);
        password = Encoding.ASCII.GetBytes(Password);
    }

    /// <summary>ice-ufrag.</summary>
    public string Fragment { get; }

    /// <summary>ice-pwd.</summary>
    public string Password { get; }

    /// <summary>The fragment as a number, for looking up who is meant.</summary>
    public ulong Key => BinaryPrimitives.ReadUInt64BigEndian(Encoding.ASCII.GetBytes(Fragment));

    /// <summary>The other side's fragment once its description is known; checks are then held against it.</summary>
    public string? Other { get; set; }

    /// <summary>Whose agent a check asks for: the first 8 letters of its user name; 0 where it has no such form.</summary>
    public static ulong KeyOf(ReadOnlySpan<byte> username) => username.Length > 9 && username[8] == (byte)':' ? BinaryPrimitives.ReadUInt64BigEndian(username) : 0;

    /// <summary>Whether the other side was heard within the time of consent.</summary>
    public bool HasConsent(long now) => heard != 0 && now - heard < ConsentLasts;

    /// <summary>Answers one check; the reply's length is 0 where nothing is to be sent. The reply buffer holds at least 128 bytes.</summary>
    public IceVerdict Hear(ReadOnlySpan<byte> datagram, IPEndPoint from, long now, Span<byte> reply, out int length)
    {
        length = 0;
        if (!StunMessage.TryRead(datagram, out var message) || message.Type != StunMessage.BindingRequest) return IceVerdict.Refused;
        var username = message.Username;
        if (KeyOf(username) != Key || !message.HasFingerprint || !message.IsSignedWith(password)) return IceVerdict.Refused;
        if (Other is { } other && !(username[9..].Length == other.Length && Ascii.Equals(username[9..], other))) return IceVerdict.Refused;
        heard = now;
        var writer = new StunWriter(reply, StunMessage.BindingSuccess, message.Transaction);
        writer.Mapped(from);
        length = writer.Finish(password);
        return message.UseCandidate ? IceVerdict.Nominated : IceVerdict.Checked;
    }
}
