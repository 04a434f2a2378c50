using System.Security.Cryptography;
using System.Text;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>A resource made of an episode, before it is kept.</summary>
/// <param name="Type">FHIR type.</param>
/// <param name="Fid">Logical id: the same part of the same episode always has the same.</param>
/// <param name="Occurred">When it happened, for the timeline; null where unknown.</param>
/// <param name="Kinds">Which part of a record it is.</param>
/// <param name="Sensitive">Sensitive groups that it tells of.</param>
/// <param name="SourceRow">Table and row of the file, e.g. <c>XML3/2</c>.</param>
/// <param name="Body">FHIR R4 JSON, UTF-8, without meta.</param>
sealed record MappedResource(string Type, Guid Fid, DateTimeOffset? Occurred, RecordKinds Kinds, Sensitivities Sensitive, string SourceRow, byte[] Body);

/// <summary>Logical ids: the same words always give the same id, and the id tells nothing of the words.</summary>
static class Fids
{
    /// <summary>The id that stands for these words at a holder.</summary>
    public static Guid Of(Guid holder, string episode, string type, string key)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{holder:N}\n{episode}\n{type}\n{key}"), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new(hash[..16], bigEndian: true);
    }
}
