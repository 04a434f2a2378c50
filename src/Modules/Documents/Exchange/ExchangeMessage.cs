using LienY.Kernel;

namespace LienY.Documents;

/// <summary>What became of a message.</summary>
enum MessageState
{
    /// <summary>Out: waits to be handed to the axis.</summary>
    Queued,

    /// <summary>Out: the axis has it.</summary>
    Sent,

    /// <summary>Out: the axis did not take it; a person must look.</summary>
    Failed,

    /// <summary>In: waits for the clerk.</summary>
    Waiting,

    /// <summary>In: entered in the register.</summary>
    Registered,

    /// <summary>In: the clerk refused it.</summary>
    Refused,

    /// <summary>In: its sender took it back, corrected or replaced it before it was entered.</summary>
    Superseded,

    /// <summary>In: dealt with (a status, a recall).</summary>
    Noted,

    /// <summary>In: could not be read; the original is kept.</summary>
    Broken,
}

/// <summary>A message by edXML that came or goes: a paper, or the status of one.</summary>
sealed class ExchangeMessage : IVersioned
{
    public const string Paper = "paper";
    public const string Status = "status";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid OrganisationId { get; init; }

    /// <summary><see cref="Numbering.In"/> or <see cref="Numbering.Out"/>.</summary>
    public string Direction { get; init; } = "";

    /// <summary><see cref="Paper"/> or <see cref="Status"/>.</summary>
    public string Kind { get; init; } = Paper;

    public MessageState State { get; set; }

    /// <summary>The same message again is known by it.</summary>
    public string Once { get; init; } = "";

    public string DocumentId { get; init; } = "";

    /// <summary>New, Recall, Update or Replace; empty for a status.</summary>
    public string Business { get; init; } = "";

    public string StatusCode { get; init; } = "";
    public string PartnerCode { get; init; } = "";
    public string PartnerName { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Code { get; init; } = "";
    public string Note { get; set; } = "";
    public Guid? PaperId { get; set; }

    /// <summary>The envelope as it came or goes; empty for a status, which is written when it goes.</summary>
    public string Hash { get; init; } = "";

    public long Size { get; init; }
    public string Signature { get; init; } = "";
    public string Warnings { get; init; } = "";
    public int Attempts { get; set; }
    public DateTimeOffset NextAt { get; set; }
    public string LastError { get; set; } = "";

    /// <summary>Out: the last status that the receiver told.</summary>
    public string ReplyCode { get; set; } = "";

    public string ReplyNote { get; set; } = "";
    public DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? DoneAt { get; set; }
    public int Version { get; set; }

    /// <summary>Waits for the clerk's word on a recall.</summary>
    public bool AsksRecall => Kind == Paper && Direction == Numbering.In && Business == "Recall" && State == MessageState.Waiting;
}

/// <summary>By which axis the house exchanges papers; one row.</summary>
sealed class AxisChoice : IVersioned
{
    public const string Off = "off";
    public const string Simulated = "simulated";
    public const string Folder = "folder";

    /// <summary>The one row.</summary>
    public static readonly Guid TheOne = new("00000000-0000-0000-0000-0000000000a1");

    public Guid Id { get; init; } = TheOne;
    public string Kind { get; set; } = Off;

    /// <summary>The simulated axis takes nothing just now.</summary>
    public bool Failing { get; set; }

    public string ChangedByName { get; set; } = "";
    public DateTimeOffset ChangedAt { get; set; }
    public int Version { get; set; }
}

/// <summary>What lies on the simulated axis.</summary>
sealed class Packet
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public string FromCode { get; init; } = "";
    public string ToCode { get; init; } = "";
    public string Once { get; init; } = "";
    public string Hash { get; init; } = "";
    public long Size { get; init; }
    public DateTimeOffset PostedAt { get; init; }
    public DateTimeOffset? TakenAt { get; set; }
}
