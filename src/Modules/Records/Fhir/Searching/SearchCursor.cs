using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LienY.Kernel;
using Microsoft.AspNetCore.WebUtilities;

namespace LienY.Records;

/// <summary>
/// Where a page ends: the sort keys and number of its last row, and the newest row that there was when the first page was asked, so that pages neither repeat
/// nor lose what was there while others write. To the asker an encrypted, authentic word: keys may be names.
/// </summary>
/// <param name="Keys">One for each key of the order: long, double, text or instant.</param>
sealed record SearchCursor(long Newest, IReadOnlyList<object> Keys, long Rid);

/// <summary>Writes and reads cursors for one question.</summary>
sealed class Cursors(Keys keys) : IDisposable
{
    readonly AesGcm cipher = new(keys.Derive("records/cursor", 32), 16);
    readonly Lock one = new();

    /// <summary>The word; <paramref name="question"/> binds it to the search that it belongs to.</summary>
    public string Write(SearchCursor cursor, string question)
    {
        var parts = new List<string> { cursor.Newest.ToString(CultureInfo.InvariantCulture), cursor.Rid.ToString(CultureInfo.InvariantCulture) };
        parts.AddRange(cursor.Keys.Select(k => k switch
        {
            long n => "l" + n.ToString(CultureInfo.InvariantCulture),
            double d => "d" + d.ToString("R", CultureInfo.InvariantCulture),
            DateTimeOffset at => "t" + Commands.Micros(at).ToString(CultureInfo.InvariantCulture),
            _ => "s" + k,
        }));
        var plain = JsonSerializer.SerializeToUtf8Bytes(parts);
        var word = new byte[12 + plain.Length + 16];
        RandomNumberGenerator.Fill(word.AsSpan(0, 12));
        lock (one) cipher.Encrypt(word.AsSpan(0, 12), plain, word.AsSpan(12, plain.Length), word.AsSpan(12 + plain.Length), Encoding.UTF8.GetBytes(question));
        return WebEncoders.Base64UrlEncode(word);
    }

    /// <summary>Reads a word; refused (400) where it is not one of ours for this question.</summary>
    public SearchCursor Read(string text, string question)
    {
        try
        {
            var word = WebEncoders.Base64UrlDecode(text);
            if (word.Length < 28) throw Wrong();
            var plain = new byte[word.Length - 28];
            lock (one) cipher.Decrypt(word.AsSpan(0, 12), word.AsSpan(12, plain.Length), word.AsSpan(12 + plain.Length), plain, Encoding.UTF8.GetBytes(question));
            var parts = JsonSerializer.Deserialize<List<string>>(plain)!;
            return new(Long(parts[0]), [.. parts.Skip(2).Select(Key)], Long(parts[1]));
        }
        catch (Exception problem) when (problem is FormatException or CryptographicException)
        {
            throw Wrong();
        }
    }

    static object Key(string part) => part[0] switch
    {
        'l' => Long(part[1..]),
        'd' => double.Parse(part.AsSpan(1), CultureInfo.InvariantCulture),
        't' => Commands.FromMicros(Long(part[1..])),
        _ => part[1..],
    };

    static long Long(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    static FhirProblem Wrong() => new(400, "invalid", "_cursor", "_cursor: this is no page of this search; please begin again without it.");

    /// <inheritdoc/>
    public void Dispose() => cipher.Dispose();
}
