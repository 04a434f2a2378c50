using System.Globalization;
using System.Text;

namespace LienY.Insurance;

/// <summary>Sex as cards tell it.</summary>
public enum Sex
{
    /// <summary>Nam.</summary>
    Male,

    /// <summary>Nữ.</summary>
    Female,
}

/// <summary>What was read of a card's code: as much as could be, and what could not.</summary>
/// <typeparam name="T">The card.</typeparam>
/// <param name="Card">The card, or null when the text is no such code at all.</param>
/// <param name="Faults">What could not be read; fields at fault are null in the card.</param>
public sealed record CardReading<T>(T? Card, IReadOnlyList<Fault> Faults) where T : class
{
    /// <summary>Whether everything was read.</summary>
    public bool IsWhole => Card is not null && Faults.Count == 0;
}

/// <summary>The fields of a code apart by "|", and what is wrong with them.</summary>
sealed class CardFields(string card, string[] fields)
{
    public List<Fault> Faults { get; } = [];

    public string? Plain(int at) => at < fields.Length && fields[at].Trim() is { Length: > 0 } text and not "-" ? text : null;

    public DateOnly? Day(int at, string name, string format)
    {
        if (Plain(at) is not { } text) return null;
        if (DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        Tell("card.day", name, text);
        return null;
    }

    public string? Hex(int at, string name)
    {
        if (Plain(at) is not { } text) return null;
        try
        {
            return new UTF8Encoding(false, true).GetString(Convert.FromHexString(text)).Trim().Normalize();
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            Tell("card.text", name, text);
            return null;
        }
    }

    public void Tell(string kind, string? name, string value, string? expected = null) =>
        Faults.Add(FaultTexts.Make(Severity.Warn, kind, kind) with { Table = card, Field = name, Value = FaultTexts.Short(value), Expected = expected });

    /// <summary>Too few fields for such a code.</summary>
    public bool Lacks(int least)
    {
        if (fields.Length >= least) return false;
        Tell("card.fields", null, fields.Length.ToString(CultureInfo.InvariantCulture), least.ToString(CultureInfo.InvariantCulture));
        return true;
    }
}
