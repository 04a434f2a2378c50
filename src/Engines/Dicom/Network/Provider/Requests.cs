namespace LienY.Dicom;

/// <summary>An instance that comes by C-STORE: its names as the command says them, and the syntax of the data set that follows.</summary>
public sealed record StoreRequest(string SopClass, string SopInstance, string TransferSyntax)
{
    /// <summary>Who asked for the move that brings it; empty without a move.</summary>
    public string MoveOriginator { get; init; } = "";

    /// <summary>Number of that move at its asker.</summary>
    public ushort MoveMessageId { get; init; }
}

/// <summary>A question by C-FIND.</summary>
public sealed record FindRequest(string SopClass, EncodedDataSet Identifier);

/// <summary>What a C-MOVE or C-GET asks for; the destination is empty for a get.</summary>
public sealed record RetrieveRequest(string SopClass, EncodedDataSet Identifier, string Destination);

/// <summary>N-CREATE, N-SET, N-ACTION or N-EVENT-REPORT; the kind is that of an action or an event.</summary>
public sealed record NormalRequest(string SopClass, string SopInstance, ushort Kind, EncodedDataSet? Data);

/// <summary>How a normalised operation ended; the SOP instance is said where the answer names another than the request (N-CREATE).</summary>
public sealed record NormalAnswer(DimseStatus Status, EncodedDataSet? Data = null, string? SopInstance = null)
{
    /// <summary>Done, nothing more to say.</summary>
    public static readonly NormalAnswer Done = new(DimseStatus.Success);

    /// <summary>An N-EVENT-REPORT that is sent on the same association once the answer is out; null for none.</summary>
    public NormalRequest? Then { get; init; }

    /// <summary>Told how the other side took <see cref="Then"/>; null where it could not be told.</summary>
    public Func<DimseStatus?, Task>? Told { get; init; }
}

/// <summary>
/// An instance that is sent: its names, the syntax it is kept in, and how its data set is opened in a syntax that the other side takes (null: not possible).
/// </summary>
public sealed record OutgoingInstance(string SopClass, string SopInstance, string TransferSyntax, Func<string, CancellationToken, ValueTask<Stream?>> OpenAsync);

/// <summary>Another application entity and where it listens; TLS where it wants that.</summary>
public sealed record DimseTarget(string Aet, string Host, int Port, DimseTls? Tls = null);

/// <summary>How a move or a get ended.</summary>
public sealed record RetrieveOutcome(DimseStatus Status, SubOperations Counts);
