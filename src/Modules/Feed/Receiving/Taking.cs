using System.Text.Encodings.Web;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Feed;

/// <summary>From kept files to an answer: entered, checked at once where they are small, told to be looked up later where not.</summary>
sealed class Taking(Receipts receipts, FeedWork work, FileAnswers answers)
{
    /// <summary>Bytes of a batch that is checked before the answer.</summary>
    const long AtOnce = 16L * 1024 * 1024;

    /// <summary>How long an answer waits for its turn to be checked.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Enters the files of one request and answers what became of them.</summary>
    public async Task<(Guid Batch, IReadOnlyList<FileAnswer> Files)> TakeAsync(Sender sender, Channel channel, IReadOnlyList<KeptFile> kept, string? facility,
        CancellationToken stop)
    {
        var (batch, files) = await receipts.BookAsync(sender, channel, kept, facility, stop);
        if (kept.Sum(k => k.Kept.Size) <= AtOnce)
            foreach (var file in files) await work.NowAsync(file, Patience, stop);
        return (batch, await answers.OfAsync(sender.OrganisationId, files, stop));
    }
}

/// <summary>How the provincial shapes speak: JSON with Vietnamese letters as they are, and every refusal in the shape's own words.</summary>
static class Shape
{
    static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An answer.</summary>
    public static IResult Says(object answer, int status = 200) => Results.Json(answer, Json, "application/json", status);

    /// <summary>Runs a request of a provincial shape; what is refused is answered by <paramref name="refused"/> from status and sentence.</summary>
    public static async Task<IResult> RunAsync(Words words, Func<Task<IResult>> work, Func<int, string, object> refused)
    {
        try
        {
            return await work();
        }
        catch (Refusal no)
        {
            var status = no.Code switch { "sign-in" => 401, "too-large" => 413, "bad-request" => 400, _ => no.Status };
            return Says(refused(status, words.Of(no)), status);
        }
        catch (BadHttpRequestException bad)
        {
            return Says(refused(bad.StatusCode, bad.StatusCode == 413
                ? words["Nội dung gửi lên lớn hơn mức cho phép nên không nhận. Xin chia nhỏ hoặc nén lại tệp."]
                    : words["Yêu cầu gửi lên bị thiếu hoặc sai. Xin tải lại trang rồi thử lại."]), bad.StatusCode);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            return Says(refused(400, words["Nội dung gửi lên bị cắt giữa chừng nên không nhận. Xin gửi lại."]), 400);
        }
    }

    /// <summary>Largest body: the largest file, half as much again for base64, and a little.</summary>
    public static long MostBytes(FeedRules rules) => (rules.Bytes * 3 / 2) + (1 << 20);
}
