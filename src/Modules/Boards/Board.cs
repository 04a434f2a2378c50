using LienY.Kernel;

namespace LienY.Boards;

/// <summary>Who may see a board; never what figures they see: those are within each reader's own reach.</summary>
enum Sharing
{
    /// <summary>Only who made it.</summary>
    Private,

    /// <summary>Those who work for its organisation or for one above it.</summary>
    Organisation,

    /// <summary>Those who work for named organisations.</summary>
    Named,

    /// <summary>Everybody who has signed in.</summary>
    Everybody,

    /// <summary>Everybody who has the address; figures as its organisation sees them, without doors to their sources.</summary>
    Public,
}

/// <summary>A saved page of tables, charts and maps of figures.</summary>
sealed class Board : IVersioned
{
    /// <summary>Items on a board, at most.</summary>
    public const int MostItems = 24;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>The organisation for which it was made.</summary>
    public Guid OrganisationId { get; init; }
    /// <summary>Who made it; null for one that came with the house.</summary>
    public Guid? OwnerId { get; init; }
    public required string Name { get; set; }
    public string Folded { get; set; } = "";
    public string Note { get; set; } = "";
    public Sharing Sharing { get; private set; }
    /// <summary>The unguessable part of its public address; null where it is not public.</summary>
    public string? Address { get; private set; }
    /// <summary>Which ready-made board it is; null where somebody made it.</summary>
    public string? Ready { get; init; }
    /// <summary>The items as JSON (<see cref="ItemText"/>).</summary>
    public string Items { get; private set; } = "[]";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ChangedAt { get; set; }
    public string ChangedBy { get; set; } = "";
    public int Version { get; set; } = 1;
    public List<BoardShare> Shares { get; } = [];

    /// <summary>Names it.</summary>
    public void Call(string name, string note)
    {
        (Name, Note, Folded) = (name, note, Fold.Of(name + " " + note));
    }

    /// <summary>Puts the items.</summary>
    public void Hold(IReadOnlyList<Item> items)
    {
        if (items.Count > MostItems) throw Refusal.Invalid("Một bảng có nhiều nhất {0} mục. Xin lập thêm một bảng khác.", MostItems);
        Items = ItemText.Write(items);
    }

    /// <summary>Shares it; a public address is made anew each time it is opened, so that an old link stays closed.</summary>
    public void Share(Sharing sharing, IReadOnlyCollection<Guid> with)
    {
        if (sharing == Sharing.Named && with.Count == 0) throw new Refusal(RefusalKind.Invalid, "Xin chọn ít nhất một đơn vị để chia sẻ.") { Field = "with" };
        if (sharing != Sharing.Public) Address = null;
        else if (Sharing != Sharing.Public) Address = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        Sharing = sharing;
        var wanted = sharing == Sharing.Named ? with.ToHashSet() : [];
        Shares.RemoveAll(s => !wanted.Contains(s.OrganisationId));
        Shares.AddRange(wanted.Except(Shares.Select(s => s.OrganisationId)).Select(o => new BoardShare { BoardId = Id, OrganisationId = o }));
    }

    /// <summary>May this caller change it: who made it, and where others of its organisation see it also those with the right there.</summary>
    public bool IsOf(Caller caller) =>
        caller.IsHouse || (OwnerId is not null && OwnerId == caller.UserId) || (Sharing != Sharing.Private && caller.May(BoardsRights.Write, OrganisationId));
}

/// <summary>An organisation with which a board is shared.</summary>
sealed class BoardShare
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid BoardId { get; init; }
    public Guid OrganisationId { get; init; }
}

/// <summary>A board as it was before a change.</summary>
sealed class BoardEdition
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid BoardId { get; init; }
    public int Number { get; init; }
    public DateTimeOffset At { get; init; }
    public string ByName { get; init; } = "";
    public string Name { get; init; } = "";
    public string Note { get; init; } = "";
    public string Items { get; init; } = "[]";
}

/// <summary>What a person thinks of a board: a favourite, on "Hôm nay".</summary>
sealed class BoardMark
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid BoardId { get; init; }
    public Guid UserId { get; init; }
    public bool IsFavourite { get; set; }
    public bool IsToday { get; set; }
}

/// <summary>An outline that was loaded for this installation; the newest valid on a day counts, before those that come with the product.</summary>
sealed class LoadedShape
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>province or commune.</summary>
    public required string Level { get; init; }
    public required string Code { get; init; }
    public required string Within { get; set; }
    public required string Name { get; set; }
    public DateOnly ValidFrom { get; init; }
    public required string Rings { get; set; }
}
