namespace LienY.Server;

/// <summary>The language of a page: the person's choice (cookie), else Vietnamese. The browser's list is not asked: the house speaks Vietnamese first.</summary>
public static class Language
{
    /// <summary>Name of the cookie.</summary>
    public const string Cookie = "lang";

    /// <summary>vi, en or zh.</summary>
    public static string Of(HttpContext? context) => context?.Request.Cookies[Cookie] is "en" or "zh" ? context.Request.Cookies[Cookie]! : "vi";
}
