using System.Security.Cryptography;
using System.Text;

namespace LienY.Hl7;

/// <summary>Logical ids: the same words of the same holder always give the same id, so that a message sent again changes nothing; the id tells nothing of the
/// words.</summary>
public static class Ids
{
    /// <summary>The id (UUID version 8) that stands for these words at a holder.</summary>
    public static Guid Of(Guid holder, params ReadOnlySpan<string> words)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{holder:N}\nhl7\n{string.Join('\n', words)}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash[..16], bigEndian: true);
    }
}
