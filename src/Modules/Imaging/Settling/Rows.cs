using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>Where something stands that people settle.</summary>
enum SettleState
{
    /// <summary>Chờ xem.</summary>
    Waiting,

    /// <summary>Đã xem, giữ bản đầu.</summary>
    Kept,
}

/// <summary>An instance that came with a SOP instance UID that is there with other content: the first stays, this one lies aside until somebody has looked.</summary>
sealed class ImageConflict : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HolderId { get; init; }
    public required Guid StudyId { get; init; }
    public required Guid InstanceId { get; init; }
    public required string SopUid { get; init; }
    public required string Via { get; init; }
    public required string Sender { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required string TransferSyntax { get; init; }
    public required string Place { get; init; }
    public required long PlaceOffset { get; init; }
    public required long Length { get; init; }
    public required byte[] Sha256 { get; init; }
    public SettleState State { get; set; }
    public DateTimeOffset? SettledAt { get; set; }
    public Guid? SettledBy { get; set; }
    public string Note { get; set; } = "";
    public int Version { get; set; } = 1;
}

/// <summary>A file that was sent by the page and could not be taken; its original is kept in the facility's files.</summary>
sealed class RefusedFile
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HolderId { get; init; }
    public Guid? UserId { get; init; }
    public required string Via { get; init; }
    public required string Sender { get; init; }
    public required string Name { get; init; }
    public required long Size { get; init; }
    public required string Hash { get; init; }
    public required string Problem { get; init; }
    public required DateTimeOffset At { get; init; }
}
