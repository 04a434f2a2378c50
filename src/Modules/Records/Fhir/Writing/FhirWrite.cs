using LienY.Kernel;

namespace LienY.Records;

/// <summary>Changes that succeed or fail together, waiting to be written; or entries of the trail that wait to be made durable.</summary>
sealed class FhirWrite(FhirSeat seat, IReadOnlyList<FhirChange> changes)
{
    /// <summary>Who asks.</summary>
    public FhirSeat Seat => seat;

    /// <summary>In the order of the bundle.</summary>
    public IReadOnlyList<FhirChange> Changes => changes;

    /// <summary>How the trail names it, e.g. <c>fhir.create</c>.</summary>
    public string Action { get; init; } = "";

    /// <summary>A transaction: entries refer to each other.</summary>
    public bool IsBundle { get; init; }

    /// <summary>What the entries are to each other has been put in already.</summary>
    public bool IsLinked { get; init; }

    /// <summary>The file or message it came in.</summary>
    public (Guid Id, string Row) Source { get; init; } = (Guid.Empty, "");

    /// <summary>Entries of the trail to be written along; for a read there is nothing else.</summary>
    public IReadOnlyList<TrailEntry> Trail { get; init; } = [];

    /// <summary>Bytes of the bodies, for the size of a group.</summary>
    public int Size { get; init; }

    /// <summary>Ends when all is durable, or with the reason why not.</summary>
    public Task<IReadOnlyList<FhirChanged>> Task => done.Task;

    readonly TaskCompletionSource<IReadOnlyList<FhirChanged>> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What became of it, set once everything of it is decided.</summary>
    public IReadOnlyList<FhirChanged>? Result { get; set; }

    /// <summary>Needs searches before it can be done.</summary>
    public bool IsConditional { get; init; }

    /// <summary>Tells who waits.</summary>
    public void Done() => done.TrySetResult(Result ?? []);

    /// <summary>Tells who waits why not.</summary>
    public void Failed(Exception problem) => done.TrySetException(problem);
}
