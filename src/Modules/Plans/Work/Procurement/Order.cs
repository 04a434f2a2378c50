using LienY.Kernel;

namespace LienY.Plans;

/// <summary>How far a procurement or investment item is.</summary>
enum OrderStage
{
    /// <summary>Chuẩn bị.</summary>
    Preparing,

    /// <summary>Phê duyệt.</summary>
    Approved,

    /// <summary>Mời thầu.</summary>
    Tendering,

    /// <summary>Ký hợp đồng.</summary>
    Contracted,

    /// <summary>Thực hiện.</summary>
    Carried,

    /// <summary>Nghiệm thu.</summary>
    Accepted,

    /// <summary>Bàn giao.</summary>
    HandedOver,

    /// <summary>Quyết toán.</summary>
    Settled,
}

/// <summary>Something that a plan buys or builds: project, package, who invests, how far it is, by when.</summary>
sealed class Order : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>Project (dự án).</summary>
    public required string Project { get; set; }

    /// <summary>Package (gói thầu), "" where none is named.</summary>
    public required string Package { get; set; }

    /// <summary>What is bought or built.</summary>
    public required string Name { get; set; }

    /// <summary>Who invests (chủ đầu tư).</summary>
    public Guid? InvestorId { get; set; }

    /// <summary>Who delivers, once there is a contract.</summary>
    public string Contractor { get; set; } = "";

    /// <summary>Planned value in đồng.</summary>
    public long? Planned { get; set; }

    /// <summary>Value of the contract in đồng.</summary>
    public long? Contract { get; set; }

    /// <summary>To be handed over by this day.</summary>
    public DateOnly? DueOn { get; set; }

    /// <summary>How far it is now; each change is an <see cref="OrderStep"/>.</summary>
    public OrderStage Stage { get; set; }

    /// <summary>Remark.</summary>
    public string Note { get; set; } = "";

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>Past its day and not handed over.</summary>
    public bool IsLate(DateOnly today) => DueOn < today && Stage < OrderStage.HandedOver;

    /// <summary>A stage in words (a Vietnamese key).</summary>
    public static string Word(OrderStage stage) => stage switch
    {
        OrderStage.Preparing => Words.Key("chuẩn bị"),
        OrderStage.Approved => Words.Key("phê duyệt"),
        OrderStage.Tendering => Words.Key("mời thầu"),
        OrderStage.Contracted => Words.Key("ký hợp đồng"),
        OrderStage.Carried => Words.Key("thực hiện hợp đồng"),
        OrderStage.Accepted => Words.Key("nghiệm thu"),
        OrderStage.HandedOver => Words.Key("bàn giao"),
        _ => Words.Key("quyết toán"),
    };
}

/// <summary>An item reached a stage on a day, by a document; never changed.</summary>
sealed class OrderStep
{
    /// <summary>Id; the source of its fact.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>The item.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The stage.</summary>
    public required OrderStage Stage { get; init; }

    /// <summary>The day it was reached.</summary>
    public required DateOnly ReachedOn { get; init; }

    /// <summary>Number of the document.</summary>
    public required string Document { get; init; }

    /// <summary>Day of the document.</summary>
    public DateOnly? DocumentOn { get; init; }

    /// <summary>Organisation under whose key the document is kept.</summary>
    public Guid? FileOrgId { get; init; }

    /// <summary>Name of the file.</summary>
    public string FileName { get; init; } = "";

    /// <summary>Hash of the file.</summary>
    public string FileHash { get; init; } = "";

    /// <summary>Remark.</summary>
    public string Note { get; init; } = "";

    /// <summary>Who recorded it.</summary>
    public Guid? RecordedBy { get; init; }

    /// <summary>Name of who, as it was.</summary>
    public required string RecordedName { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset RecordedAt { get; init; }
}

/// <summary>In what state equipment is.</summary>
enum EquipmentState
{
    /// <summary>Chưa giao.</summary>
    Awaited,

    /// <summary>Đã giao.</summary>
    Delivered,

    /// <summary>Đang dùng.</summary>
    InUse,

    /// <summary>Hỏng.</summary>
    Broken,

    /// <summary>Đã thu hồi hoặc thanh lý.</summary>
    Withdrawn,
}

/// <summary>Equipment that a plan brings to a unit.</summary>
sealed class Equipment : IVersioned
{
    /// <summary>Id; the source of its fact.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>The procurement item through which it comes.</summary>
    public Guid? OrderId { get; set; }

    /// <summary>What it is.</summary>
    public required string Name { get; set; }

    /// <summary>Model and maker.</summary>
    public string Model { get; set; } = "";

    /// <summary>How many.</summary>
    public required int Quantity { get; set; }

    /// <summary>The unit that receives it.</summary>
    public Guid? UnitId { get; set; }

    /// <summary>The day it was delivered.</summary>
    public DateOnly? DeliveredOn { get; set; }

    /// <summary>Serial numbers, as text.</summary>
    public string Serials { get; set; } = "";

    /// <summary>Its state.</summary>
    public EquipmentState State { get; set; }

    /// <summary>Last day of the warranty.</summary>
    public DateOnly? WarrantyUntil { get; set; }

    /// <summary>Remark.</summary>
    public string Note { get; set; } = "";

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>A state in words (a Vietnamese key).</summary>
    public static string Word(EquipmentState state) => state switch
    {
        EquipmentState.Awaited => Words.Key("chưa giao thiết bị"),
        EquipmentState.Delivered => Words.Key("đã giao thiết bị"),
        EquipmentState.InUse => Words.Key("đang sử dụng"),
        EquipmentState.Broken => Words.Key("hỏng"),
        _ => Words.Key("đã thu hồi, thanh lý"),
    };
}
