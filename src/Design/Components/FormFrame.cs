using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Design.Components;

/// <summary>What a form tells its fields: its id, and what it held when its last sending was refused.</summary>
public sealed record FormFrame(string Id, FormMemory? Memory)
{
    /// <summary>Id of the input at fault.</summary>
    public static string Wrong(string field) => "wrong-" + field;

    /// <summary>The frame of a form that posts to <paramref name="to"/>.</summary>
    public static FormFrame Of(HttpContext http, string to)
    {
        var number = http.Items["forms"] is int n ? n + 1 : 1;
        http.Items["forms"] = number;
        var memory = http.Features.Get<FormMemory>();
        return new("f" + number.ToString(System.Globalization.CultureInfo.InvariantCulture), memory is not null && memory.Action == to.Split('?')[0] ? memory : null);
    }
}
