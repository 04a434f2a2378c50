namespace LienY.Dicom;

/// <summary>SOP classes by what is done with them, and the transfer syntaxes that are known.</summary>
public static class SopClasses
{
    /// <summary>Find in the patient root.</summary>
    public const string PatientRootFind = "1.2.840.10008.5.1.4.1.2.1.1";

    /// <summary>Move in the patient root.</summary>
    public const string PatientRootMove = "1.2.840.10008.5.1.4.1.2.1.2";

    /// <summary>Get in the patient root.</summary>
    public const string PatientRootGet = "1.2.840.10008.5.1.4.1.2.1.3";

    /// <summary>Find in the study root.</summary>
    public const string StudyRootFind = "1.2.840.10008.5.1.4.1.2.2.1";

    /// <summary>Move in the study root.</summary>
    public const string StudyRootMove = "1.2.840.10008.5.1.4.1.2.2.2";

    /// <summary>Get in the study root.</summary>
    public const string StudyRootGet = "1.2.840.10008.5.1.4.1.2.2.3";

    /// <summary>Modality worklist.</summary>
    public const string Worklist = "1.2.840.10008.5.1.4.31";

    /// <summary>Modality performed procedure step.</summary>
    public const string PerformedStep = "1.2.840.10008.3.1.2.3.3";

    /// <summary>Storage commitment, push model.</summary>
    public const string Commitment = "1.2.840.10008.1.20.1";

    /// <summary>The one instance of storage commitment.</summary>
    public const string CommitmentInstance = "1.2.840.10008.1.20.1.1";

    const string Standard = "1.2.840.10008.", Storages = "1.2.840.10008.5.1.4.1.1.", Syntaxes = "1.2.840.10008.1.2";

    /// <summary>Storage classes that most devices send: proposed by a user that does not know better.</summary>
    public static IReadOnlyList<string> CommonStorage { get; } =
    [
        .. new[]
        {
            "1", "1.1", "1.1.1", "1.2", "1.2.1", "1.3", "1.3.1", "2", "2.1", "2.2", "3.1", "4", "4.1", "4.2", "4.3", "6.1", "6.2", "7", "7.1", "7.2", "7.3", "7.4",
            "9.1.1", "9.1.2", "9.1.3", "9.2.1", "9.3.1", "9.4.1", "9.5.1", "9.6.1", "11.1", "11.2", "11.3", "11.4", "12.1", "12.1.1", "12.2", "12.2.1", "13.1.1",
                "13.1.2",
            "13.1.3", "14.1", "14.2", "20", "30", "66", "66.1", "66.2", "66.3", "66.4", "66.5", "67", "77.1.1", "77.1.1.1", "77.1.2", "77.1.2.1", "77.1.3", "77.1.4",
            "77.1.4.1", "77.1.5.1", "77.1.5.2", "77.1.5.4", "77.1.6", "88.11", "88.22", "88.33", "88.34", "88.40", "88.50", "88.59", "88.65", "88.67", "104.1",
                "104.2",
            "128", "128.1", "130", "481.1", "481.2", "481.3", "481.4", "481.5", "481.6", "481.7", "481.8", "481.9",
        }.Select(s => Storages + s),
    ];

    /// <summary>Whether a class is one of storage; private ones count where they are allowed.</summary>
    public static bool IsStorage(string sopClass, bool allowPrivate = true) =>
        sopClass.StartsWith(Storages, StringComparison.Ordinal)
        || (allowPrivate && Uids.IsWellFormed(sopClass) && !sopClass.StartsWith(Standard, StringComparison.Ordinal));

    /// <summary>Whether a class finds.</summary>
    public static bool IsFind(string sopClass) => sopClass is PatientRootFind or StudyRootFind or Worklist;

    /// <summary>Whether a class moves.</summary>
    public static bool IsMove(string sopClass) => sopClass is PatientRootMove or StudyRootMove;

    /// <summary>Whether a class gets.</summary>
    public static bool IsGet(string sopClass) => sopClass is PatientRootGet or StudyRootGet;

    /// <summary>Whether instances are kept in this transfer syntax: all of the standard but those whose pixels lie elsewhere (JPIP, SMPTE streams).</summary>
    public static bool IsKept(string syntax)
    {
        if (!syntax.StartsWith(Syntaxes, StringComparison.Ordinal) || !Uids.IsWellFormed(syntax)) return false;
        return syntax[Syntaxes.Length..] is not (".4.94" or ".4.95" or ".4.204" or ".4.205" or ".6.1" or ".6.2" or ".7.1" or ".7.2" or ".7.3");
    }

    /// <summary>The transfer syntax that is taken for a class; null where none of those offered will do. Storage takes the first that is kept, so that nothing is
    /// packed anew; all else is spoken explicitly where that is offered.</summary>
    public static string? Choose(string sopClass, IReadOnlyList<string> offered) =>
        IsStorage(sopClass) ? offered.FirstOrDefault(IsKept)
        : offered.Contains(Uids.ExplicitLittle) ? Uids.ExplicitLittle
        : offered.Contains(Uids.ImplicitLittle) ? Uids.ImplicitLittle : null;
}
