using LienY.Contracts;
using Microsoft.AspNetCore.Http;

namespace LienY.Certificates;

/// <summary>Addresses that leave the house: on papers, in badges.</summary>
sealed class Site(SignInRules rules)
{
    /// <summary>The public address of the settings, else as the request came; without a slash at the end.</summary>
    public string Of(HttpContext context) => rules.PublicUrl.Length > 0 ? rules.PublicUrl.TrimEnd('/') : $"{context.Request.Scheme}://{context.Request.Host}";

    /// <summary>Where anybody checks a certificate.</summary>
    public static string Verify(string site, Certificate c) => $"{site}/verify/certificate/{c.Code}";
}
