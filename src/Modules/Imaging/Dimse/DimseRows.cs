using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>A device of a facility that may call: known by its application entity title, its network address and, where one is named, its certificate.</summary>
sealed class Device : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; init; }
    public required string Name { get; set; }

    /// <summary>Calling application entity title.</summary>
    public required string Aet { get; init; }

    /// <summary>Addresses or networks from which it calls, apart by semicolons; never empty.</summary>
    public required string Addresses { get; set; }

    /// <summary>SHA-256 of its certificate in hexadecimal digits; empty: any.</summary>
    public string Thumbprint { get; set; } = "";

    /// <summary>Where it listens itself (C-MOVE, results of commitments); empty: it does not.</summary>
    public string Host { get; set; } = "";
    public int? Port { get; set; }
    public bool IsTls { get; set; }

    /// <summary>Its modality (CT, MR, DX …); empty: of several.</summary>
    public string Modality { get; set; } = "";

    /// <summary>It may store images and ask for commitments.</summary>
    public bool MayStore { get; set; }

    /// <summary>It may ask what is there.</summary>
    public bool MayFind { get; set; }

    /// <summary>It may fetch images.</summary>
    public bool MayRetrieve { get; set; }

    /// <summary>It may read the work list and tell how the work goes.</summary>
    public bool MayWork { get; set; }

    /// <summary>It knows plain letters only: names are answered without tone marks.</summary>
    public bool IsAscii { get; set; }
    public required DateTimeOffset MadeAt { get; init; }
    public required string MadeByName { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }
    public DateTimeOffset? LastContactAt { get; init; }
    public string? LastAddress { get; init; }
    public string? LastError { get; init; }
    public DateTimeOffset? LastErrorAt { get; init; }
    public int Version { get; set; } = 1;
}

/// <summary>A device that called and is not known; it was refused.</summary>
sealed class DeviceStranger
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Aet { get; init; }

    /// <summary>The title that it called.</summary>
    public required string Called { get; init; }
    public required string Address { get; init; }
    public required DateTimeOffset FirstAt { get; init; }
    public required DateTimeOffset LastAt { get; init; }
    public required int Times { get; init; }
}

/// <summary>How far an order is.</summary>
enum OrderState
{
    /// <summary>It stands on the work list.</summary>
    Scheduled,

    /// <summary>The device has begun.</summary>
    InProgress,

    /// <summary>The device has ended.</summary>
    Completed,

    /// <summary>The device broke off.</summary>
    Discontinued,

    /// <summary>It was withdrawn before the device began.</summary>
    Cancelled,
}

/// <summary>A study that a doctor wants: what stands on the work list of a device.</summary>
sealed class ImagingOrder : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; init; }
    public required string PatientId { get; init; }
    public required string PatientName { get; init; }

    /// <summary>Name, number and accession without tone marks, for searching.</summary>
    public required string Folded { get; init; }
    public DateOnly? BirthDay { get; init; }

    /// <summary>M, F, O or empty.</summary>
    public required string Sex { get; init; }
    public required string Accession { get; init; }
    public required string StudyUid { get; init; }
    public required string Modality { get; init; }

    /// <summary>Application entity title of the device that shall do it; empty: any of the modality.</summary>
    public required string Station { get; init; }

    /// <summary>What is to be done.</summary>
    public required string Title { get; init; }
    public required string Reason { get; init; }
    public required string Referrer { get; init; }
    public required bool IsUrgent { get; init; }
    public required DateTimeOffset ScheduledAt { get; init; }
    public OrderState State { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When the first images of it were here.</summary>
    public DateTimeOffset? ImagesAt { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required string MadeByName { get; init; }
    public int Version { get; set; } = 1;
}

/// <summary>Work that a device says it does (modality performed procedure step).</summary>
sealed class PerformedStep : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; init; }

    /// <summary>The order it belongs to; null: none was found.</summary>
    public Guid? OrderId { get; init; }
    public required string SopUid { get; init; }
    public required string Station { get; init; }
    public required string Modality { get; init; }
    public required string PatientId { get; init; }
    public required string PatientName { get; init; }
    public required string Accession { get; init; }

    /// <summary>IN PROGRESS, COMPLETED or DISCONTINUED.</summary>
    public required string State { get; set; }

    /// <summary>What was told so far, as an explicit little endian data set.</summary>
    public required byte[] Body { get; set; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? EndedAt { get; set; }
    public int Version { get; set; } = 1;
}

/// <summary>A promise to keep images that a device asked for, and whether it was told.</summary>
sealed class Commitment : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; init; }
    public required Guid DeviceId { get; init; }
    public required string TransactionUid { get; init; }
    public required int KeptCount { get; init; }
    public required int MissingCount { get; init; }

    /// <summary>The result as an explicit little endian data set.</summary>
    public required byte[] Body { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public int Tries { get; set; }

    /// <summary>When it is told next; null: not any more.</summary>
    public DateTimeOffset? NextAt { get; set; }
    public DateTimeOffset? ToldAt { get; set; }
    public int Version { get; set; } = 1;
}
