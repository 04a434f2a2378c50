using FsCheck;
using FsCheck.Fluent;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Rooms.Tests;

/// <summary>Whatever people do in whatever order, at whatever time the clock shows: the room stays a room.</summary>
public sealed class RoomPropertyTests
{
    static readonly Guid[] Ids = [.. Enumerable.Range(0, 6).Select(n => new Guid(n + 1, 0, 0, new byte[8]))];
    static readonly RoomRole[] Roles = [RoomRole.Chair, RoomRole.Secretary, RoomRole.Presenter, RoomRole.Expert, RoomRole.Patient, RoomRole.Observer];

    static Seated[] Seats(int skip) => [.. Ids.Select((id, n) => new Seated(id, n == 4 ? null : id, "N" + n, null, "", Roles[n])).Where((_, n) => n != skip)];

    static void Do(Room room, int what, Guid a, Guid b, int pick, DateTimeOffset at)
    {
        switch (what % 16)
        {
            case 0 or 1 or 2: room.Come(a, at); break;
            case 3: room.Go(a, "left", at); break;
            case 4: room.Admit(a, b, at); break;
            case 5: room.TurnAway(a, b, at); break;
            case 6: room.GiveRole(a, b, (RoomRole)(pick % 8), at); break;
            case 7: room.GiveFloor(a, pick % 4 == 0 ? null : b, at); break;
            case 8: room.RaiseHand(a, b, pick % 2 == 0, at); break;
            case 9: room.Say(a, "lời " + pick, at); break;
            case 10: room.AskToRecord(a, b, pick % 2 == 0, at); break;
            case 11: if (room.Tape is { } tape) room.Agree(a, tape.Id, pick % 5 != 0, pick % 2 == 0, Room.ConsentText, at); break;
            case 12: room.StopRecording(a, at); break;
            case 13: room.Show(a, pick % 3 == 0 ? null : new RoomExhibit("k" + pick % 3, "image", "ảnh", "/x"), at); break;
            case 14: room.Draw(a, new("s" + pick, 1, pick % 2 == 0 ? "free" : "measure", [1, 2, 3, 4 + pick]), at); break;
            case 15: if (pick % 40 == 0) room.Close(pick % 80 == 0 ? null : a, "leader", at); else if (pick % 7 == 0) room.Plan(Seats(pick % 9), at); else if (pick % 11 == 0) room.TakeOver(at); else room.Erase(a, pick % 2 == 0 ? null : "s1", at); break;
        }
    }

    static void Check(Room room)
    {
        Assert.True(room.Sittings.Count(s => s.Role == RoomRole.Chair) <= 1, "two chairs");
        Assert.All(room.Sittings, s => Assert.False(s.IsPresent && s.IsWaiting));
        Assert.All(room.Present, s => Assert.True(!s.IsGuest || s.IsAdmitted));
        if (room.Floor is { } floor) Assert.True(room.Find(floor)!.MayShow && room.Find(floor)!.IsPresent);
        if (room.Tape is { IsRunning: true } tape) Assert.All(room.Present, s => Assert.Contains(s.Id, tape.Agreed.Keys));
        if (room.IsClosed) Assert.Empty(room.Present);
    }

    [Fact]
    public void Any_order_of_deeds_leaves_a_lawful_room()
    {
        var deed = from what in Gen.Choose(0, 15)
                   from a in Gen.Choose(0, 5)
                   from b in Gen.Choose(0, 5)
                   from pick in Gen.Choose(0, 400)
                   from seconds in Gen.Choose(-600, 3600)
                   select (what, a, b, pick, seconds);
        var deeds = deed.ListOf(120);
        Prop.ForAll(deeds.ToArbitrary(), list =>
        {
            var room = new Room(new(Guid.Empty, "test/x", Guid.Empty, true));
            var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
            room.Plan(Seats(-1), now);
            foreach (var (what, a, b, pick, seconds) in list)
            {
                now = now.AddSeconds(seconds);
                var before = room.Seq;
                try
                {
                    Do(room, what, Ids[a], Ids[b], pick, now);
                }
                catch (Refusal)
                {
                    Assert.Equal(before, room.Seq);
                }
                Check(room);
            }
            Assert.Equal(Enumerable.Range(1, room.Told.Count).Select(n => (long)n), room.Told.Select(h => h.Seq));
            Assert.All(room.Told.Zip(room.Told.Skip(1)), p => Assert.True(p.Second.At >= p.First.At));
            var presence = Attendance.Of(room.Told);
            foreach (var seat in presence.GroupBy(p => p.SeatId))
                Assert.All(seat.Zip(seat.Skip(1)), p => Assert.True(p.First.To <= p.Second.From));
            // What was told makes the same room again.
            var again = new Room(room.Card);
            again.Recall(room.Told.Select(h => System.Text.Json.JsonSerializer.Deserialize<Happening>(System.Text.Json.JsonSerializer.Serialize(h, Happening.Json), Happening.Json)!));
            Assert.Equal(room.Present.Select(s => (s.Id, s.Role, s.HasHandUp)), again.Present.Select(s => (s.Id, s.Role, s.HasHandUp)));
            Assert.Equal((room.Floor, room.IsClosed, room.Exhibit?.Key, room.Tape?.IsRunning, room.Chat.Count), (again.Floor, again.IsClosed, again.Exhibit?.Key, again.Tape?.IsRunning, again.Chat.Count));
        }).QuickCheckThrowOnFailure();
    }
}
