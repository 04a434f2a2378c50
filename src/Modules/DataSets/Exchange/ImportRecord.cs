namespace LienY.DataSets;

/// <summary>What came in once: who sent it, the file as it was, what became of it.</summary>
sealed class ImportRecord
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was done; null while it runs or where it broke off.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Who sent it.</summary>
    public Guid? UserId { get; init; }

    /// <summary>Name of who sent it.</summary>
    public string UserName { get; init; } = "";

    /// <summary>For which organisation; holds the file.</summary>
    public Guid OrganisationId { get; init; }

    /// <summary><c>api</c>, <c>page</c> or <c>command</c>.</summary>
    public string Channel { get; init; } = "api";

    /// <summary><c>json</c>, <c>xml</c>, <c>csv</c>, <c>adx</c>, <c>xlsx</c> or <c>metadata</c>.</summary>
    public string Format { get; init; } = "";

    /// <summary>How rows that are there already were treated.</summary>
    public string Strategy { get; init; } = "";

    /// <summary>Nothing was kept.</summary>
    public bool IsDryRun { get; init; }

    /// <summary><c>RUNNING</c>, <c>SUCCESS</c>, <c>WARNING</c> or <c>ERROR</c>.</summary>
    public string Status { get; set; } = "RUNNING";

    /// <summary>Name of the file.</summary>
    public string FileName { get; init; } = "";

    /// <summary>Its hash in the store of files.</summary>
    public string FileHash { get; init; } = "";

    /// <summary>Its bytes.</summary>
    public long FileSize { get; init; }

    /// <summary>Rows read.</summary>
    public int Total { get; set; }

    /// <summary>Rows that were new.</summary>
    public int Imported { get; set; }

    /// <summary>Rows that were there already, those that were the same among them.</summary>
    public int Updated { get; set; }

    /// <summary>Rows that were there and equal.</summary>
    public int Unchanged { get; set; }

    /// <summary>Rows taken away.</summary>
    public int Deleted { get; set; }

    /// <summary>Rows not taken.</summary>
    public int Ignored { get; set; }

    /// <summary>Rows that came again in the same file; the last one counts.</summary>
    public int Repeated { get; set; }

    /// <summary>Rows with a fault; only the first ones are kept.</summary>
    public int Faults { get; set; }

    /// <summary>Why the whole was refused, "" where it was not.</summary>
    public string Message { get; set; } = "";
}

/// <summary>A row that was not taken, and why.</summary>
sealed class ImportFault
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The import.</summary>
    public Guid ImportId { get; init; }

    /// <summary>Number of the row in the file, from 0.</summary>
    public int Position { get; init; }

    /// <summary>What is at fault, as it was sent.</summary>
    public string Object { get; init; } = "";

    /// <summary>Value of the row.</summary>
    public string Value { get; init; } = "";

    /// <summary>DHIS2's code of the error.</summary>
    public string ErrorCode { get; init; } = "";

    /// <summary>Which part of the row.</summary>
    public string Property { get; init; } = "";

    /// <summary>What fills the sentence of the error, as JSON.</summary>
    public string Args { get; init; } = "[]";
}
