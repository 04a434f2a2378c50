using LienY.Fhir;

namespace LienY.Records;

/// <summary>A row of the clinical index.</summary>
readonly record struct ClinicalRow(long Patient, int Pid, long Code, long At);

/// <summary>What stands in the index of one version of a resource.</summary>
sealed class IndexRows
{
    /// <summary>Nothing.</summary>
    public static readonly IndexRows None = new();

    /// <summary>Rows of the tables of values.</summary>
    public HashSet<IndexValue> Values { get; } = [];

    /// <summary>Rows of the clinical index.</summary>
    public HashSet<ClinicalRow> Clinical { get; } = [];

    /// <summary>From what the one pass found; <paramref name="patient"/>: hash of the compartment.</summary>
    public static IndexRows Of(ReadResource read, long patient, DateTimeOffset? occurred)
    {
        var rows = new IndexRows();
        var code = LienY.Records.Clinical.CodeOf(read.Type)?.Pid;
        foreach (var value in read.Values)
        {
            rows.Values.Add(value);
            if (patient != 0 && value.Pid == code && value.Code != 0) rows.Clinical.Add(new(patient, value.Pid, value.Code, LienY.Records.Clinical.At(occurred)));
        }
        return rows;
    }

    /// <summary>These rows but not those.</summary>
    public IndexRows Without(IndexRows others)
    {
        if (others.Values.Count == 0) return this;
        var rest = new IndexRows();
        foreach (var value in Values) if (!others.Values.Contains(value)) rest.Values.Add(value);
        foreach (var row in Clinical) if (!others.Clinical.Contains(row)) rest.Clinical.Add(row);
        return rest;
    }
}
