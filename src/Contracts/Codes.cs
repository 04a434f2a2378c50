namespace LienY.Contracts;

/// <summary>Systems of codes (as FHIR writes them) whose lists may be loaded.</summary>
public static class CodeSystems
{
    /// <summary>ICD-10 as Việt Nam uses it; a code is written without the signs of dagger and asterisk.</summary>
    public const string Icd10 = "http://hl7.org/fhir/sid/icd-10";

    /// <summary>Medical techniques and services (<c>CC.KKKK.GGGG</c>).</summary>
    public const string Techniques = "urn:lieny:code:dich-vu";

    /// <summary>Drugs.</summary>
    public const string Drugs = "urn:lieny:code:thuoc";

    /// <summary>Facilities (MA_CSKCB, five characters).</summary>
    public const string Facilities = "urn:lieny:code:cskcb";
}

/// <summary>An edition of a code list that was loaded: complete from its first day on, until the next edition begins.</summary>
/// <param name="System">URI of the system.</param>
/// <param name="Name">What people call the list ("ICD-10 Việt Nam").</param>
/// <param name="Label">What people call the edition ("QĐ 4469/QĐ-BYT").</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day; null while it stands.</param>
/// <param name="Codes">How many codes it has.</param>
public sealed record CodeEdition(Guid Id, string System, string Name, string Label, DateOnly From, DateOnly? To, int Codes, DateTimeOffset LoadedAt);

/// <summary>A code of a list.</summary>
/// <param name="System">URI of the system.</param>
/// <param name="Code">The code.</param>
/// <param name="Display">Its Vietnamese name.</param>
/// <param name="DisplayEn">Its English name; empty where the list has none.</param>
/// <param name="Parent">The code above it; empty where the list knows none.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day; null while it stands.</param>
/// <param name="Properties">What else the list says of it, by the head of the column.</param>
public sealed record CodeEntry(string System, string Code, string Display, string DisplayEn, string Parent, DateOnly From, DateOnly? To,
    IReadOnlyDictionary<string, string> Properties);

/// <summary>A question for codes.</summary>
/// <param name="System">URI of the system.</param>
/// <param name="Text">Begins of words of code or names, in any order, with or without tone marks; empty: every code.</param>
/// <param name="On">The day on which the codes hold; null: today.</param>
/// <param name="Parent">Only codes directly below this one; null: any.</param>
/// <param name="Skip">How many to leave out first.</param>
/// <param name="Take">How many to give, at most 1,000.</param>
public sealed record CodeAsk(string System, string Text = "", DateOnly? On = null, string? Parent = null, int Skip = 0, int Take = 20);

/// <summary>Codes found, the most fitting first, and how many there are in all.</summary>
public sealed record CodePage(IReadOnlyList<CodeEntry> Codes, int Total);

/// <summary>What a list says of a code.</summary>
public enum CodeTruth
{
    /// <summary>No edition of this system covers the day: nothing can be said.</summary>
    NoList,

    /// <summary>The code does not stand in the list of that day.</summary>
    Unknown,

    /// <summary>The code stands, but its name is another than the one given.</summary>
    OtherDisplay,

    /// <summary>The code stands.</summary>
    Right,
}

/// <summary>Which codes hold on which day, as a whole in memory, for those who check many; never changes.</summary>
public interface ICodeCalendar
{
    /// <summary>Whether a code holds on a day; null where no edition of the system covers it.</summary>
    bool? Holds(string system, string code, DateOnly day);
}

/// <summary>Dated code lists, answered by Codes.</summary>
public interface ICodeLists
{
    /// <summary>Every edition, by system, the newest first.</summary>
    Task<IReadOnlyList<CodeEdition>> EditionsAsync(CancellationToken stop);

    /// <summary>A code as it stands on a day (today when null); null where there is none.</summary>
    Task<CodeEntry?> FindAsync(string system, string code, DateOnly? on, CancellationToken stop);

    /// <summary>Codes of a list that fit.</summary>
    Task<CodePage> SearchAsync(CodeAsk ask, CancellationToken stop);

    /// <summary>Whether a code holds on a day (today when null) and, where <paramref name="display"/> is given, bears one of its names (case and marks do not count).</summary>
    Task<CodeTruth> ValidateAsync(string system, string code, string? display, DateOnly? on, CancellationToken stop);

    /// <summary>Which codes hold, in memory; loaded again when an edition was loaded.</summary>
    Task<ICodeCalendar> CalendarAsync(CancellationToken stop);
}

/// <summary>Loads editions of lists, answered by Codes. Whoever asks has judged who may.</summary>
public interface ICodeLoading
{
    /// <summary>Loads a complete edition from a table with a head row (<c>code</c>, <c>name_vi</c> …); false where the same edition stands already.</summary>
    Task<bool> LoadAsync(string system, string label, DateOnly from, Stream table, CancellationToken stop);
}
