using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Rooms;

/// <summary>Who leads, who speaks, who shows.</summary>
sealed partial class Room
{
    /// <summary>Longest message in characters.</summary>
    public const int LongestMessage = 2_000;

    /// <summary>Longest caption in characters.</summary>
    public const int LongestCaption = 400;

    /// <summary>The leader gives somebody another role. The chair is only handed over by the chair, to somebody who is there with an account.</summary>
    public void GiveRole(Guid by, Guid seat, RoomRole role, DateTimeOffset at)
    {
        var leader = Leading(by);
        var s = Of(seat);
        if (!Enum.IsDefined(role)) throw Refusal.Invalid("Vai trò này không có trong danh sách.");
        if (s.Role == role) return;
        if (role == RoomRole.Chair)
        {
            if (Sittings.Any(c => c.Role == RoomRole.Chair) && leader.Role != RoomRole.Chair) throw Refusal.Forbidden("Chỉ chủ tọa giao được quyền chủ tọa cho người khác.");
            if (!s.IsPresent || s.IsGuest) throw Refusal.Conflict("Chỉ giao quyền chủ tọa cho người có tài khoản đang ở trong phòng.");
        }
        else if (s.Role == RoomRole.Chair) throw Refusal.Conflict("Xin giao quyền chủ tọa cho người khác trước.");
        Tell(new RoleGiven(seat, role, by, role == RoomRole.Chair ? Sittings.FirstOrDefault(c => c.Role == RoomRole.Chair)?.Id : null), at);
        if (Floor == seat && !s.MayShow) Tell(new FloorGiven(null, by), at);
    }

    /// <summary>Gives the pointer on: the leader to anybody who may show, its holder too; while nobody holds it, who may show takes it. Null lays it down.</summary>
    public void GiveFloor(Guid by, Guid? seat, DateTimeOffset at)
    {
        var s = Inside(by);
        var free = Floor is null && seat == by && s.MayShow;
        if (Leader != s && Floor != by && !free) throw Refusal.Forbidden("Chỉ người chủ trì hoặc người đang trình bày chuyển được quyền trình bày.");
        if (seat is { } next && !Inside(next).MayShow) throw Refusal.Conflict("Người quan sát, người bệnh và phiên dịch không trình bày.");
        if (Floor != seat) Tell(new FloorGiven(seat, by), at);
    }

    /// <summary>Puts one's hand up or down; the leader may put down another's.</summary>
    public void RaiseHand(Guid by, Guid seat, bool up, DateTimeOffset at)
    {
        if (by != seat && up) throw Refusal.Forbidden("Chỉ tự mình giơ tay được.");
        if (by != seat) Leading(by);
        if (Inside(seat).HasHandUp != up) Tell(new HandRaised(seat, up), at);
    }

    /// <summary>Writes to everybody.</summary>
    public void Say(Guid by, string text, DateTimeOffset at)
    {
        Inside(by);
        var trimmed = text.Trim();
        if (trimmed.Length == 0) return;
        if (trimmed.Length > LongestMessage) throw Refusal.Invalid("Lời nhắn dài quá {0} ký tự. Xin rút gọn.", LongestMessage);
        Tell(new Said(by, trimmed), at);
    }

    /// <summary>Types what is being said. Nothing listens by machine: the browsers' own recognition sends sound to others' servers.</summary>
    public void Caption(Guid by, string text, string language, DateTimeOffset at)
    {
        if (Inside(by).Role is not (RoomRole.Interpreter or RoomRole.Secretary)) throw Refusal.Forbidden("Chỉ thư ký và phiên dịch gõ phụ đề.");
        if (language is not ("vi" or "zh" or "en")) throw Refusal.Invalid("Phụ đề gõ bằng tiếng Việt, tiếng Trung hoặc tiếng Anh.");
        var trimmed = text.Trim();
        if (trimmed.Length == 0) return;
        if (trimmed.Length > LongestCaption) throw Refusal.Invalid("Câu phụ đề dài quá {0} ký tự. Xin rút gọn.", LongestCaption);
        Tell(new Captioned(by, trimmed, language), at);
    }

    /// <summary>Who holds the pointer puts something before everybody; null: nothing.</summary>
    public void Show(Guid by, RoomExhibit? exhibit, DateTimeOffset at)
    {
        Pointing(by);
        if (Exhibit?.Key != exhibit?.Key) Tell(new Shown(exhibit?.Key, exhibit?.Name, exhibit?.Kind, by), at);
    }

    /// <summary>Who holds the pointer moves, enlarges and turns what is shown. Refuses others; says nothing by itself.</summary>
    public void Pointing(Guid by)
    {
        Inside(by);
        if (Floor != by) throw Refusal.Forbidden("Chỉ người đang trình bày điều khiển màn hình chung.");
    }

    /// <summary>Draws on what is shown; whoever may show may draw.</summary>
    public void Draw(Guid by, Stroke stroke, DateTimeOffset at)
    {
        if (!Inside(by).MayShow) throw Refusal.Forbidden("Người quan sát, người bệnh và phiên dịch không vẽ lên màn hình chung.");
        if (Exhibit is null) throw Refusal.Conflict("Chưa có gì trên màn hình chung.");
        var two = stroke.Form is "line" or "arrow" or "measure";
        if ((!two && stroke.Form != "free") || stroke.Points is null || stroke.Points.Count % 2 != 0 || stroke.Points.Count < 4 || stroke.Points.Count > (two ? 4 : 400)
            || stroke.Points.Any(p => p is < -100_000 or > 100_000) || stroke.Id is not { Length: > 0 and <= 40 } || stroke.Page is < 1 or > 5_000)
            throw Refusal.Invalid("Nét vẽ này không hợp lệ.");
        var present = Strokes(Exhibit.Key!);
        if (present.Any(d => d.Stroke.Id == stroke.Id)) return;
        if (present.Count >= MostStrokes) throw Refusal.Conflict("Hình này đã có quá nhiều nét vẽ. Xin xóa bớt.");
        Tell(new Drawn(by, Exhibit.Key!, stroke), at);
    }

    /// <summary>Takes strokes away: one's own, or any (all where <paramref name="stroke"/> is null) for the leader and who holds the pointer.</summary>
    public void Erase(Guid by, string? stroke, DateTimeOffset at)
    {
        var s = Inside(by);
        if (Exhibit is null) return;
        var found = Strokes(Exhibit.Key!).Where(d => stroke is null || d.Stroke.Id == stroke).ToList();
        if (found.Count == 0) return;
        if (Leader != s && Floor != by && (stroke is null || found[0].Seat != by)) throw Refusal.Forbidden("Chỉ người vẽ, người chủ trì hoặc người đang trình bày xóa được nét vẽ.");
        Tell(new Erased(by, Exhibit.Key!, stroke), at);
    }
}
