namespace LienY.Transfer;

/// <summary>What became of a technique of a package at the receiver; always what <see cref="CaseCount"/> makes of the log.</summary>
sealed class Standing
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PackageId { get; init; }
    public required Guid FacilityId { get; init; }
    public required string Technique { get; init; }
    public required string Name { get; init; }
    public int Performed { get; set; }
    public int Independent { get; set; }
    public int Complications { get; set; }
    public DateOnly? LastOn { get; set; }
    public DateOnly? TransferredOn { get; set; }
    public DateOnly? AppliedOn { get; set; }
    public DateOnly? SustainedOn { get; set; }
    public DateOnly? StalledOn { get; set; }
    public DateOnly? LapsedOn { get; set; }

    /// <summary>The four quarters with their counts: <c>2024-01-01:5,…</c>.</summary>
    public string Quarters { get; set; } = "";

    /// <summary>Takes over what was counted.</summary>
    public void Take(TechniqueCount count)
    {
        (Performed, Independent, Complications, LastOn) = (count.Performed, count.Independent, count.Complications, count.LastOn);
        (TransferredOn, AppliedOn, SustainedOn, StalledOn, LapsedOn) = (count.TransferredOn, count.AppliedOn, count.SustainedOn, count.StalledOn, count.LapsedOn);
        Quarters = string.Join(',', count.Quarters.Select(q => FormattableString.Invariant($"{q.From:yyyy-MM-dd}:{q.Count}")));
    }
}

/// <summary>What the ledger was told of a source, so that a recount takes back exactly what is no longer true.</summary>
sealed class Told
{
    public required string Source { get; init; }
    public Guid? PackageId { get; init; }
    public required string Kind { get; init; }
    public required Guid FactId { get; set; }
    public required int Number { get; set; }
    public required DateOnly OnDay { get; set; }
    public required int Amount { get; set; }
    public bool IsBack { get; set; }
}

/// <summary>A quarter was not met: a class was proposed.</summary>
sealed class Refresher
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PackageId { get; init; }
    public required DateOnly Quarter { get; init; }
    public Guid? ClassId { get; set; }
    public required DateTimeOffset ToldAt { get; init; }
}
