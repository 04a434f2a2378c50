namespace LienY.Writing;

/// <summary>The words of a document's frame as the layout prints them, for templates of others.</summary>
public static class OfficialWords
{
    /// <summary>"Số: 05/BC-SYT", room left for the number while there is none.</summary>
    public static string Number(OfficialDocument document) => Masthead.NumberOf(document);

    /// <summary>"An Giang, ngày 09 tháng 02 năm 2026".</summary>
    public static string PlaceAndDay(OfficialDocument document) => $"{document.Place}, {Masthead.DayOf(document.Date)}";

    /// <summary>The legal bases with their marks.</summary>
    public static IReadOnlyList<string> Bases(OfficialDocument document) =>
        [.. document.Bases.Select((basis, i) => Content.Bare(basis) + (i == document.Bases.Count - 1 ? "." : ";"))];

    /// <summary>Recipients in order, "Như trên" first where the document is addressed; without dash and mark, without the archive.</summary>
    public static IReadOnlyList<string> Recipients(OfficialDocument document) => [.. Closing.Names(document)];
}
