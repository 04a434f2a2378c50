namespace LienY.Fhir;

/// <summary>A place in a JSON document (RFC 6901).</summary>
internal static class JsonPointer
{
    internal static string[] Read(string text, string what)
    {
        if (text.Length == 0) return [];
        if (text[0] != '/') throw new PatchFault(true, $"{what}: a path begins with '/', not '{text}'.");
        var parts = text[1..].Split('/');
        if (parts.Length > 100) throw new PatchFault(true, $"{what}: the path is too deep.");
        for (var i = 0; i < parts.Length; i++)
        {
            if (!parts[i].Contains('~', StringComparison.Ordinal)) continue;
            for (var at = parts[i].IndexOf('~'); at >= 0; at = parts[i].IndexOf('~', at + 1))
            {
                if (at + 1 == parts[i].Length || parts[i][at + 1] is not ('0' or '1')) throw new PatchFault(true, $"{what}: '~' must be followed by 0 or 1.");
            }
            parts[i] = parts[i].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        }
        return parts;
    }

    /// <summary>A number in a list without leading zeros; -1 where it is none.</summary>
    internal static int Index(string part)
    {
        if (part.Length is 0 or > 9 || (part.Length > 1 && part[0] == '0')) return -1;
        foreach (var c in part) if (!char.IsAsciiDigit(c)) return -1;
        return int.Parse(part, System.Globalization.CultureInfo.InvariantCulture);
    }
}
