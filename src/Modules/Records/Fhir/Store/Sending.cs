using System.Buffers;
using System.Globalization;
using System.Text;
using LienY.Fhir;

namespace LienY.Records;

/// <summary>The one way of a kept body out of the house: version and time are put in, and the file or message it was made of.</summary>
static class Sending
{
    /// <summary>Writes the resource.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="body">As it is kept.</param>
    /// <param name="metaAt">See <see cref="Splice"/>.</param>
    /// <param name="version">Version of the row.</param>
    /// <param name="at">When it was made.</param>
    /// <param name="source">The file it was made of; empty for none.</param>
    /// <param name="row">Where in the file.</param>
    public static void Write(IBufferWriter<byte> to, ReadOnlySpan<byte> body, int metaAt, int version, DateTimeOffset at, Guid source, string row)
    {
        if (metaAt > 0 || source == Guid.Empty) Splice.Send(to, body, metaAt, version, at);
        else Splice.Send(to, body, metaAt, version, at, Encoding.UTF8.GetBytes($"urn:uuid:{source}{(row.Length > 0 ? "#" + row : "")}"));
    }

    /// <summary>Writes a kept row.</summary>
    public static void Write(IBufferWriter<byte> to, KeptResource row) => Write(to, row.Body, row.MetaAt, row.Version, row.At, row.SourceId, row.SourceRow);

    /// <summary>A moment as FHIR writes it, to the millisecond, in UTC.</summary>
    public static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
