namespace LienY.DataSets;

/// <summary>A row as it was sent; nothing is resolved yet. Null where the file says nothing.</summary>
sealed class RawValue
{
    /// <summary>Number of the row, from 0.</summary>
    public int Row { get; init; }
    public string? DataElement { get; set; }
    public string? Period { get; set; }
    public string? OrgUnit { get; set; }
    public string? CategoryOptionCombo { get; set; }
    public string? AttributeOptionCombo { get; set; }
    public string? Value { get; set; }
    public string? Comment { get; set; }
    public string? StoredBy { get; set; }
    public bool? Followup { get; set; }
    public bool Deleted { get; set; }

    /// <summary>ADX: the data set of its group.</summary>
    public string? DataSet { get; set; }

    /// <summary>ADX: choices by the code of their category, of the value.</summary>
    public Dictionary<string, string>? Choices { get; set; }

    /// <summary>ADX: choices by the code of their category, of the group.</summary>
    public Dictionary<string, string>? GroupChoices { get; set; }

    /// <summary>ADX: a text beside the value, which holds the value where it is not a number.</summary>
    public string? Annotation { get; set; }

    /// <summary>Its period is written as ADX does.</summary>
    public bool IsAdx { get; init; }
}

/// <summary>What stands above the rows.</summary>
sealed class RawHeader
{
    public string? DataSet { get; set; }
    public string? CompleteDate { get; set; }
    public string? Period { get; set; }
    public string? OrgUnit { get; set; }
    public string? AttributeOptionCombo { get; set; }
    public string? IdScheme { get; set; }
    public string? DataElementIdScheme { get; set; }
    public string? OrgUnitIdScheme { get; set; }
    public string? CategoryOptionComboIdScheme { get; set; }
    public string? DataSetIdScheme { get; set; }
    public string? DryRun { get; set; }
    public string? Strategy { get; set; }

    /// <summary>ADX: groups that say they are complete.</summary>
    public List<RawCompletion> Completions { get; } = [];

    /// <summary>Takes a member or attribute by its DHIS2 name; false where the name is none of ours.</summary>
    public bool Take(string name, string? text)
    {
        switch (name)
        {
            case "dataSet": DataSet = text; break;
            case "completeDate": CompleteDate = text; break;
            case "period": Period = text; break;
            case "orgUnit": OrgUnit = text; break;
            case "attributeOptionCombo": AttributeOptionCombo = text; break;
            case "idScheme": IdScheme = text; break;
            case "dataElementIdScheme": DataElementIdScheme = text; break;
            case "orgUnitIdScheme": OrgUnitIdScheme = text; break;
            case "categoryOptionComboIdScheme": CategoryOptionComboIdScheme = text; break;
            case "dataSetIdScheme": DataSetIdScheme = text; break;
            case "dryRun": DryRun = text; break;
            case "importStrategy" or "strategy": Strategy = text; break;
            default: return false;
        }
        return true;
    }
}

/// <summary>A report said to be complete within a file.</summary>
sealed record RawCompletion(string? DataSet, string? Period, string? OrgUnit, string? Date, bool IsAdx);

/// <summary>A file of figures that can be read twice: once to see that it is whole, once to take it.</summary>
interface IValueFile
{
    /// <summary><c>json</c>, <c>xml</c>, <c>csv</c> or <c>adx</c>.</summary>
    string Format { get; }

    /// <summary>Reads the header and sees that the file is well-formed; returns the number of rows. Throws <see cref="BadFile"/>.</summary>
    int Scan(RawHeader header, CancellationToken stop);

    /// <summary>Reads the rows.</summary>
    IEnumerable<RawValue> Rows();
}

/// <summary>A file that cannot be read at all.</summary>
sealed class BadFile(string why, Exception? inner = null) : Exception(why, inner);
