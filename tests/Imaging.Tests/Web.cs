using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace LienY.Imaging.Tests;

/// <summary>DICOMweb as a program speaks it.</summary>
static class Web
{
    /// <summary>Sends instances in one request.</summary>
    public static async Task<HttpResponseMessage> StowAsync(this HttpClient client, string path, params byte[][] files)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Body(files) };
        return await client.SendAsync(request);
    }

    /// <summary>A multipart body; <paramref name="cut"/> bytes are missing at its end.</summary>
    public static ByteArrayContent Body(IReadOnlyList<byte[]> files, int cut = 0)
    {
        using var all = new MemoryStream();
        foreach (var file in files)
        {
            all.Write("--B-1\r\nContent-Type: application/dicom\r\n\r\n"u8);
            all.Write(file);
            all.Write("\r\n"u8);
        }
        all.Write("--B-1--\r\n"u8);
        var body = new ByteArrayContent(all.ToArray(), 0, (int)all.Length - cut);
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/related; type=\"application/dicom\"; boundary=B-1");
        return body;
    }

    /// <summary>An answer for what is accepted.</summary>
    public static async Task<HttpResponseMessage> AskAsync(this HttpClient client, string path, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        return await client.SendAsync(request);
    }

    /// <summary>Rows of a search.</summary>
    public static async Task<JsonElement[]> FindAsync(this HttpClient client, string path)
    {
        using var answer = await client.AskAsync(path, "application/dicom+json");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        return [.. JsonDocument.Parse(text).RootElement.EnumerateArray()];
    }

    /// <summary>First value of an element.</summary>
    public static string? Of(this JsonElement row, string tag) => !row.TryGetProperty(tag, out var element) || !element.TryGetProperty("Value", out var values) ? null
        : values[0].ValueKind == JsonValueKind.Object ? values[0].GetProperty("Alphabetic").GetString() : values[0].ToString();

    /// <summary>Parts of a multipart answer.</summary>
    public static async Task<List<byte[]>> PartsAsync(this HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsByteArrayAsync();
        var boundary = Encoding.ASCII.GetBytes("--" + answer.Content.Headers.ContentType!.Parameters.Single(p => p.Name == "boundary").Value!.Trim('"'));
        var parts = new List<byte[]>();
        for (var at = body.AsSpan().IndexOf(boundary); at >= 0;)
        {
            var next = body.AsSpan(at + boundary.Length).IndexOf(boundary);
            if (next < 0) break;
            var part = body.AsSpan(at + boundary.Length, next);
            var head = part.IndexOf("\r\n\r\n"u8) + 4;
            parts.Add(part[head..^2].ToArray());
            at += boundary.Length + next;
        }
        return parts;
    }
}
