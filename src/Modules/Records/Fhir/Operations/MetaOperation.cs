namespace LienY.Records;

/// <summary><c>Type/id/$meta</c>: profiles, tags and labels of a resource, without the rest of it.</summary>
static class MetaOperation
{
    /// <summary>Reads it through the gate.</summary>
    public static async Task<FhirReply> RunAsync(FhirCall call)
    {
        var (type, id) = call.Ask.Named();
        var (reply, body) = await StoredResource.ReadAsync(call, type, id);
        var meta = System.Text.Json.JsonDocument.Parse(body).RootElement.Member("meta");
        return new(200)
        {
            Body = ParametersReply.Of(json =>
            {
                json.WriteStartObject();
                json.WriteString("name", "return");
                json.WritePropertyName("valueMeta");
                if (meta is { } found) found.WriteTo(json);
                else
                {
                    json.WriteStartObject();
                    json.WriteEndObject();
                }
                json.WriteEndObject();
            }).Body,
            Touched = reply.Touched,
            Action = reply.Action,
            About = reply.About,
        };
    }
}
