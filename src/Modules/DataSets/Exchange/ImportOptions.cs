using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.DataSets;

/// <summary>How a file is to be taken, as the parameters of DHIS2's <c>dataValueSets</c> say.</summary>
sealed record ImportOptions
{
    public IdScheme ElementScheme { get; init; }
    public IdScheme UnitScheme { get; init; }
    public IdScheme ComboScheme { get; init; }
    public IdScheme SetScheme { get; init; }

    /// <summary>Says what would happen and keeps nothing.</summary>
    public bool DryRun { get; init; }

    public Strategy Strategy { get; init; }

    /// <summary>Takes figures of closed and future periods; needs the right to define.</summary>
    public bool Force { get; init; }

    /// <summary>The element must be assigned to the unit by a data set.</summary>
    public bool StrictUnits { get; init; }

    /// <summary>The element must be part of the data set of the header.</summary>
    public bool StrictElements { get; init; }

    public bool RequireCombo { get; init; }
    public bool RequireAttribute { get; init; }

    /// <summary>A CSV file begins with a head line.</summary>
    public bool HasHead { get; init; } = true;

    /// <summary>Options of an address.</summary>
    public static ImportOptions Of(IQueryCollection query)
    {
        string? Text(string name) => query[name].FirstOrDefault();
        bool True(string name) => Fields.Truth(Text(name)) == true;
        var all = Scheme(Text("idScheme"), IdScheme.Any);
        return new()
        {
            ElementScheme = Scheme(Text("dataElementIdScheme"), all),
            UnitScheme = Scheme(Text("orgUnitIdScheme"), all),
            ComboScheme = Scheme(Text("categoryOptionComboIdScheme"), all),
            SetScheme = Scheme(Text("dataSetIdScheme"), all),
            DryRun = True("dryRun"),
            Strategy = StrategyOf(Text("importStrategy") ?? Text("strategy")),
            Force = True("force"),
            StrictUnits = True("strictOrganisationUnits"),
            StrictElements = True("strictDataElements"),
            RequireCombo = True("requireCategoryOptionCombo"),
            RequireAttribute = True("requireAttributeOptionCombo"),
            HasHead = Fields.Truth(Text("firstRowIsHeader")) != false,
        };
    }

    /// <summary>What the header of the file says itself comes first.</summary>
    public ImportOptions With(RawHeader header)
    {
        var all = header.IdScheme;
        return this with
        {
            ElementScheme = Scheme(header.DataElementIdScheme ?? all, ElementScheme),
            UnitScheme = Scheme(header.OrgUnitIdScheme ?? all, UnitScheme),
            ComboScheme = Scheme(header.CategoryOptionComboIdScheme ?? all, ComboScheme),
            SetScheme = Scheme(header.DataSetIdScheme ?? all, SetScheme),
            DryRun = DryRun || Fields.Truth(header.DryRun) == true,
            Strategy = header.Strategy is { } text ? StrategyOf(text) : Strategy,
        };
    }

    /// <summary>A scheme as DHIS2 writes it.</summary>
    public static IdScheme Scheme(string? text, IdScheme otherwise) => text?.Trim().ToUpperInvariant() switch
    {
        null or "" => otherwise,
        "UID" or "ID" => IdScheme.Uid,
        "CODE" => IdScheme.Code,
        "NAME" => IdScheme.Name,
        _ => throw new Refusal(RefusalKind.Invalid, "Không hỗ trợ cách định danh “{0}”. Xin dùng UID, CODE hoặc NAME.", text) { Field = "idScheme" },
    };

    /// <summary>A strategy as DHIS2 writes it.</summary>
    public static Strategy StrategyOf(string? text) => text?.Trim().ToUpperInvariant() switch
    {
        null or "" or "CREATE_AND_UPDATE" or "NEW_AND_UPDATES" or "SYNC" => Strategy.CreateAndUpdate,
        "CREATE" or "NEW" => Strategy.Create,
        "UPDATE" or "UPDATES" => Strategy.Update,
        "DELETE" or "DELETES" => Strategy.Delete,
        _ => throw new Refusal(RefusalKind.Invalid, "Không hỗ trợ importStrategy “{0}”.", text) { Field = "importStrategy" },
    };

    /// <summary>The strategy as DHIS2 writes it.</summary>
    public string StrategyName => Strategy switch
    {
        Strategy.Create => "CREATE",
        Strategy.Update => "UPDATE",
        Strategy.Delete => "DELETE",
        _ => "CREATE_AND_UPDATE",
    };
}
