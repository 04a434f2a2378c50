using System.Text.RegularExpressions;
using LienY.Fhir;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>How a resource is to be changed.</summary>
enum ChangeKind
{
    /// <summary>DELETE.</summary>
    Delete,

    /// <summary>POST.</summary>
    Create,

    /// <summary>PUT.</summary>
    Update,

    /// <summary>PATCH.</summary>
    Patch,
}

/// <summary>One change that is asked for, checked as far as it can be without the database.</summary>
sealed partial class FhirChange(ChangeKind kind, string type)
{
    /// <summary>What.</summary>
    public ChangeKind Kind => kind;

    /// <summary>Resource type.</summary>
    public string Type => type;

    /// <summary>Logical id; for a create the one the server gives, for a conditional change null until the writer has looked.</summary>
    public string? Id { get; set; }

    /// <summary>The resource; null for a deletion or a patch.</summary>
    public ReadResource? Read { get; set; }

    /// <summary>The patch.</summary>
    public ReadOnlyMemory<byte> Patch { get; init; }

    /// <summary>A search that names the resource (conditional change), or that must find nothing (If-None-Exist of a create); null: none.</summary>
    public string? Query { get; init; }

    /// <summary>The version that is expected; null: any.</summary>
    public int? IfMatch { get; init; }

    /// <summary>If-None-Match: * – only if there is none.</summary>
    public bool IfNone { get; init; }

    /// <summary>Address of the entry in its bundle, by which others refer to it.</summary>
    public string? FullUrl { get; init; }

    /// <summary>Place of the entry in its bundle.</summary>
    public int Entry { get; init; }

    /// <summary>Needs a search before it can be done.</summary>
    public bool IsConditional => Query is not null;

    /// <summary>The bytes to keep, and where version and time go, made outside the writer where the id is known.</summary>
    public (byte[] Body, int MetaAt)? Kept { get; set; }

    /// <summary>Groups of codes it tells of.</summary>
    public Sensitivities Sensitive { get; set; }

    /// <summary>An id as FHIR allows it, which is not of the form that the house gives to what it makes itself of files.</summary>
    public static string MustBeId(string id)
    {
        if (!IdForm().IsMatch(id)) throw new FhirProblem(400, "value", "", $"'{(id.Length > 80 ? id[..80] : id)}' is no id: letters, digits, '-' and '.', at most 64.");
        return id;
    }

    /// <summary>Ids that follow from files are the house's own: nobody may take one before the file arrives.</summary>
    public static bool IsReserved(string id) => id.Length == 36 && id[14] == '8' && Guid.TryParse(id, out _);

    /// <summary>Reads W/"3" (or "3", or 3); refused where it is no version of ours.</summary>
    public static int? VersionOf(string? tag)
    {
        if (string.IsNullOrWhiteSpace(tag) || tag == "*") return null;
        var number = tag.Trim();
        if (number.StartsWith("W/", StringComparison.Ordinal)) number = number[2..];
        return int.TryParse(number.Trim('"'), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version) ? version
            : throw new FhirProblem(412, "conflict", "", $"If-Match {tag} is no version of this server.");
    }

    [GeneratedRegex("^[A-Za-z0-9\\-.]{1,64}$")]
    private static partial Regex IdForm();
}

/// <summary>What became of a change.</summary>
/// <param name="Status">201, 200, 204.</param>
/// <param name="Row">The row as it is kept now; null where nothing was there to delete.</param>
sealed record FhirChanged(int Status, KeptResource? Row);
