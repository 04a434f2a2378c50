using LienY.Contracts;
using LienY.Design;
using LienY.Imaging.Pages;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Imaging;

/// <summary>The viewer's page, the marking of key images, and the line of those who look together.</summary>
static class ViewerRoutes
{
    const string View = "/imaging/studies/{id:guid}/view";

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(View, ShowAsync).Needs(ImagingRights.See);
        routes.MapPost("/imaging/studies/{id:guid}/keys", MarkAsync).Needs(ImagingRights.See);
        var way = routes.CreateApplicationBuilder();
        way.UseWebSockets();
        way.Run(LookRoute.AnswerAsync);
        routes.MapGet(LookRoute.Path, way.Build()).Needs(ImagingRights.See);
    }

    static async Task<IResult> ShowAsync(Guid id, StudyDoor door, ImagingStore store, CancellationToken stop)
    {
        var study = await door.OpenAsync(id, stop);
        var keys = await store.Keys.AsNoTracking().Where(k => k.StudyId == id).OrderBy(k => k.MarkedAt).ToListAsync(stop);
        return Show.Page<ViewerPage>(new { Model = new ViewerView(study, keys) });
    }

    // Marking what is marked takes the mark away.
    static async Task<IResult> MarkAsync(Guid id, HttpRequest request, StudyDoor door, ImageIndex index, ImageReaders readers, ImagingStore store, Caller caller, CancellationToken stop)
    {
        var study = await door.PeekAsync(id, stop);
        var form = await request.ReadFormAsync(stop);
        var (series, sop) = (form["series"].ToString(), form["instance"].ToString());
        var scope = new ImageScope([study.Uid], [series], [sop]);
        var image = LienY.Dicom.Uids.IsWellFormed(series) && LienY.Dicom.Uids.IsWellFormed(sop)
            ? (await index.ImagesAsync(await readers.ReaderAsync(null, stop), scope, "imaging.study.read", stop)).FirstOrDefault() : null;
        if (image is null || !int.TryParse(form["frame"], System.Globalization.CultureInfo.InvariantCulture, out var frame) || frame < 1 || frame > Math.Max(1, image.Frames))
            throw Refusal.Invalid("Ảnh này không thuộc lượt chụp đang mở.");
        var known = await store.Keys.FirstOrDefaultAsync(k => k.StudyId == id && k.SopUid == sop && k.Frame == frame, stop);
        if (known is not null) store.Keys.Remove(known);
        else store.Keys.Add(new() { Id = Guid.CreateVersion7(), StudyId = id, SeriesUid = series, SopUid = sop, Frame = frame, MarkedBy = caller.UserId, MarkedAt = store.Clock.GetUtcNow() });
        await store.SaveChangesAsync(stop);
        return Results.Json(new { isKey = known is null });
    }
}
