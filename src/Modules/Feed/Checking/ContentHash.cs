using System.Security.Cryptography;
using System.Text;
using LienY.Insurance;

namespace LienY.Feed;

/// <summary>
/// SHA-256 of what an episode says: tables, rows and filled fields in order. Not of its bytes, so that the same visit packed another way (encoding, order of
/// parts, blank fields, signature) is the same.
/// </summary>
static class ContentHash
{
    /// <summary>The hash in hex.</summary>
    public static string Of(Episode episode)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var text = new StringBuilder();
        foreach (var table in episode.Tables)
        {
            foreach (var row in episode.Rows(table))
            {
                text.Append('\u001E').Append(table);
                foreach (var field in row.Layout.Fields) if (row[field.Name] is { } value) text.Append('\u001F').Append(field.Name).Append('=').Append(value);
                if (text.Length > 16_000) Flush(hash, text);
            }
        }
        Flush(hash, text);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static void Flush(IncrementalHash hash, StringBuilder text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text.ToString()));
        text.Clear();
    }
}
