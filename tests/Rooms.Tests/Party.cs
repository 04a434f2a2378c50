using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Rooms.Tests;

/// <summary>People who meet: a hospital of the province, a centre of a district, and a room with seats for them.</summary>
sealed class Party(TestSite site)
{
    readonly Dictionary<RoomRole, (MadeAccount Account, Guid Seat)> people = [];
    readonly List<RoomSeat> seats = [];

    public Guid Hospital { get; private set; }
    public Guid Centre { get; private set; }
    public Guid Room { get; private set; }
    public string Subject { get; } = "test/" + Guid.CreateVersion7();

    public static async Task<Party> MakeAsync(TestSite site, params RoomRole[] roles)
    {
        var party = new Party(site);
        party.Hospital = await site.OrganisationAsync($"Bệnh viện {Guid.CreateVersion7():N}", kind: "hospital");
        party.Centre = await site.OrganisationAsync($"Trung tâm {Guid.CreateVersion7():N}", kind: "centre");
        foreach (var role in roles)
        {
            var at = role is RoomRole.Presenter or RoomRole.Observer ? party.Centre : party.Hospital;
            var account = await site.AccountAsync(Role.Doctor, at);
            var seat = new RoomSeat(Guid.CreateVersion7(), account.Id, account.User, at, role);
            party.people[role] = (account, seat.Id);
            party.seats.Add(seat);
        }
        await party.PlanAsync();
        return party;
    }

    public async Task PlanAsync(params RoomSeat[] more)
    {
        seats.AddRange(more);
        Room = await site.HouseAsync(s => s.GetRequiredService<IRooms>().PlanAsync(new(Subject, "Hội chẩn thử", "/", null, null, seats) { OrganisationId = Hospital }, default));
    }

    public string Token(RoomRole role) => people[role].Account.Token;

    public Guid Seat(RoomRole role) => people[role].Seat;

    public Task<RoomClient> EnterAsync(RoomRole role, long? last = null) => RoomClient.EnterAsync(site.Url, Token(role), Room, last);

    /// <summary>Enters and waits until the room has told how it stands.</summary>
    public async Task<RoomClient> InAsync(RoomRole role)
    {
        var client = await EnterAsync(role);
        await client.StateAsync();
        return client;
    }

    public async Task<(Guid Seat, string Link)> GuestAsync(RoomRole role = RoomRole.Patient)
    {
        var seat = new RoomSeat(Guid.CreateVersion7(), null, "Khách thử", null, role);
        await PlanAsync(seat);
        return (seat.Id, await site.HouseAsync(s => s.GetRequiredService<IRooms>().InviteAsync(Room, seat.Id, default)));
    }

    public Task<RoomReport> ReportAsync() => site.HouseAsync(async s => (await s.GetRequiredService<IRooms>().ReportAsync(Room, default))!);

    /// <summary>Looks until it is so.</summary>
    public async Task<RoomReport> ReportAsync(Func<RoomReport, bool> so)
    {
        while (true)
        {
            var report = await ReportAsync();
            if (so(report)) return report;
            await Task.Delay(20);
        }
    }
}
