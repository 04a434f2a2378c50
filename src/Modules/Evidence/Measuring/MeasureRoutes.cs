using LienY.Design;
using LienY.Evidence.Pages;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Evidence;

/// <summary>How an indicator is measured: looking, trying, setting.</summary>
static class MeasureRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/evidence/indicators/{id:guid}/measure", ShowAsync).Needs(EvidenceRights.Read);
        routes.MapPost("/evidence/indicators/{id:guid}/measure", SetAsync).Needs(EvidenceRights.Measure);
        routes.MapPost("/evidence/indicators/{id:guid}/measure/preview", PreviewAsync).Needs(EvidenceRights.Measure);
    }

    // After a refusal the page is drawn again: the preview then speaks of what was typed.
    static async Task<IResult> ShowAsync(Guid id, HttpContext context, IndicatorDesk desk, CancellationToken stop) =>
        Show.Page<MeasurePage>(new { Model = await desk.MeasureAsync(id, context.Features.Get<FormMemory>() is { } memory ? Typed(memory) : null, stop) });

    static async Task<IResult> SetAsync(Guid id, HttpContext context, MeasureEditing editing, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await editing.SetAsync(id, form.Whole("seen"), MeasureInput.Of(form), stop);
        return Show.Done(context, $"/evidence/indicators/{id}", "Đã lưu cách đo.");
    }

    static async Task<IResult> PreviewAsync(Guid id, HttpContext context, IndicatorDesk desk, CancellationToken stop) =>
        Show.Page<MeasurePage>(new { Model = await desk.MeasureAsync(id, MeasureInput.Of(await Form.ReadAsync(context.Request, stop)), stop) });

    static MeasureInput? Typed(FormMemory memory)
    {
        try
        {
            return MeasureInput.Of(new Form(memory.Values));
        }
        catch (Refusal)
        {
            return null;
        }
    }
}
