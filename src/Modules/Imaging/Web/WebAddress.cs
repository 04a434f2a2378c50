using LienY.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Imaging;

/// <summary>The root of DICOMweb as clients reach it.</summary>
static class WebAddress
{
    /// <summary>Its path.</summary>
    public const string Path = "/dicom-web";

    /// <summary>The public address of the installation, or the one that was asked.</summary>
    public static string Of(HttpRequest request)
    {
        var site = request.HttpContext.RequestServices.GetRequiredService<SignInRules>().PublicUrl;
        return (site.Length > 0 ? site.TrimEnd('/') : $"{request.Scheme}://{request.Host}") + Path;
    }
}
