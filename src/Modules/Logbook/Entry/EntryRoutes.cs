using LienY.Design;
using LienY.Kernel;
using LienY.Logbook.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Logbook;

/// <summary>Addresses at which cases are entered: the form, the queue of browsers that were offline, programs.</summary>
static class EntryRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/logbook/new", async (HttpRequest request, EntryDesk desk, CancellationToken stop) =>
            Show.Page<EntryPage>(new { Model = (object)await desk.NewAsync(request, stop) })).Needs(LogbookRights.Log);
        routes.MapPost("/logbook/cases", async (HttpContext context, Logging use, CancellationToken stop) =>
        {
            var (one, _) = await use.EnterAsync(CaseInput.Of(await Form.ReadAsync(context.Request, stop)), stop);
            return Show.Done(context, "/logbook/cases/" + one.Id, one.State == LogState.Counted ? Words.Key("Đã ghi và tính ca này.")
                : Words.Key("Đã ghi ca. Người ký đã được báo."));
        }).Needs(LogbookRights.Log);
        routes.MapPost("/api/logbook/cases", async (CaseInput input, Logging use, CancellationToken stop) =>
        {
            var (one, isNew) = await use.EnterAsync(input, stop);
            var answer = new { id = one.Id, state = one.State.ToString(), href = "/logbook/cases/" + one.Id };
            return isNew ? Results.Created(answer.href, answer) : Results.Ok(answer);
        }).Needs(LogbookRights.Log);
        routes.MapGet("/api/logbook/techniques", async (string? q, TechniqueShelf shelf, CancellationToken stop) =>
            Results.Ok((await shelf.SearchAsync(q ?? "", 12, stop)).Select(t => new { code = t.Code, name = t.Name, kind = t.Class }))).Needs(LogbookRights.Log);
        routes.MapGet("/logbook/cases/{id:guid}/edit", async (Guid id, HttpRequest request, EntryDesk desk, CancellationToken stop) =>
            Show.Page<EntryPage>(new { Model = (object)await desk.EditAsync(id, request, stop) })).Needs(LogbookRights.Log);
        routes.MapPost("/logbook/cases/{id:guid}", async (Guid id, HttpContext context, Logging use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await use.CorrectAsync(CaseInput.Of(form) with { Id = id }, form.Whole("version"), stop);
            return Show.Done(context, "/logbook/cases/" + id, Words.Key("Đã sửa ca."));
        }).Needs(LogbookRights.Log);
        routes.MapPost("/logbook/cases/{id:guid}/withdraw", async (Guid id, HttpContext context, Logging use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await use.WithdrawAsync(id, form.Whole("version"), form.Required("reason", 500), stop);
            return Show.Done(context, "/logbook", Words.Key("Đã hủy ca."));
        }).Needs(LogbookRights.Log);
        // A worker may only serve what lies below its own address.
        routes.MapGet("/logbook/worker.js", (Assets files, HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-cache";
            return Results.Content(OfflineWorker.Script(files), "text/javascript; charset=utf-8");
        }).NeedsSignIn();
    }
}

/// <summary>The small program that shows the form where the line is down: it keeps the last form, its style and its scripts, nothing else.</summary>
static class OfflineWorker
{
    /// <summary>Its text, with the addresses of this release.</summary>
    public static string Script(Assets files) => $$"""
        const name = 'lieny-logbook-{{files["log.js"].Split('/')[2]}}', form = '/logbook/new';
        const needed = ['{{files["lieny.css"]}}', '{{files["lieny.js"]}}', '{{files["mark.svg"]}}', '{{files["log.js"]}}'];
        addEventListener('install', e => e.waitUntil(caches.open(name).then(c => c.addAll(needed)).then(() => skipWaiting())));
        addEventListener('activate', e => e.waitUntil(caches.keys().then(all => Promise.all(all.filter(k => k.startsWith('lieny-logbook-') && k !== name)
          .map(k => caches.delete(k)))).then(() => clients.claim())));
        addEventListener('fetch', e => {
          const url = new URL(e.request.url);
          if (e.request.method !== 'GET' || url.origin !== location.origin) return;
          if (needed.includes(url.pathname)) e.respondWith(caches.match(e.request).then(kept => kept ?? fetch(e.request)));
          else if (url.pathname === form) e.respondWith(fetch(e.request).then(async answer => {
            if (answer.ok && !answer.redirected && !url.search) await (await caches.open(name)).put(form, answer.clone());
            return answer;
          }).catch(async down => {
            const kept = await caches.match(form);
            if (!kept) throw down;
            return kept;
          }));
        });
        """;
}
