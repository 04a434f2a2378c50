using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary>A resource of the server read within an operation: through the same gate, and its reading goes into the trail with the operation's answer.</summary>
static class StoredResource
{
    /// <summary>The answer to reading it, and its bytes; refused as a read is.</summary>
    public static async Task<(FhirReply Reply, ReadOnlyMemory<byte> Body)> ReadAsync(FhirCall call, string type, string id)
    {
        var ask = new FhirAsk("GET", $"{type}/{id}", []) { Base = call.Ask.Base };
        var reply = await call.Services.GetRequiredService<FhirDesk>().AnswerAsync(call with { Ask = ask });
        if (reply.Write is not { } write) return (reply, reply.Body);
        var buffer = new ArrayBufferWriter<byte>(4096);
        write(buffer);
        return (reply, buffer.WrittenMemory);
    }

    /// <summary>The JSON of the resource that the address names.</summary>
    public static async Task<JsonElement> JsonAsync(FhirCall call)
    {
        var (type, id) = call.Ask.Named();
        return JsonDocument.Parse((await ReadAsync(call, type, id)).Body).RootElement;
    }
}
