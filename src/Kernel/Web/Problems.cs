using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LienY.Kernel;

/// <summary>Shows a refusal or a bug to a person; the Design project draws the page.</summary>
public interface IProblemPage
{
    /// <summary>Writes the whole page; <paramref name="trace"/> is the id to tell the administrator of a bug.</summary>
    Task WriteAsync(HttpContext context, Refusal refusal, string? trace);
}

/// <summary>How programs that speak a standard of their own are told of a refusal (FHIR: OperationOutcome).</summary>
public interface IProgramProblems
{
    /// <summary>Is this request one of that standard?</summary>
    bool Suits(HttpRequest request);

    /// <summary>Writes the whole answer.</summary>
    Task WriteAsync(HttpContext context, Refusal refusal, int status);
}

/// <summary>The one place that turns a refusal into a page or RFC 9457 problem details; anything else is a bug: 500 with a trace id, logged.</summary>
public sealed class Problems(RequestDelegate next, IProblemPage page, ILogger<Problems> log)
{
    /// <summary>Middleware.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: 404, ContentLength: null, ContentType: null })
                await AnswerAsync(context, Refusal.Missing("Không có trang này. Xin kiểm tra địa chỉ hoặc quay về trang Hôm nay."), null);
        }
        catch (Refusal refusal) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, refusal, null);
        }
        catch (Exception problem) when (!context.Response.HasStarted && Bad(problem) is not null)
        {
            await AnswerAsync(context, Bad(problem)!.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? new Refusal(RefusalKind.Invalid, "Nội dung gửi lên lớn hơn mức cho phép nên không nhận. Xin chia nhỏ hoặc nén lại tệp.") { Code = "too-large" }
                : new Refusal(RefusalKind.Invalid, "Yêu cầu gửi lên bị thiếu hoặc sai. Xin tải lại trang rồi thử lại.") { Code = "bad-request" }, null);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader has left; nobody waits for an answer.
        }
        catch (Exception problem) when (!context.Response.HasStarted)
        {
            log.LogError(problem, "Request '{Method} {Path}' failed; trace '{Trace}'.", context.Request.Method, context.Request.Path, context.TraceIdentifier);
            await AnswerAsync(context, new Refusal(RefusalKind.Unavailable, "Hệ thống gặp lỗi khi xử lý. Dữ liệu đã lưu không bị mất; xin thử lại hoặc báo quản trị viên mã {0}.",
                context.TraceIdentifier), context.TraceIdentifier);
        }
    }

    // Who reads a form on the way (the check of its origin) wraps the fault of the request.
    static BadHttpRequestException? Bad(Exception problem)
    {
        for (var inner = problem; inner is not null; inner = inner.InnerException)
            if (inner is BadHttpRequestException bad) return bad;
        return null;
    }

    async Task AnswerAsync(HttpContext context, Refusal refusal, string? trace)
    {
        context.Response.Clear();
        context.Response.StatusCode = trace is not null ? 500 : refusal.Code == "sign-in" ? 401 : refusal.Code == "too-large" ? 413 : refusal.Code == "too-many" ? 429 : refusal.Status;
        if (context.RequestServices.GetServices<IProgramProblems>().FirstOrDefault(p => p.Suits(context.Request)) is { } own)
        {
            await own.WriteAsync(context, refusal, context.Response.StatusCode);
            return;
        }
        if (WantsPage(context.Request))
        {
            if (trace is null && await FormAgain.TryAsync(context, refusal, next)) return;
            await page.WriteAsync(context, refusal, trace);
            return;
        }
        var words = context.RequestServices.GetRequiredService<Words>();
        await context.Response.WriteAsJsonAsync(new
        {
            type = refusal.Code.Length > 0 ? "urn:lieny:problem:" + refusal.Code : "about:blank",
            title = words.Of(refusal),
            status = context.Response.StatusCode,
            field = refusal.Field,
            traceId = trace,
        }, (System.Text.Json.JsonSerializerOptions?)null, "application/problem+json");
    }

    /// <summary>True for a browser's page, false for a program.</summary>
    public static bool WantsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && request.Headers.Authorization.Count == 0
        && request.Headers.Accept.Any(a => a?.Contains("text/html", StringComparison.Ordinal) == true);
}
