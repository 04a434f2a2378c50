using System.Globalization;
using System.Security.Cryptography;
using LienY.Contracts;
using LienY.Dicom;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Imaging;

/// <summary>What is asked of the list of orders.</summary>
sealed record OrdersAsk(string Search, OrderState? State, DateOnly? From, DateOnly? To, int Page);

/// <summary>The list of orders.</summary>
sealed record OrdersView(OrdersAsk Asked, IReadOnlyList<(ImagingOrder Order, string Unit)> Orders, int Total, int Pages, string Query, bool MayOrder);

/// <summary>The form of an order.</summary>
sealed record OrderFormView(IReadOnlyList<(string, string)> Units, IReadOnlyList<(string, string)> Stations, DateOnly Today);

/// <summary>Orders of studies: made, seen, withdrawn.</summary>
sealed class OrderDesk(DimseStore store, DeviceDesk devices, IOrganisationTree trees, Caller caller)
{
    const int Sheet = 50;

    /// <summary>Modalities that are ordered (PS3.3 §C.7.3.1.1.1), with what people call them.</summary>
    public static readonly IReadOnlyList<(string Code, string Name)> Modalities =
    [
        ("CR", Words.Key("CR – X quang số hóa")), ("DX", Words.Key("DX – X quang số")), ("CT", Words.Key("CT – cắt lớp vi tính")), ("MR",
            Words.Key("MR – cộng hưởng từ")),
        ("US", Words.Key("US – siêu âm")), ("MG", Words.Key("MG – X quang vú")), ("XA", Words.Key("XA – chụp mạch")), ("ES", Words.Key("ES – nội soi")),
        ("NM", Words.Key("NM – xạ hình")), ("PT", Words.Key("PT – PET")), ("IO", Words.Key("IO – X quang răng")), ("OT", Words.Key("OT – khác")),
    ];

    /// <summary>Orders as asked.</summary>
    public async Task<OrdersView> ListAsync(OrdersAsk asked, string query, CancellationToken stop)
    {
        var found = Asked(asked);
        var total = await found.CountAsync(stop);
        var rows = await found.OrderByDescending(o => o.ScheduledAt).ThenBy(o => o.Id).Skip((asked.Page - 1) * Sheet).Take(Sheet).ToListAsync(stop);
        return new(asked, await NamedAsync(rows, stop), total, (total + Sheet - 1) / Sheet, query, caller.May(ImagingRights.Order));
    }

    /// <summary>All rows as asked, for a file.</summary>
    public async Task<IReadOnlyList<(ImagingOrder Order, string Unit)>> FileAsync(OrdersAsk asked, CancellationToken stop) =>
        await NamedAsync(await Asked(asked).OrderByDescending(o => o.ScheduledAt).ThenBy(o => o.Id).Take(50_000).ToListAsync(stop), stop);

    async Task<IReadOnlyList<(ImagingOrder, string)>> NamedAsync(List<ImagingOrder> rows, CancellationToken stop)
    {
        var tree = await trees.OnAsync(null, stop);
        return [.. rows.Select(o => (o, tree.Find(o.OrganisationId)?.Name ?? ""))];
    }

    IQueryable<ImagingOrder> Asked(OrdersAsk asked)
    {
        // Who holds a right to orders or devices somewhere above sees counts, not people: rows of persons are for those who work there.
        var homes = caller.Posts.Where(p => ImagingRights.See.Roles.Contains(p.Role)).SelectMany(p => p.Reach).Distinct().ToList();
        var found = store.Orders.AsNoTracking().Where(o => homes.Contains(o.OrganisationId));
        if (asked.State is { } state) found = found.Where(o => o.State == state);
        if (Fold.Of(asked.Search) is { Length: > 0 } search) found = found.Where(o => o.Folded.Contains(search));
        if (asked.From is { } from)
        {
            var begin = At(from, default);
            found = found.Where(o => o.ScheduledAt >= begin);
        }
        if (asked.To is { } to)
        {
            var end = At(to.AddDays(1), default);
            found = found.Where(o => o.ScheduledAt < end);
        }
        return found;
    }

