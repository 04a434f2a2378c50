using LienY.Kernel;

namespace LienY.Exchange;

/// <summary>A system that may send to a hospital: known by what its messages say of themselves (MSH-3, MSH-4) and by its network address.</summary>
sealed class Link : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; init; }
    public required string Name { get; set; }

    /// <summary>MSH-3.</summary>
    public required string Application { get; init; }

    /// <summary>MSH-4.</summary>
    public required string Facility { get; init; }

    /// <summary>Addresses or networks from which it sends, apart by semicolons; never empty.</summary>
    public required string Addresses { get; set; }
    public required DateTimeOffset MadeAt { get; init; }
    public required string MadeByName { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }
    public DateTimeOffset? LastContactAt { get; init; }
    public string? LastAddress { get; init; }

    /// <summary>Kind of the last fault that refused something.</summary>
    public string? LastError { get; init; }
    public DateTimeOffset? LastErrorAt { get; init; }
    public int Version { get; set; } = 1;
}

/// <summary>A system that sent and is not known; nothing of its message is kept.</summary>
sealed class Stranger
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The hospital whose code it named; null where it named none.</summary>
    public Guid? OrganisationId { get; init; }
    public required string Application { get; init; }
    public required string Facility { get; init; }

    /// <summary>MSH-6.</summary>
    public required string ToFacility { get; init; }
    public required string Address { get; init; }
    public required DateTimeOffset FirstAt { get; init; }
    public required DateTimeOffset LastAt { get; set; }
    public int Times { get; set; } = 1;
}

/// <summary>How far the house is with a message.</summary>
enum MessageState
{
    /// <summary>Kept, being worked on; after a crash it is taken up again.</summary>
    Received,

    /// <summary>The record could not take it just then; it is tried again.</summary>
    Waiting,

    /// <summary>Taken.</summary>
    Done,

    /// <summary>Not taken; its faults say why.</summary>
    Failed,
}

/// <summary>A message as it came.</summary>
sealed class IncomingMessage
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; init; }
    public required Guid LinkId { get; init; }

    /// <summary>MSH-10.</summary>
    public required string ControlId { get; init; }

    /// <summary>SHA-256 over everything but the time of sending, by which the same message is known again.</summary>
    public required string ContentHash { get; init; }
    public required string Type { get; init; }
    public required string Hl7Version { get; init; }

    /// <summary>SHA-256 of the bytes in the hospital's files.</summary>
    public required string Hash { get; init; }
    public required long Size { get; init; }
    public required string Address { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required MessageState State { get; set; }

    /// <summary>AA, AE or AR.</summary>
    public string? Ack { get; set; }

    /// <summary>The acknowledgement as it was sent, so that the same can be sent again.</summary>
    public string? Answer { get; set; }

    /// <summary>Resources it became.</summary>
    public int Entries { get; set; }
    public int Faults { get; set; }
    public int Warnings { get; set; }
    public int Tries { get; set; }
    public DateTimeOffset? ClaimedUntil { get; set; }
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>Version of the fact that says it failed; 0 where none stands.</summary>
    public int FailedVersion { get; set; }
}

/// <summary>A fault of a message; what stood there may tell of a person.</summary>
sealed class FaultRow
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid MessageId { get; init; }
    public required Guid OrganisationId { get; init; }
    public required int Number { get; init; }
    public required Hl7.FaultKind Kind { get; init; }

    /// <summary>Segment and field: <c>OBX(2)-5</c>.</summary>
    public required string Spot { get; init; }
    public string? Given { get; init; }
    public string? Expected { get; init; }
    public required bool IsWarning { get; init; }
}

/// <summary>A line of the map that holds for one sender: an element (entry, element, source, turned, condition) or a code (map, from, to).</summary>
sealed class LinkRule
{
    public const string OfElement = "element", OfCode = "code";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid LinkId { get; init; }
    public required Guid OrganisationId { get; init; }
    public required string Kind { get; init; }

    /// <summary>Resource, or name of the code map.</summary>
    public required string Entry { get; init; }

    /// <summary>Element, or the sender's code.</summary>
    public required string Element { get; init; }

    /// <summary>Place in the message, or FHIR's code.</summary>
    public required string Source { get; init; }
    public string Turned { get; init; } = "";
    public string Condition { get; init; } = "";
    public required DateTimeOffset MadeAt { get; init; }
    public required string MadeByName { get; init; }
}

/// <summary>A system that a hospital tells of its changes.</summary>
sealed class Receiver : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; init; }
    public required string Name { get; set; }
    public required string Host { get; set; }
    public required int Port { get; set; }
    public bool IsTls { get; set; }

    /// <summary>MSH-5.</summary>
    public required string ToApplication { get; set; }

    /// <summary>MSH-6.</summary>
    public required string ToFacility { get; set; }

    /// <summary>Types of messages, apart by semicolons: <c>ADT^A08;ORU^R01</c>.</summary>
    public required string Events { get; set; }

    /// <summary>What came from this sender is not told back.</summary>
    public Guid? SkipLinkId { get; set; }
    public required DateTimeOffset MadeAt { get; init; }
    public required string MadeByName { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }
    public DateTimeOffset? LastSentAt { get; set; }
    public string? LastError { get; set; }
    public DateTimeOffset? LastErrorAt { get; set; }

    /// <summary>Failed tries of the message that is first in the queue.</summary>
    public int Tries { get; set; }

    /// <summary>Not before.</summary>
    public required DateTimeOffset NextAt { get; set; }
    public int Version { get; set; } = 1;
}

/// <summary>How far a message out has come.</summary>
enum OutgoingState
{
    /// <summary>In the queue.</summary>
    Waiting,

    /// <summary>The receiver said AA.</summary>
    Sent,

    /// <summary>The receiver said AE: it will not take this.</summary>
    Refused,

    /// <summary>Tried so often that people must look.</summary>
    GivenUp,

    /// <summary>Not sent: it came from that very system, or there is nothing left to tell.</summary>
    Skipped,
}

/// <summary>A message for a receiver.</summary>
sealed class Outgoing
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ReceiverId { get; init; }
    public required Guid OrganisationId { get; init; }

    /// <summary>Place in the receiver's queue.</summary>
    public required long Place { get; set; }
    public required string Type { get; init; }
    public required string ResourceType { get; init; }
    public required string ResourceId { get; init; }
    public required int ResourceVersion { get; init; }

    /// <summary>MSH-10.</summary>
    public required string ControlId { get; init; }

    /// <summary>SHA-256 of the message in the hospital's files; null until it was made.</summary>
    public string? Hash { get; set; }
    public required OutgoingState State { get; set; }
    public int Tries { get; set; }
    public string? Ack { get; set; }
    public string? LastError { get; set; }
    public required DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? DoneAt { get; set; }
}
