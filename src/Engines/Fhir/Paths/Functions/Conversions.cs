using System.Globalization;
using static LienY.Fhir.FunctionTable;

namespace LienY.Fhir;

/// <summary>Conversions between types (FHIRPath §5.5): <c>toX()</c> and <c>convertsToX()</c>.</summary>
internal static class Conversions
{
    internal static readonly (string Name, Entry Entry)[] All =
    [
        .. Pair("Boolean", Boolean),
        .. Pair("Integer", v => Whole(v) is long l and >= int.MinValue and <= int.MaxValue ? (int)l : null),
        .. Pair("Long", v => Whole(v)),
        .. Pair("Decimal", Decimal),
        .. Pair("String", v => v is PathQuantity q && q.Calendar is null && q.Unit.Length == 0 ? null : PathValue.Text(v)),
        .. Pair("Date", v => Day(v)),
        .. Pair("DateTime", v => Moment(v, MomentKind.DateTime)),
        .. Pair("Time", v => Moment(v, MomentKind.Time)),
        Make("toQuantity", 0, 1, (run, scope, input, a) => To(run, scope, input, a) is { } q ? [new PathValue(q)] : []),
        Make("convertsToQuantity", 0, 1, (run, scope, input, a) => Items.One(input) is null ? [] : Items.Of(To(run, scope, input, a) is not null)),
    ];

    static (string, Entry)[] Pair(string name, Func<object, object?> turn) =>
    [
        Single("to" + name, item => Items.System(item) is { } v ? turn(v) : null),
        Single("convertsTo" + name, item => Items.System(item) is { } v && turn(v) is not null),
    ];

    static object? Boolean(object value) => value switch
    {
        bool => value,
        string text => text.ToLowerInvariant() switch
        {
            "true" or "t" or "yes" or "y" or "1" or "1.0" => true,
            "false" or "f" or "no" or "n" or "0" or "0.0" => false,
            _ => null,
        },
        _ => Equality.Number(value) switch { 1 => true, 0 => false, _ => null },
    };

    static object? Whole(object value) => value switch
    {
        int i => (long)i,
        long => value,
        bool b => b ? 1L : 0L,
        string text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
        _ => null,
    };

    static object? Decimal(object value) => value switch
    {
        bool b => b ? 1.0m : 0.0m,
        string text => PathNumbers.TryDecimal(text, out var number) ? number : null,
        _ => Equality.Number(value),
    };

    static PathMoment? Day(object value) => value switch
    {
        PathMoment { Kind: MomentKind.Date } m => m,
        PathMoment { Kind: MomentKind.DateTime } m => m with { Kind = MomentKind.Date, Known = (Known)Math.Min((int)m.Known, (int)Known.Day), Offset = null },
        string text when PathMoment.Read(text, MomentKind.Date) is { } day => day,
        string text when PathMoment.Read(text, MomentKind.DateTime) is { } moment => Day(moment),
        _ => null,
    };

    static PathMoment? Moment(object value, MomentKind kind) => value switch
    {
        PathMoment m when m.Kind == kind => m,
        PathMoment { Kind: MomentKind.Date } m when kind == MomentKind.DateTime => m with { Kind = MomentKind.DateTime },
        string text => PathMoment.Read(text, kind),
        _ => null,
    };

    static PathQuantity? To(PathRun run, PathScope scope, IReadOnlyList<PathItem> input, IReadOnlyList<PathNode> a)
    {
        if (Items.One(input) is not { } item) return null;
        var quantity = Items.System(item) switch
        {
            PathQuantity q => q,
            bool b => new PathQuantity(b ? 1.0m : 0.0m, "1"),
            string text => PathQuantity.Read(text),
            { } v when Equality.Number(v) is { } number => new PathQuantity(number, "1"),
            _ => null,
        };
        if (quantity is null || a.Count == 0 || Items.Text(a[0].Evaluate(run, scope)) is not { } unit || unit == quantity.Unit) return quantity;
        if (UnitTerm.Of(quantity) is not { } from || UnitTerm.Of(new PathQuantity(1, unit)) is not { } to || !from.IsLike(to) || to.Value == 0) return null;
        return new PathQuantity((decimal)(from.Value / to.Value), unit);
    }
}