    /// <summary>The form of a new order.</summary>
    public async Task<OrderFormView> FormAsync(CancellationToken stop)
    {
        var stations = await store.Devices.AsNoTracking().Where(d => d.RevokedAt == null && d.MayWork).OrderBy(d => d.Name).Take(200).ToListAsync(stop);
        return new(await devices.UnitsAsync(ImagingRights.Order, stop), [.. stations.Select(d => (d.Aet, $"{d.Name} ({d.Aet})")).DistinctBy(s => s.Aet)],
            store.Clock.Today());
    }

    /// <summary>Orders a study.</summary>
    public async Task<ImagingOrder> MakeAsync(Form form, CancellationToken stop)
    {
        var unit = form.Id("unit") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị.") { Field = "unit" };
        caller.Must(ImagingRights.Order, unit);
        var modality = form.Required("modality", 16);
        if (Modalities.All(m => m.Code != modality)) throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "modality" };
        var station = form.Text("station", 16);
        if (station.Length > 0 && !await store.Devices.AnyAsync(d => d.OrganisationId == unit && d.Aet == station && d.RevokedAt == null, stop))
            throw new Refusal(RefusalKind.Invalid, "Thiết bị này không thuộc đơn vị đã chọn.") { Field = "station" };
        var day = form.Day("day") ?? store.Clock.Today();
        if (!TimeOnly.TryParseExact(form.Text("time", 5) is { Length: > 0 } typed ? typed : "08:00", "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var time))
            throw new Refusal(RefusalKind.Invalid, "Giờ ghi theo mẫu 14:30.") { Field = "time" };
        var now = store.Clock.GetUtcNow();
        var (patient, number) = (form.Required("patient_name", 60), form.Required("patient_id", 60));
        var accession = Say.WallClock(now).ToString("yyMMddHHmm", CultureInfo.InvariantCulture) + RandomNumberGenerator.GetInt32(100_000,
            1_000_000).ToString(CultureInfo.InvariantCulture);
        var birth = form.Day("birth_day");
        if (birth > store.Clock.Today()) throw new Refusal(RefusalKind.Invalid, "Ngày sinh không thể ở tương lai.") { Field = "birth_day" };
        var order = new ImagingOrder
        {
            OrganisationId = unit,
            PatientId = number,
            PatientName = patient,
            Folded = Fold.Of($"{patient} {number} {accession}"),
            BirthDay = birth,
            Sex = form.Text("sex", 1) is "M" or "F" or "O" ? form.Text("sex", 1) : "",
            Accession = accession,
            StudyUid = Uids.New(),
            Modality = modality,
            Station = station,
            Title = form.Required("title", 64),
            Reason = form.Text("reason", 500),
            Referrer = form.Text("referrer", 60) is { Length: > 0 } named ? named : caller.Name,
            IsUrgent = form.Ticked("urgent"),
            ScheduledAt = At(day, time),
            MadeAt = now,
            MadeByName = caller.Name,
        };
        store.Orders.Add(order);
        await store.SaveChangesAsync(stop);
        return order;
    }

    /// <summary>Withdraws an order that no device has begun.</summary>
    public async Task CancelAsync(Guid id, int version, CancellationToken stop)
    {
        var order = await store.Orders.SingleOrDefaultAsync(o => o.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy chỉ định này.");
        caller.Must(ImagingRights.Order, order.OrganisationId);
        store.Expect(order, version);
        if (order.State != OrderState.Scheduled) throw Refusal.Conflict("Chỉ định này đã được thực hiện hoặc đã hủy, không hủy được nữa.");
        order.State = OrderState.Cancelled;
        await store.SaveChangesAsync(stop);
    }

    static DateTimeOffset At(DateOnly day, TimeOnly time) => new(day.ToDateTime(time), TimeSpan.FromHours(7));

    /// <summary>What people call a state.</summary>
    public static string Of(OrderState state) => state switch
    {
        OrderState.Scheduled => Words.Key("chờ chụp"),
        OrderState.InProgress => Words.Key("đang chụp"),
        OrderState.Completed => Words.Key("đã chụp xong"),
        OrderState.Discontinued => Words.Key("chụp dở"),
        _ => Words.Key("đã hủy"),
    };

    /// <summary>How a state looks.</summary>
    public static string Kind(OrderState state) => state switch
    {
        OrderState.Scheduled => "info",
        OrderState.InProgress => "warn",
        OrderState.Completed => "ok",
        OrderState.Discontinued => "bad",
        _ => "none",
    };
}
